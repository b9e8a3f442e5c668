"""A short walk: into the sample vault, out, in again by its passphrase, and through its rooms."""

from __future__ import annotations

from desktop.i18n import _
from desktop.messages.phases import TITLES
from desktop.model.interview import Speaker
from desktop.model.phases import Phase
from desktop.vocabulary import vocabulary
from tests.walk import vaults
from tests.walk.person import DROP_DOWNS, Person
from ui.app import rooms
from ui.shell.room import INTERVIEWS
from ui.start.sample import FOLDER, PASSPHRASE

CODE = "S-02"
"""An interview of the sample that is under way."""


def walk(person: Person, dark: bool = False) -> None:
    """Pictures of the start, the unlocking, each phase of an interview, and each room."""
    person.keep("start")
    person.press(_("Explore a sample vault"))
    person.keep("sample")
    person.press(_("Explore"))
    vaults.wait_inside(person)
    vaults.leave(person)
    vaults.unlock(person, FOLDER.partition(".")[0], PASSPHRASE)
    if dark:
        person.press(_("Settings"))
        person.press(f"{_('Appearance')}: {_('Dark')}")
    _phases(person)
    _rooms(person)
    _lock_over_a_list(person)
    _lock_over_a_file_dialog(person)


def _lock_over_a_list(person: Person) -> None:
    """The keys lock while a drop-down list is open, which has all other keys for itself."""
    person.press(_("Interviews"))  # where the interview is still open
    person.press(_(TITLES[Phase.ACCOUNT]))
    person.press(_("Speaker"), roles=DROP_DOWNS)
    person.reads(vocabulary("speaker").label(Speaker.INTERPRETER.value))
    person.keep("list")
    person.hands.press("ctrl+l")
    person.button(_("Open another vault"))
    person.keep("locked")
    vaults.unlock_by_keys(person, PASSPHRASE)


def _lock_over_a_file_dialog(person: Person) -> None:
    """The dialog is gone, and the passphrase goes where it is asked for, without a click."""
    person.press(_("Settings"))
    person.press(_("Save my card…"))
    person.reads(_("Name:"))
    person.hands.press("ctrl+l")
    person.button(_("Open another vault"))
    vaults.unlock_by_keys(person, PASSPHRASE)


def _phases(person: Person) -> None:
    person.press(_("Interviews"))
    person.open_row(CODE)
    for title in TITLES.values():
        person.press(_(title))
        person.reads(_(title))
        person.keep(title.replace(" ", "-").lower())


def _rooms(person: Person) -> None:
    for room in (each for each in rooms() if each.key != INTERVIEWS):
        person.press(_(room.title))
        person.reads(_(room.title))
        person.keep(room.key)
