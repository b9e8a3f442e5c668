"""The custody log's events, in PREMIS terms (R14; PREMIS 3.0 eventType vocabulary)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from desktop.model.values.bounds import (
    DETAILS,
    Count,
    Fingerprint,
    FolderName,
    Id,
    Line,
    Number,
    Sha256,
    Uuid,
)
from desktop.model.values.moment import Moment


class CustodyKind(StrEnum):
    """What happened. PREMIS event types where one fits, our own after them."""

    CREATION = "creation"
    INGESTION = "ingestion"
    FIXITY_CHECK = "fixity check"
    DIGITAL_SIGNATURE_GENERATION = "digital signature generation"
    MODIFICATION = "modification"
    REPLICATION = "replication"
    TRANSFER = "transfer"
    RECEIPT = "receipt"
    REDACTION = "redaction"
    DELETION = "deletion"
    CONSENT = "consent"
    DISCLOSURE = "disclosure"
    TRUST = "trust"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """One row of the log.

    ``detail`` holds ids, codes, counts and salted hashes only, never content, so that a
    person can be erased without breaking the chain. ``hash`` is the lower-case hex SHA-256 of the
    canonical JSON of the event without it, ``previous`` that of the row before; of the first row
    it is the SHA-256 of "skrynia custody v1", an octet 0, and an id that the log's owner keeps.
    """

    seq: Number
    id: Id
    at: Moment
    agent: Fingerprint
    kind: CustodyKind
    object_kind: FolderName
    object_id: Line
    previous: Sha256
    hash: Sha256
    detail: Annotated[Mapping[Line, Line], Meta(max_length=DETAILS)] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustodyHead:
    """The newest row: its number and hash. Whoever holds one can prove what came before."""

    seq: Count
    hash: Sha256


@dataclass(frozen=True, slots=True)
class CustodySegment:
    """From row ``began`` on, a log is of the instance ``instance``: a vault restored from a backup.
    ``after``: the last row that another instance may have as well. ``at``: when it was restored,
    by its clock."""

    instance: Uuid
    began: Number
    after: CustodyHead
    at: Moment


@dataclass(frozen=True, slots=True)
class CustodyReport:
    """What a verification of the whole log found: ``problems`` names each bad row. ``lost``: first
    and last of entries that are missing, of which a later one says that a rescue could not read
    them."""

    rows: int
    head: CustodyHead
    problems: tuple[str, ...] = ()
    lost: tuple[tuple[int, int], ...] = ()

    @property
    def intact(self) -> bool:
        """True when every row follows from the one before."""
        return not self.problems
