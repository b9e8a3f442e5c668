"""Steps: cards change hands, a package is written, received, and its receipt comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.i18n import _
from desktop.model.consent import Purpose, RecipientKind
from desktop.vocabulary import vocabulary
from tests.walk import file_dialog
from tests.walk.person import Person


@dataclass(frozen=True, slots=True)
class Stick:
    """A folder that stands for the stick that is carried."""

    folder: Path

    def card(self, vault: str) -> Path:
        """The card of a vault's owner."""
        return self.folder / f"{vault}.skrynia-card"

    @property
    def package(self) -> Path:
        """The one package."""
        [found] = [p for p in self.folder.glob("*.age") if not p.name.endswith("-receipt.age")]
        return found

    @property
    def receipt(self) -> Path:
        """The one receipt."""
        [found] = self.folder.glob("*-receipt.age")
        return found


def save_card(person: Person, stick: Stick, vault: str) -> None:
    """Settings → Save my card."""
    person.press(_("Settings"))
    person.press(_("Save my card…"))
    file_dialog.answer(person, stick.card(vault))
    person.reads(_("Saved as {name}.").format(name=stick.card(vault).name))
    person.keep("card-saved")


def trust(person: Person, stick: Stick, vault: str, kind: RecipientKind) -> None:
    """Take a card in, compare its digits, trust it."""
    person.press(_("Send and receive"))
    person.press(_("Contact cards"))
    person.press(_("Add a contact card…"))
    file_dialog.answer(person, stick.card(vault))
    person.choose(_("Type of recipient"), vocabulary("recipient_kind").label(kind))
    person.keep("compare")
    person.press(_("They match: trust"))
    person.reads(_("Trusted"))
    person.keep("trusted")
    person.hands.press("Escape")
    person.button(_("Create a package"))


def write_package(person: Person, stick: Stick) -> None:
    """To whom → what → where → verified."""
    person.press(_("Send and receive"))
    person.keep("handoff")
    person.press(_("Create a package"))
    person.choose(_("For what"), vocabulary("purpose").label(Purpose.KEEP))
    person.keep("to-whom")
    person.press(_("Review contents"))
    person.reads(_("Will be sent"))
    person.keep("what-goes")
    person.press(_("Choose where to save"))
    person.keep("where-to")
    person.press(_("Choose a folder…"))
    file_dialog.answer(person, stick.folder)
    person.keep("where-to-chosen")
    person.press(_("Save here"))
    person.reads(_("Package saved and verified."))
    person.keep("written")


def receive(person: Person, stick: Stick) -> None:
    """Look at the package, take it in, write the receipt beside it; where cards are traded."""
    person.press(_("Receive a package"))
    person.keep("receive")
    person.press(_("Choose the package…"))
    file_dialog.answer(person, stick.package)
    person.reads(_("What arrived"))
    person.keep("what-arrived")
    person.press(_("Accept package"))
    person.press(_("Save the receipt…"))
    person.keep("taken-in")
    person.press(_("Save here"))
    person.reads(_("The receipt is saved: {name}").format(name=""))
    person.keep("receipt-written")


def import_receipt(person: Person, stick: Stick) -> None:
    """The receipt says that everything arrived."""
    person.press(_("Send and receive"))
    person.press(_("Import a receipt"))
    person.press(_("Choose the receipt…"))
    file_dialog.answer(person, stick.receipt)
    person.reads(_("Everything that was sent has arrived."))
    person.keep("receipt")
    person.press(_("Done"))
    person.reads(_("Receipt received"))
    person.keep("receipted")
