"""The vaults the pictures are taken of: a researcher's sample, an office, a stick between."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop.handoff.identity.cards import save_card
from desktop.handoff.intake import take_in
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import WrittenPackage, write_package
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.sample.making import make_sample
from desktop.showing.decided import Choice
from desktop.showing.deciding import decide
from desktop.showing.form import form_of
from desktop.showing.looking import look
from desktop.vault import Vault, open_vault
from tests.screenshots.backups import make_backups
from tests.support import CHEAP_COST, PASSPHRASE, make_vault, open_interview

RESEARCHER: Final = "sample.skrynia"
OFFICE: Final = "Archive in Vilnius"
STRANGER: Final = "Stranger"
NEW: Final = "New.skrynia"
STRANGER_CARD: Final = "stranger.skrynia-card"
FROM_STRANGER: Final = "from-stranger.age"
BROKEN: Final = "broken.age"


def make_material(folder: Path) -> None:
    """Fill ``folder``: two vaults that know each other, one package receipted, one not."""
    make_sample(folder / RESEARCHER, PASSPHRASE, CHEAP_COST)
    stick = folder / "stick"
    stick.mkdir()
    with (
        open_vault(folder / RESEARCHER, PASSPHRASE) as researcher,
        make_vault(folder, OFFICE, Role.ORGANISATION) as office,
    ):
        introduce(researcher, office)
        first = hand_over(researcher, office, Purpose.KEEP, stick)
        take_in(office, first.path)
        import_receipt(researcher, write_receipt(office, first.package_id, stick).path)
        second = hand_over(researcher, office, Purpose.ANALYSE, stick)
        _trouble(folder, office, second.path)
    make_vault(folder, NEW.removesuffix(".skrynia")).close()
    make_backups(folder)


def _trouble(folder: Path, office: Vault, package: Path) -> None:
    """A package with one byte changed, and one from somebody the office does not know."""
    octets = bytearray(package.read_bytes())
    octets[len(octets) // 2] ^= 1
    (folder / BROKEN).write_bytes(octets)
    with make_vault(folder, STRANGER) as stranger:
        save_card(stranger, folder / STRANGER_CARD)
        card = office.identity.card()
        known = stranger.cards.add(card.document, card.signature)
        stranger.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
        open_interview(stranger, "S-001", Purpose.ANALYSE)
        written = hand_over(stranger, office, Purpose.ANALYSE, folder)
        written.path.rename(folder / FROM_STRANGER)


def introduce(one: Vault, other: Vault) -> None:
    """Let each trust the other's card as its organisation."""
    for here, there in ((one, other), (other, one)):
        card = there.identity.card()
        known = here.cards.add(card.document, card.signature)
        here.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)


def hand_over(sender: Vault, receiver: Vault, purpose: Purpose, stick: Path) -> WrittenPackage:
    """Write a package from one vault for the other, with each name replaced as it is proposed."""
    plan = plan_package(sender, receiver.identity.fingerprint, purpose, again=True)
    for going in plan.going:
        form = form_of(going.decision, plan.recipient.recipient_kind)
        looked = look(sender, going.interview_id, form)
        decide(sender, looked, looked.open, Choice.REPLACE)
    plan = plan_package(sender, receiver.identity.fingerprint, purpose, again=True)
    return write_package(sender, plan, stick)
