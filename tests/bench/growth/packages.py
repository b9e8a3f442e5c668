"""Packages that went out and came in while a vault filled, and the receipts of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from desktop import canonical
from desktop.handoff.format import layout
from desktop.model.consent import CONSENT_KIND, Purpose, RecipientKind
from desktop.model.handoff import (
    ConsentSnapshot,
    MediaEntry,
    Outcome,
    PackageDocument,
    ReceiptDocument,
    ReceiptLine,
    RecordEntry,
)
from desktop.model.identity import Party
from desktop.model.ids import new_id, package_name
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.bench.growth.interviews import Kept, Shape, agrees, receive, write
from tests.unit.vault.made import record_sent

PER_PACKAGE: Final = 40
"""Interviews for each package: 500 packages beside 20,000 of them."""

_SENT: Final = 30
_RECEIVED_EVERY: Final = 5
_WITHOUT_RECEIPT_EVERY: Final = 4
_WITHDRAWN: Final = 7
_EDITED: Final = 9


def fill(vault: Vault, office: Vault, number: int, shape: Shape) -> None:
    """Block ``number``: 40 interviews that came in a package, or of which 30 went out in one.

    Of those that went out one was withdrawn and one edited since.
    """
    numbers = range(number * PER_PACKAGE, (number + 1) * PER_PACKAGE)
    if number % _RECEIVED_EVERY == _RECEIVED_EVERY - 1:
        _arrived(vault, office, numbers, shape)
        return
    written = [write(vault, each, shape) for each in numbers]
    going = [kept for each, kept in zip(numbers, written, strict=True) if agrees(each)]
    document = _sent(vault, office, going[:_SENT])
    if number % _WITHOUT_RECEIPT_EVERY != 1:
        _receipted(vault, office, document)
    _since(vault, written)


def _since(vault: Vault, written: Sequence[Kept]) -> None:
    """What happened after the package: one person took consent back, one plan was changed."""
    vault.consents.withdraw(written[_WITHDRAWN].interview_id, "asked not to be quoted")
    interview = vault.interviews.get(written[_EDITED].interview_id)
    vault.interviews.save(replace(interview, interpreter="An invented interpreter"))


def _sent(vault: Vault, office: Vault, going: Sequence[Kept]) -> PackageDocument:
    records = [_cut(vault, *record) for kept in going for record in _travelling(kept)]
    document = _document(vault, vault.identity.party(), office.identity.party(), records, going)
    record_sent(
        vault,
        document,
        file_name=f"{package_name(document.package_id)}.age",
        size=sum(entry.size for entry in document.media),
        tagmanifest_sha256=_manifest(document),
    )
    return document


def _travelling(kept: Kept) -> list[tuple[RecordKind, str]]:
    person = [(PERSON_KIND, kept.person_id)] if kept.person_id else []
    media = [(MEDIA_KIND, photo.media.id) for photo in kept.photos]
    whole = (INTERVIEW_KIND, kept.interview_id)
    return [(CONSENT_KIND, kept.consent_id), *person, *media, whole]


def _cut(vault: Vault, kind: RecordKind, record_id: str) -> RecordEntry:
    return RecordEntry(kind, record_id, vault.versions.cut(kind, record_id, "sent").id)


def _receipted(vault: Vault, office: Vault, document: PackageDocument) -> None:
    receipt = _receipt(document, office.identity.party())
    data = canonical.encode(receipt)
    signature = office.identity.sign(data, layout.RECEIPT_NAMESPACE)
    vault.packages.record_receipt(receipt, data, signature)


def _arrived(vault: Vault, office: Vault, numbers: range, shape: Shape) -> None:
    package_id, author = new_id(), office.identity.fingerprint
    brought = [receive(vault, each, shape, author, package_id) for each in numbers]
    records = [RecordEntry(*each) for each in chain.from_iterable(came for _, came in brought)]
    kept = [each for each, _ in brought]
    here = vault.identity.party()
    document = _document(vault, office.identity.party(), here, records, kept, package_id)
    vault.packages.record_received(
        document, tagmanifest_sha256=_manifest(document), receipt=_receipt(document, here)
    )


def _document(
    vault: Vault,
    sender: Party,
    recipient: Party,
    records: Sequence[RecordEntry],
    going: Sequence[Kept],
    package_id: str = "",
) -> PackageDocument:
    consents = {entry.record_id: entry.version_id for entry in records}
    return PackageDocument(
        package_id=package_id or new_id(),
        sender=sender,
        recipients=(recipient,),
        recipient_kind=RecipientKind.ORGANISATION,
        purpose=Purpose.ANALYSE,
        written_at=Moment.now(),
        records=tuple(records),
        media=tuple(
            MediaEntry(photo.media.id, photo.media.sha256, photo.media.size)
            for kept in going
            for photo in kept.photos
        ),
        consents=tuple(
            ConsentSnapshot(kept.interview_id, consents[kept.consent_id], kept.identification)
            for kept in going
        ),
        custody_head=vault.custody.head(),
    )


def _receipt(document: PackageDocument, receiver: Party) -> ReceiptDocument:
    return ReceiptDocument(
        receipt_id=new_id(),
        package_id=document.package_id,
        tagmanifest_sha256=_manifest(document),
        receiver=receiver,
        sender=document.sender,
        received_at=Moment.now(),
        records=tuple(ReceiptLine(e.version_id, Outcome.ACCEPTED) for e in document.records),
        media=tuple(ReceiptLine(e.sha256, Outcome.ACCEPTED) for e in document.media),
    )


def _manifest(document: PackageDocument) -> str:
    """In place of the hash of a tag manifest that nobody wrote."""
    return hashlib.sha256(document.package_id.encode()).hexdigest()
