"""The one journey that must always work, from a new vault to the receipt that came back."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _
from desktop.model.consent import RecipientKind
from tests.walk import handoff, interview, vaults
from tests.walk.handoff import Stick
from tests.walk.person import Person
from tests.walk.vaults import Owner

_PASSPHRASE = "cloud ladder seven herons"


def walk(person: Person, out: Path, photos: Path) -> None:
    """Two vaults, one interview, one package, one receipt; ``out`` gets what is written."""
    stick = Stick(out / "stick")
    stick.folder.mkdir(parents=True)
    office = Owner("Archive", "office", _("I receive for an organisation"), _PASSPHRASE)
    researcher = Owner("Ala K.", "notes", _("I conduct interviews"), _PASSPHRASE)
    vaults.make(person, office, out)
    person.count("a new vault")
    handoff.save_card(person, stick, office.vault)
    vaults.leave(person)
    person.press(_("Other options"))
    vaults.make(person, researcher, out)
    handoff.save_card(person, stick, researcher.vault)
    handoff.trust(person, stick, office.vault, RecipientKind.ORGANISATION)
    person.count("a second vault, cards saved and compared")
    _interview(person, photos, out / "summary.pdf")
    handoff.write_package(person, stick)
    person.count("a package")
    vaults.leave(person)
    vaults.unlock(person, office.vault, _PASSPHRASE)
    handoff.trust(person, stick, researcher.vault, RecipientKind.PARTNER_ORGANISATION)
    handoff.receive(person, stick)
    person.count("the office: its card compared, the package received")
    vaults.leave(person)
    vaults.unlock(person, researcher.vault, _PASSPHRASE)
    handoff.import_receipt(person, stick)
    person.count("the receipt")


def _interview(person: Person, photos: Path, summary: Path) -> None:
    interview.plan(person, "Ганна Невядомая", _PASSPHRASE)
    person.count("a new interview, its plan")
    interview.screen(person)
    person.count("safety")
    interview.consent(person)
    person.count("consent")
    interview.write(person)
    person.count("the account")
    interview.attach(person, photos)
    person.count("files")
    interview.read_back_and_seal(person)
    person.count("read back, seal")
    interview.print_summary(person, summary)
    person.count("a printed summary")
