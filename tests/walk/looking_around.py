"""A short walk: into the sample vault, out, in again by its passphrase, and through its rooms."""

from __future__ import annotations

from desktop.i18n import _
from tests.walk import vaults
from tests.walk.person import Person
from ui.interviews.phase_messages import TITLES
from ui.start.sample import FOLDER, PASSPHRASE

CODE = "S-02"
"""An interview of the sample that is under way."""


def walk(person: Person, dark: bool = False) -> None:
    """Pictures of the start, the unlocking, each phase of an interview, and each room."""
    person.keep("start")
    person.press(_("Look around with a sample vault"))
    person.keep("sample")
    person.press(_("Look around"))
    vaults.wait_inside(person)
    vaults.leave(person)
    vaults.unlock(person, FOLDER.partition(".")[0], PASSPHRASE)
    if dark:
        person.press(_("Settings"))
        person.press(f"{_('Look')}: {_('Dark')}")
    _phases(person)
    _rooms(person)
    person.hands.press("ctrl+l")
    person.button(_("Open another vault"))


def _phases(person: Person) -> None:
    person.press(_("Interviews"))
    person.open_row(CODE)
    for title in TITLES.values():
        person.press(_(title))
        person.reads(_(title))
        person.keep(title.replace(" ", "-").lower())


def _rooms(person: Person) -> None:
    for room in ("People", "Media", "Handoff", "Settings"):
        person.press(_(room))
        person.reads(_(room))
        person.keep(room.lower())
