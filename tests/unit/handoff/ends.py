"""The two ends of a handoff: a researcher's vault and an office's, who trust each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import WrittenPackage, write_package
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.handoff import PackageDocument
from desktop.model.identity import Role
from desktop.model.ids import new_id
from desktop.model.interview import Interview, Utterance
from desktop.model.media import MEDIA_KIND, Media
from desktop.model.owned_id import new_owned_id
from desktop.model.person import PERSON_KIND, NameForm
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.homes.either import HOMES, EitherHome
from tests.support import TEMPLATES, make_vault, open_interview, reopened

USE = Purpose.ANALYSE
ACCOUNT = "Выдуманы аповед пра выдуманы дзень."

MADE_WITH_AN_INTERVIEW = {"interview", "person", "consent", "media"}
"""The kinds of which :func:`interview` makes a record each."""


@dataclass
class Ends:
    """Both homes open, and a folder that plays the stick."""

    researcher: EitherHome
    office: EitherHome
    stick: Path

    def plan(self, *interviews: Interview, again: bool = False) -> PackagePlan:
        """What would go to the office: these interviews, or all news."""
        ids = [interview.id for interview in interviews] or None
        return plan_package(
            self.researcher, self.office.identity.fingerprint, USE, ids, again=again
        )

    def write(self, *interviews: Interview, again: bool = False) -> WrittenPackage:
        """Plan and write to the stick."""
        return write_package(self.researcher, self.plan(*interviews, again=again), self.stick)

    def close(self) -> None:
        """Close both."""
        self.researcher.close()
        self.office.close()


@dataclass
class Vaults(Ends):
    """Both are vaults."""

    researcher: Vault
    office: Vault


def either_ends(folder: Path, researcher: str, office: str) -> Ends:
    """Two new homes of these names in ``HOMES``, that exchanged and trusted cards."""
    if (researcher, office) == ("vault", "vault"):
        return make_ends(folder)
    field = HOMES[researcher](folder, "researcher", Role.RESEARCHER, True)
    made = Ends(field, HOMES[office](folder, "office", Role.ORGANISATION, True), folder / "stick")
    introduce(made.researcher, made.office)
    introduce(made.office, made.researcher)
    made.stick.mkdir()
    return made


def make_ends(folder: Path, post_quantum: bool = True) -> Vaults:
    """Two new vaults that exchanged and trusted cards."""
    name, furnish = f"ends {post_quantum}", partial(_introduced, post_quantum)
    researcher, office = TEMPLATES.furnished(name, furnish, folder)
    return Vaults(reopened(folder / researcher), reopened(folder / office), folder / "stick")


def delivered_ends(folder: Path, home: str) -> Ends:
    """Two homes of this name in ``HOMES``, and on the stick a package of an interview with a
    photo, which the office has received."""
    if home != "vault":
        ends = either_ends(folder, home, home)
        delivered(ends)
        return ends
    researcher, office = TEMPLATES.furnished("delivered", _delivered, folder)
    return Vaults(reopened(folder / researcher), reopened(folder / office), folder / "stick")


def _delivered(folder: Path) -> tuple[str, str]:
    ends = make_ends(folder)
    delivered(ends)
    ends.close()
    return ends.researcher.folder.name, ends.office.folder.name


def delivered(ends: Ends) -> WrittenPackage:
    """A package of an interview with a photo, which the office has received."""
    interview(ends.researcher, files=[b"photo"])
    written = ends.write()
    receive_package(ends.office, written.path)
    return written


def _introduced(post_quantum: bool, folder: Path) -> tuple[str, str]:
    """Make both, closed, and a stick; the names of their folders."""
    researcher = make_vault(folder, "researcher")
    office = make_vault(folder, "office", Role.ORGANISATION, post_quantum)
    introduce(researcher, office)
    introduce(office, researcher)
    researcher.close()
    office.close()
    (folder / "stick").mkdir()
    return researcher.folder.name, office.folder.name


def introduce(
    vault: EitherHome, other: EitherHome, kind: RecipientKind = RecipientKind.ORGANISATION
) -> None:
    """Let ``vault`` know and trust ``other``."""
    card = other.identity.card()
    vault.cards.trust(vault.cards.add(card.document, card.signature).fingerprint, kind)


def interview(vault: EitherHome, code: str = "W-001", files: Sequence[bytes] = ()) -> Interview:
    """An interview that may go for :data:`USE`, its photos too, and whose person may be named."""
    made = open_interview(vault, code, USE, Purpose.PHOTOGRAPH)
    person = vault.people.get(made.person_id)
    vault.people.save(replace(person, names=(NameForm("Алеся Выдуманая"),)))
    vault.interviews.save_utterances(made.id, (Utterance(new_id(), text=ACCOUNT),))
    for data in files:
        vault.interviews.attach(made.id, add_file(vault, data).id, "invented")
    return made


def add_file(
    vault: EitherHome, data: bytes, name: str = "IMG_0001.jpg", of: EitherHome | None = None
) -> Media:
    """An original in the vault; ``of``: in which home it was brought in first."""
    digests = hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()
    own = new_owned_id((of or vault).identity.fingerprint, MEDIA_KIND)
    media = Media(own, Moment.now(), *digests, len(data), name, "image/jpeg")
    return vault.media.add(media, [data])


def decide(vault: EitherHome, made: Interview, *answers: ConsentAnswer) -> Consent:
    """Replace the answers of the consent as it stands."""
    consent = vault.consents.for_interview(made.id)
    assert consent is not None
    changed = replace(consent, answers=answers)
    vault.consents.save(changed, "asked again")
    return changed


def yes(
    purpose: Purpose,
    shown_as: Identification = Identification.FULL_NAME,
    recipient: RecipientKind = RecipientKind.ORGANISATION,
) -> ConsentAnswer:
    """A yes to one purpose."""
    return ConsentAnswer(purpose, recipient, Answer.YES, shown_as)


def state_of(vault: EitherHome) -> tuple[int, int, int, int]:
    """Numbers that any change of records, files, packages or trust would move."""
    return (
        vault.custody.head().seq,
        vault.media.count(),
        vault.interviews.count(),
        len(vault.packages.received()),
    )


def sent(ends: Ends, written: WrittenPackage) -> PackageDocument:
    """What the researcher sent, by the document that is kept of it."""
    return ends.researcher.packages.get_sent(written.package_id).document


def kinds(document: PackageDocument) -> list[RecordKind]:
    """The kinds of the records in a package, sorted."""
    return sorted(entry.kind for entry in document.records)


def receipted(ends: Ends, written: WrittenPackage) -> None:
    """Let the office take a package in, and the researcher its receipt."""
    receive_package(ends.office, written.path)
    import_receipt(ends.researcher, write_receipt(ends.office, written.package_id, ends.stick).path)


def persons(plan: PackagePlan) -> tuple[str, ...]:
    """The ids of the people whose own records travel."""
    return tuple(item.id for item in plan.items(PERSON_KIND))
