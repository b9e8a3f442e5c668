"""The long lists of a package and of its receipt, packed (``desktop.documents.packed``).

Ids are packed as the numbers they are (``ids.py``), so an item with another spelling is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from struct import Struct
from typing import Any, Final

from desktop.documents.packed import Form, Ids, Packed
from desktop.handoff.format.grounded import Grounded, GroundsTable
from desktop.handoff.format.ids import sha256_bytes, uuid_bytes, uuid_text
from desktop.handoff.format.kind_numbers import NUMBERS
from desktop.handoff.format.signed import SignedRecords
from desktop.model.consent import Decision, Identification
from desktop.model.handoff import (
    ConsentSnapshot,
    LineReason,
    MediaEntry,
    Outcome,
    ReceiptLine,
    RecordEntry,
)
from desktop.model.version import RecordKind

_IDENTIFICATIONS: Final = tuple(
    each for each in Identification if each is not Identification.NOT_ASKED
)
"""By which something leaves, in the order of the format."""
_OUTCOMES: Final = tuple(Outcome)
_REASONS: Final = ("", *(reason.value for reason in LineReason))
_LARGEST: Final = 2**53 - 1


def _pack_record(entry: RecordEntry) -> tuple[Any, ...]:
    kind = NUMBERS.of(entry.kind)
    return kind, uuid_bytes(entry.record_id), sha256_bytes(entry.version_id)


def _record(
    kind: int,
    record_id: bytes,
    version: bytes,
    grounds: tuple[str, ...] = (),
    author: int = 0,
    signature: bytes = b"",
) -> RecordEntry:
    id_ = uuid_text(record_id)
    return RecordEntry(NUMBERS.name(kind), id_, version.hex(), grounds, author, signature)


def _pack_media(entry: MediaEntry) -> tuple[Any, ...]:
    if entry.size > _LARGEST:
        raise ValueError("a size is out of range")
    return sha256_bytes(entry.sha256), uuid_bytes(entry.media_id), entry.size


def _media(sha256: bytes, media_id: bytes, size: int, grounds: tuple[str, ...] = ()) -> MediaEntry:
    return MediaEntry(uuid_text(media_id), sha256.hex(), size, grounds)


def _pack_consent(entry: ConsentSnapshot) -> tuple[Any, ...]:
    how = 2 * _IDENTIFICATIONS.index(entry.identification) + entry.files
    return uuid_bytes(entry.interview_id), sha256_bytes(entry.consent_version), how


def _consent(interview_id: bytes, version: bytes, how: int) -> ConsentSnapshot:
    shown_as = _IDENTIFICATIONS[how // 2]
    return ConsentSnapshot(uuid_text(interview_id), version.hex(), shown_as, bool(how % 2))


DECISIONS: Final = tuple(
    Decision(None, shown_as, files) for shown_as in _IDENTIFICATIONS for files in (False, True)
)
"""What the gate answered, by the last number of a row of :data:`CONSENTS`."""


def _pack_line(line: ReceiptLine) -> tuple[Any, ...]:
    outcome = _OUTCOMES.index(line.outcome)
    return sha256_bytes(line.item), outcome, _REASONS.index(line.reason)


def _line(item: bytes, outcome: int, reason: int) -> ReceiptLine:
    return ReceiptLine(item.hex(), _OUTCOMES[outcome], _REASONS[reason])


RECORDS: Final = Form(Struct("<H16s32s"), _pack_record, _record)
"""(number of the kind, record id, version id); what else an entry says stands beside the rows
(``grounded.py``, ``signed.py``)."""

MEDIA: Final = Form(Struct("<32s16sQ"), _pack_media, _media)
"""(SHA-256, media id, size)"""

CONSENTS: Final = Form(Struct("16s32sB"), _pack_consent, _consent)
"""(interview id, consent version, number of what the gate answered)"""

LINES: Final = Form(Struct("32sBB"), _pack_line, _line)
"""(version id or SHA-256, number of the outcome, number of the reason): of receipts made here,
whose reasons are those of this release."""


class Lists:
    """The three lists of ``data/package.json``, packed. ``table``: what their items rest on."""

    def __init__(self) -> None:
        self.table = GroundsTable()
        self.records = SignedRecords(RECORDS, self.table)
        self.media: Grounded[MediaEntry] = Grounded(MEDIA, self.table)
        self.consents: Packed[ConsentSnapshot] = Packed(CONSENTS)

    def counts(self) -> Mapping[RecordKind, int]:
        """How many records of each kind are in it, however many versions of each."""
        ids = {(kind, record_id) for kind, record_id, _ in self.records.columns()}
        counted = Counter(kind for kind, _ in ids)
        return {NUMBERS.name(kind): counted[kind] for kind in sorted(counted)}

    def ids(self) -> Ids:
        """The ids of all records and originals."""
        records = (record_id for _, record_id, _ in self.records.columns())
        return Ids(chain(records, (media_id for _, media_id, _ in self.media.columns())))
