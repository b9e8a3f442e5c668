"""Steps: from the start screen into a vault, and out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.i18n import _
from tests.walk.file_dialog import answer
from tests.walk.person import Person


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose vault it is, what it is called, and what opens it."""

    name: str
    vault: str
    job: str
    passphrase: str


def make(person: Person, owner: Owner, folder: Path) -> None:
    """A new vault, from the start screen to its rooms."""
    make_up_to_the_sheet(person, owner, folder)
    person.press(_("Not now"))
    wait_inside(person)
    person.keep("opened")


def make_up_to_the_sheet(person: Person, owner: Owner, folder: Path) -> None:
    """The same, until a recovery sheet is offered."""
    person.keep("start")
    person.press(_("Create a new vault"))
    person.fill(_("Your name"), owner.name)
    person.take(f"{_('Your role')}: {owner.job}")
    person.fill(_("Name of the vault"), owner.vault)
    if not person.shows(_("In the folder {folder}").format(folder=folder)):
        person.press(_("Choose the folder for the vault"))
        answer(person, folder, "file-dialog")
    person.keep("new-vault")
    person.press(_("Next"))
    person.fill_secret(_("Passphrase"), owner.passphrase)
    person.hands.press("Return")
    person.fill_secret(_("Repeat the passphrase"), owner.passphrase)
    person.keep("passphrase")
    person.hands.press("Return")
    person.reads(_("Recovery sheet"))
    person.button(_("Show the code"))
    person.keep("recovery-sheet")


def wait_inside(person: Person) -> None:
    """Until the rooms of the vault are shown."""
    person.reads(_("Everything is saved"))


def leave(person: Person) -> None:
    """Lock by its keys, and go to the start screen."""
    person.hands.press("ctrl+l")
    person.button(_("Open another vault"))
    person.keep("locked")
    person.press(_("Open another vault"))
    person.reads(_("Unlock a vault"))


def lock_and_unlock(person: Person, passphrase: str) -> None:
    """Lock by its keys, and come back to the same vault."""
    person.hands.press("ctrl+l")
    person.reads(_("Locked"))
    person.fill_secret(_("Passphrase"), passphrase)
    person.hands.press("Return")
    # What was typed is perhaps being saved again, and a form may stand open before the rooms.
    person.reads(_("Sections"))


def unlock_by_keys(person: Person, passphrase: str) -> None:
    """Type the passphrase over the lock screen as it stands, which took the keys."""
    person.hands.type(passphrase)
    person.hands.press("Return")
    person.reads(_("Sections"))


def unlock(person: Person, vault: str, passphrase: str) -> None:
    """From the start screen into a vault that is known there."""
    person.take_row(vault)
    person.fill_secret(_("Passphrase"), passphrase)
    person.keep("unlock")
    person.hands.press("Return")
    wait_inside(person)
