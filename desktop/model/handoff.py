"""What a package and a receipt say of themselves (R22–R24; docs/package-format.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Final

from msgspec import Meta

from desktop.model.consent import Decision, Identification, Purpose, RecipientKind, Refusal
from desktop.model.custody import CustodyHead, CustodySegment
from desktop.model.identity import Party
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.newer import Needs
from desktop.model.sending.log_course import LogTold
from desktop.model.values.bounds import (
    AUTHORS,
    GROUNDS,
    PARTIES,
    SEGMENTS,
    AuthorKey,
    AuthorNumber,
    Code,
    Count,
    Number,
    Reason,
    Sha256,
    Signature,
    Uuid,
    Version,
)
from desktop.model.values.bounds import Many as AsMany
from desktop.model.values.moment import Moment
from desktop.model.values.open_enum import OpenEnum
from desktop.model.version import KindName, RecordKind

if TYPE_CHECKING:
    Many = Sequence
else:

    class Many:
        """A tuple where it is read from JSON, and compares like one where it is not: a long one
        may be packed (``desktop.documents.packed``)."""

        def __class_getitem__(cls, item: Any) -> Any:
            return tuple[item, ...]


Grounds = Annotated[tuple[Uuid, ...], Meta(max_length=GROUNDS)]
"""Ids of the interviews that something in a package rests on."""


@dataclass(frozen=True, slots=True)
class ConsentSnapshot:
    """The consent on which something of an interview leaves: which version of it, how the person
    is shown, and whether attached files may go."""

    interview_id: Uuid
    consent_version: Sha256
    identification: Identification
    files: bool = False

    @property
    def decision(self) -> Decision:
        """What the sender's gate answered."""
        return Decision(None, self.identification, self.files)


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """A record version in the package; its file is named after the version.

    ``grounds``: ids of the interviews that it rests on, each of them among the consents; none for
    a kind that is about nobody.

    ``signature``: its author's over its bytes, 64 octets; ``author``: whose it is, by the place in
    the document's list of authors. A version without a signature has author 0 and is set aside.
    """

    kind: KindName
    record_id: Uuid
    version_id: Sha256
    grounds: Grounds = ()
    author: AuthorNumber = 0
    signature: Signature = b""


def interviews_among(entries: Iterable[RecordEntry]) -> int:
    """How many interviews are among the records of a package, however many versions of each."""
    return len({entry.record_id for entry in entries if entry.kind == INTERVIEW_KIND})


@dataclass(frozen=True, slots=True)
class MediaEntry:
    """An original in the package; its file is named after its hash. ``size`` in bytes.

    ``grounds``: as those of its record.
    """

    media_id: Uuid
    sha256: Sha256
    size: Count
    grounds: Grounds = ()


_AUTHORS: Final = Meta(max_length=AUTHORS, extra_json_schema={"uniqueItems": True})


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """``data/package.json``: the signed word on who sends what to whom, why, on what consent.

    ``confirmed``: ids of earlier packages whose receipts the sender holds, so that only
    news travels. ``custody_head``: the sender's log as it stood; ``custody_segments``: where a
    restored vault went on with it, oldest first. ``authors``: the SSH public keys of all who wrote
    versions in it, each once, without a comment.
    """

    package_id: Uuid
    sender: Party
    recipients: Annotated[tuple[Party, ...], Meta(max_length=PARTIES)]
    recipient_kind: RecipientKind
    purpose: Purpose
    written_at: Moment
    records: Many[RecordEntry]
    media: Many[MediaEntry]
    consents: Many[ConsentSnapshot]
    custody_head: CustodyHead
    confirmed: Annotated[tuple[Uuid, ...], AsMany] = ()
    authors: Annotated[tuple[AuthorKey, ...], _AUTHORS] = ()
    custody_segments: Annotated[tuple[CustodySegment, ...], Meta(max_length=SEGMENTS)] = ()
    needs: Needs = ()
    format: Code = "skrynia-package"
    version: Version = 1

    @property
    def interviews(self) -> int:
        """How many interviews are in it, however many versions of each."""
        return interviews_among(self.records)

    @property
    def log(self) -> LogTold:
        """What it says of its sender's custody log."""
        return LogTold(self.custody_head, self.custody_segments)


class Outcome(OpenEnum):
    """What became of one item at the recipient. Nothing is confirmed by a code that is not known
    here."""

    ACCEPTED = "accepted"
    ALREADY_THERE = "already-there"
    SET_ASIDE = "set-aside"


class LineReason(StrEnum):
    """What a receipt says of an item besides its outcome: a code, in no language.

    ``WITHDRAWN`` stands beside an accepted consent, ``WAITS_FOR_CARD`` beside an accepted record
    that is shown once its author's card is trusted, ``KEPT_UNREAD`` beside one that a newer program
    has to read; every other one says why an item was set aside. Labels: vocabulary
    ``line_reason``. A later release may add codes.
    """

    WITHDRAWN = "withdrawn"
    BREAKS_SCHEMA = "breaks-schema"
    NOT_AS_LISTED = "not-as-listed"
    SEAL_DOES_NOT_HOLD = "seal-does-not-hold"
    SEALED_BY_ANOTHER = "sealed-by-another"
    NOT_DESCRIBED = "not-described"
    OTHER_BYTES_NAMED = "other-bytes-named"
    ID_TAKEN = "id-taken"
    BYTES_DIFFER = "bytes-differ"
    RESTS_ON_OTHERS = "rests-on-others"
    NOT_SIGNED = "not-signed"
    WAITS_FOR_CARD = "waits-for-card"
    KEPT_UNREAD = "kept-unread"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """``item``: a version id (records) or SHA-256 (media); both are 64 hex digits.

    ``reason``: a code of :class:`LineReason`, one that a later release added, or "".
    """

    item: Sha256
    outcome: Outcome
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """``receipt.json``: the recipient's signed word on what really arrived.

    ``number``: 1 of the first about a package. Where it is received again and more of it is
    understood or trusted by then, another follows, and that of the highest number counts.
    ``sender_log``: a code of :class:`desktop.model.sending.log_course.Course`, or of a later
    release; "" where the sender's log went on as before.
    """

    receipt_id: Uuid
    package_id: Uuid
    tagmanifest_sha256: Sha256
    receiver: Party
    sender: Party
    received_at: Moment
    records: Many[ReceiptLine]
    media: Many[ReceiptLine]
    needs: Needs = ()
    number: Number = 1
    sender_log: Reason = ""
    format: Code = "skrynia-receipt"
    version: Version = 1

    @property
    def set_aside(self) -> int:
        """How many items were not taken in."""
        lines = chain(self.records, self.media)
        return sum(line.outcome is Outcome.SET_ASIDE for line in lines)


PACKAGE_LISTS: Final[Mapping[str, Any]] = {
    "consents": tuple[ConsentSnapshot, ...],
    "media": tuple[MediaEntry, ...],
    "records": tuple[RecordEntry, ...],
}
"""The long lists of a :class:`PackageDocument` (``desktop.documents.passing``)."""
RECEIPT_LISTS: Final[Mapping[str, Any]] = {
    "media": tuple[ReceiptLine, ...],
    "records": tuple[ReceiptLine, ...],
}
"""Those of a :class:`ReceiptDocument`."""


@dataclass(frozen=True, slots=True)
class Staying:
    """An item that does not go, and why: shown before anything is written."""

    kind: RecordKind
    record_id: str
    label: str
    refusal: Refusal
