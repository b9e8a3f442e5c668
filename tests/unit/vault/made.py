"""Photos, versions and packages as these tests need them, all invented."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import canonical
from desktop.model.consent import CONSENT_KIND, Purpose, RecipientKind
from desktop.model.handoff import (
    MediaEntry,
    Outcome,
    PackageDocument,
    ReceiptDocument,
    ReceiptLine,
    RecordEntry,
)
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, Utterance
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.person import PERSON_KIND, Person
from desktop.model.redacted import Redaction, redaction_id
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion, VersionDocument
from desktop.vault import SentPackage, Vault
from desktop.vault.kinds.all import BY_NAME
from tests.authors import SOMEBODY
from tests.homes.either import EitherHome
from tests.homes.memory import MemoryHome
from tests.support import open_interview

OFFICE = Party("SHA256:office", "Офіс")
FILE = "skrynia-AAAA-BBBB.age"
PHOTO = MediaEntry("0b6f3a52-6f0e-4c1c-9a57-3d2a64b8a0f0", "ab" * 32, 5)


def send(vault: Vault, interview_id: str, *media: MediaEntry) -> SentPackage:
    """Record a package that carries the interview as it is now."""
    return record_sent(
        vault,
        _package(vault, interview_id, media),
        file_name=FILE,
        size=1234,
        tagmanifest_sha256="0" * 64,
    )


def send_perhaps(vault: Vault, interview_id: str, stick: Path) -> SentPackage:
    """As :func:`send`, by a process that died at naming the file on a stick that is gone."""
    package_id = begin_perhaps(vault, interview_id, stick)
    vault.look_for_leftovers()
    return vault.packages.get_sent(package_id)


def begin_perhaps(vault: Vault, interview_id: str, stick: Path) -> str:
    """The package of :func:`send_perhaps` before the next opening finds out about it."""
    document = _package(vault, interview_id, ())
    vault.packages.sending.begin(
        document,
        CarriedWhole(document),
        file_name=FILE,
        size=1234,
        tagmanifest_sha256="0" * 64,
        target=stick / FILE,
    )
    return document.package_id


def _package(vault: Vault, interview_id: str, media: tuple[MediaEntry, ...]) -> PackageDocument:
    version = vault.versions.cut(INTERVIEW_KIND, interview_id, "sent")
    return package_of(vault, RecordEntry(INTERVIEW_KIND, interview_id, version.id), media=media)


def package_of(
    vault: Vault, *records: RecordEntry, media: tuple[MediaEntry, ...] = ()
) -> PackageDocument:
    """What the document of a package says that carries these to the office."""
    return PackageDocument(
        package_id=new_id(),
        sender=vault.identity.party(),
        recipients=(OFFICE,),
        recipient_kind=RecipientKind.ORGANISATION,
        purpose=Purpose.ANALYSE,
        written_at=Moment.now(),
        records=records,
        media=media,
        consents=(),
        custody_head=vault.custody.head(),
    )


@dataclass(frozen=True)
class CarriedWhole:
    """What a package carries whose document is held whole, as the vault is told it."""

    document: PackageDocument

    @property
    def interviews(self) -> int:
        return self.document.interviews

    @property
    def versions(self) -> int:
        return len(self.document.records)

    @property
    def files(self) -> int:
        return len(self.document.media)

    def document_pieces(self) -> list[bytes]:
        return [canonical.encode(self.document)]

    def by_item(self) -> list[tuple[str, str]]:
        records = [(entry.version_id, entry.record_id) for entry in self.document.records]
        return sorted(records + [(entry.sha256, entry.media_id) for entry in self.document.media])

    def by_record(self) -> list[tuple[str, str]]:
        return sorted(self.by_item(), key=lambda each: each[::-1])

    def records(self) -> list[tuple[str, str]]:
        records = [(entry.kind, entry.record_id) for entry in self.document.records]
        media = [(MEDIA_KIND, entry.media_id) for entry in self.document.media]
        return list(dict.fromkeys(records + media))


def receipt_of(package: SentPackage, outcome: Outcome = Outcome.ACCEPTED) -> ReceiptDocument:
    """What the office would say of every item."""
    document = package.document
    return ReceiptDocument(
        receipt_id=new_id(),
        package_id=package.package_id,
        tagmanifest_sha256=package.tagmanifest_sha256,
        receiver=OFFICE,
        sender=document.sender,
        received_at=Moment.now(),
        records=tuple(ReceiptLine(entry.version_id, outcome, "why") for entry in document.records),
        media=tuple(ReceiptLine(entry.sha256, outcome, "why") for entry in document.media),
    )


def media_of(data: bytes, name: str = "IMG_0001.jpg") -> Media:
    return Media(
        new_id(),
        Moment.now(),
        hashlib.sha256(data).hexdigest(),
        hashlib.sha512(data).hexdigest(),
        len(data),
        name,
        "image/jpeg",
    )


def add(vault: EitherHome, data: bytes, name: str = "IMG_0001.jpg") -> Media:
    return vault.media.add(media_of(data, name), [data])


def version_of(document: VersionDocument) -> RecordVersion:
    data = canonical.encode(document)
    return RecordVersion(hashlib.sha256(data).hexdigest(), data, lambda: document)


def person_version(
    number: int, parents: Sequence[RecordVersion] = (), record_id: str = "p-1"
) -> RecordVersion:
    """A version of a person as some other vault cut it, ``number`` seconds into a day."""
    at = Moment(f"2026-01-01T00:{number // 60:02}:{number % 60:02}.000Z", 0)
    person = Person(record_id, Moment("2026-01-01T00:00:00.000Z", 0), f"P-{number}")
    return version_of(
        VersionDocument(
            kind=PERSON_KIND,
            record_id=record_id,
            parents=tuple(sorted(parent.id for parent in parents)),
            author=SOMEBODY,
            created_at=at,
            reason="",
            salt=f"{number:032x}",
            body=canonical.to_plain(person),
        )
    )


def heads(vault: EitherHome, record_id: str = "p-1") -> list[str]:
    return sorted(version.id for version in vault.versions.heads(record_id))


PERSON_DOCUMENT = person_version(1).document


def interview_version(interview_id: str, *items: Utterance | Attachment) -> bytes:
    interview = Interview(interview_id, Moment.now(), "W", "p")
    body = InterviewDocument(
        interview,
        tuple(item for item in items if isinstance(item, Utterance)),
        tuple(item for item in items if isinstance(item, Attachment)),
    )
    plain = canonical.to_plain(body)
    document = replace(PERSON_DOCUMENT, kind=INTERVIEW_KIND, record_id=interview_id, body=plain)
    return canonical.encode(document)


def everything_of(vault: EitherHome) -> tuple[list[bytes], Interview]:
    """An interview with all that belongs to it, as versions."""
    interview = open_interview(vault, "W-1", Purpose.PUBLISH)
    media = add(vault, b"photo")
    vault.interviews.attach(interview.id, media.id, "подпіс")
    words = [Utterance(new_id(), text=f"сказ {n}") for n in range(3)]
    vault.interviews.save_utterances(interview.id, words)
    consent = vault.consents.for_interview(interview.id)
    assert consent is not None
    cuts = [
        vault.versions.cut(PERSON_KIND, interview.person_id, "sent"),
        vault.versions.cut(CONSENT_KIND, consent.id, "sent"),
        vault.versions.cut(INTERVIEW_KIND, interview.id, "sent"),
        vault.versions.cut(MEDIA_KIND, media.id, "sent"),
    ]
    return [cut.data for cut in cuts], interview


def built_on(base: RecordVersion, body: object, author: str = "") -> RecordVersion:
    """A later version built on ``base``, by its author elsewhere unless another is named."""
    return version_of(
        replace(
            base.document,
            parents=(base.id,),
            author=author or base.document.author,
            created_at=Moment("2099-01-01T00:00:00.000Z", 0),
            body=canonical.to_plain(body),
            closes=BY_NAME[base.document.kind].closes(body),
        )
    )


def record_sent(
    vault: Vault, document: PackageDocument, *, file_name: str, size: int, tagmanifest_sha256: str
) -> SentPackage:
    """Remember a package that was sent already, with every item in it."""
    with vault.transaction():
        vault.packages.sending.begin(
            document,
            CarriedWhole(document),
            file_name=file_name,
            size=size,
            tagmanifest_sha256=tagmanifest_sha256,
        )
        vault.packages.sending.named(document.package_id)
    return vault.packages.get_sent(document.package_id)


def set_aside_of(vault: EitherHome, package_id: str) -> list[tuple[str, str, bytes]]:
    """(item, reason, bytes as they came) of what a package brought and was not taken in."""
    if isinstance(vault, MemoryHome):
        return vault.packages.set_aside_of(package_id)
    rows = vault._db.all(
        "SELECT item, reason, data FROM set_aside WHERE package_id = ? ORDER BY item",
        (package_id,),
    )
    return [(item, reason, data) for item, reason, data in rows]


def confirmed_by(vault: EitherHome, recipient: str) -> set[str]:
    """Version ids and SHA-256s that this recipient's receipts confirm it holds."""
    if isinstance(vault, MemoryHome):
        return {item for sent in vault.packages.sent_to(recipient) for item in sent.confirmed}
    rows = vault._db.all(
        "SELECT i.item FROM package_item i JOIN package_sent p USING (package_id)"
        " WHERE p.recipient = ? AND i.outcome IN (?, ?)",
        (recipient, Outcome.ACCEPTED.value, Outcome.ALREADY_THERE.value),
    )
    return {item for (item,) in rows}


def attached_to(vault: EitherHome, media_id: str) -> set[str]:
    """Ids of the interviews a file is attached to, under whichever id it arrived by."""
    if isinstance(vault, MemoryHome):
        return set(vault.outlines.grounds(MEDIA_KIND, [media_id]).get(media_id, ()))
    rows = vault._db.all(
        "SELECT interview_id FROM attachment WHERE media_id = ?1 OR media_id IN"
        " (SELECT id FROM media_alias WHERE media_row = (SELECT row FROM media WHERE id = ?1))",
        (vault.media.get(media_id).id,),
    )
    return {interview_id for (interview_id,) in rows}


def cover(vault: Vault, original: Media, made: Media) -> Redaction:
    """Say that one file was made of another."""
    redaction = Redaction(redaction_id(made.id), Moment.now(), made.id, original.id)
    with vault.transaction():
        vault.redactions.came(redaction)
    return redaction


def covered(vault: Vault, original: Media, made: Media) -> Redaction:
    """What was said, with a note that is not laid yet."""
    redaction = cover(vault, original, made)
    vault.take_changes()
    return replace(redaction, note="hers")
