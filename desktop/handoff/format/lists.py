"""The long lists of a package and of its receipt, packed (``desktop.packed``).

Ids are packed as the numbers they are, so only the spelling that the format names comes back
equal; an item with any other is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from struct import Struct
from typing import Any, Final

from desktop.model.consent import Identification
from desktop.model.handoff import (
    ConsentSnapshot,
    LineReason,
    MediaEntry,
    Outcome,
    ReceiptLine,
    RecordEntry,
)
from desktop.model.interview import INTERVIEW_KIND
from desktop.packed import Form, Ids, Packed
from desktop.vault.kinds.all import BY_NAME

KINDS: Final = tuple(BY_NAME)
_IDENTIFICATIONS: Final = tuple(Identification)
_OUTCOMES: Final = tuple(Outcome)
_REASONS: Final = ("", *(reason.value for reason in LineReason))
_LARGEST: Final = 2**53 - 1
_UUID: Final = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile("[0-9a-f]{64}")


def uuid_bytes(text: str) -> bytes:
    """The 16 bytes of an id in its 36-character lower-case form; ``ValueError``."""
    if not _UUID.fullmatch(text):
        raise ValueError("an id has another form")
    return bytes.fromhex(text.replace("-", ""))


def uuid_text(data: bytes) -> str:
    """The text form of an id of 16 bytes."""
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def sha256_bytes(text: str) -> bytes:
    """The 32 bytes of 64 lower-case hexadecimal digits; ``ValueError``."""
    if not _SHA256.fullmatch(text):
        raise ValueError("a hash has another form")
    return bytes.fromhex(text)


def _pack_record(entry: RecordEntry) -> tuple[Any, ...]:
    kind = KINDS.index(entry.kind)
    return kind, uuid_bytes(entry.record_id), sha256_bytes(entry.version_id)


def _record(kind: int, record_id: bytes, version: bytes) -> RecordEntry:
    return RecordEntry(KINDS[kind], uuid_text(record_id), version.hex())


def _pack_media(entry: MediaEntry) -> tuple[Any, ...]:
    if entry.size > _LARGEST:
        raise ValueError("a size is out of range")
    return sha256_bytes(entry.sha256), uuid_bytes(entry.media_id), entry.size


def _media(sha256: bytes, media_id: bytes, size: int) -> MediaEntry:
    return MediaEntry(uuid_text(media_id), sha256.hex(), size)


def _pack_consent(entry: ConsentSnapshot) -> tuple[Any, ...]:
    how = _IDENTIFICATIONS.index(entry.identification)
    return uuid_bytes(entry.interview_id), sha256_bytes(entry.consent_version), how


def _consent(interview_id: bytes, version: bytes, how: int) -> ConsentSnapshot:
    return ConsentSnapshot(uuid_text(interview_id), version.hex(), _IDENTIFICATIONS[how])


def _pack_line(line: ReceiptLine) -> tuple[Any, ...]:
    outcome = _OUTCOMES.index(line.outcome)
    return sha256_bytes(line.item), outcome, _REASONS.index(line.reason)


def _line(item: bytes, outcome: int, reason: int) -> ReceiptLine:
    return ReceiptLine(item.hex(), _OUTCOMES[outcome], _REASONS[reason])


RECORDS: Final = Form(Struct("B16s32s"), _pack_record, _record)
"""(number of the kind, record id, version id)"""

MEDIA: Final = Form(Struct("<32s16sQ"), _pack_media, _media)
"""(SHA-256, media id, size)"""

CONSENTS: Final = Form(Struct("16s32sB"), _pack_consent, _consent)
"""(interview id, consent version, number of the identification)"""

LINES: Final = Form(Struct("32sBB"), _pack_line, _line)
"""(version id or SHA-256, number of the outcome, number of the reason): of receipts made here,
whose reasons are those of this release."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The three lists of ``data/package.json``, packed."""

    records: Packed[RecordEntry] = field(default_factory=lambda: Packed(RECORDS))
    media: Packed[MediaEntry] = field(default_factory=lambda: Packed(MEDIA))
    consents: Packed[ConsentSnapshot] = field(default_factory=lambda: Packed(CONSENTS))

    @property
    def interviews(self) -> int:
        """How many interviews are in it, however many versions of each."""
        kind = KINDS.index(INTERVIEW_KIND)
        return len({record_id for number, record_id, _ in self.records.columns() if number == kind})

    def ids(self) -> Ids:
        """The ids of all records and originals."""
        records = (record_id for _, record_id, _ in self.records.columns())
        return Ids(chain(records, (media_id for _, media_id, _ in self.media.columns())))
