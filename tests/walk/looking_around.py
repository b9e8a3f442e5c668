"""A short walk: into the sample vault, out, in again by its passphrase, through an interview."""

from __future__ import annotations

from desktop.i18n import _
from tests.walk import vaults
from tests.walk.person import Person
from ui.interviews.phase_messages import TITLES
from ui.start.sample import FOLDER, PASSPHRASE

CODE = "S-02"


def walk(person: Person) -> None:
    """Pictures of the start, the unlocking, and each phase of an interview."""
    person.keep("start")
    person.press(_("Look around with a sample vault"))
    person.press(_("Look around"))
    vaults.wait_inside(person)
    vaults.leave(person)
    vaults.unlock(person, FOLDER.partition(".")[0], PASSPHRASE)
    person.press(_("Interviews"))
    person.open_row(CODE)
    for title in TITLES.values():
        person.press(_(title))
        person.reads(_(title))
        person.keep(title.replace(" ", "-").lower())
    person.hands.press("ctrl+l")
    person.button(_("Open another vault"))
