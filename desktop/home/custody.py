"""What happened to records, here and elsewhere: a log whose rows are bound to each other.

``hash`` is the lower-case hex SHA-256 of the canonical JSON (RFC 8785) of the event without
its field ``hash``; ``previous`` is the hash of the row before, and of the first row
SHA-256(``"skrynia custody v1\\0"`` + the home's id). So a recipient who holds the events
recomputes them with ``jq`` and ``sha256sum``.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import Any, Final, Protocol

from desktop import canonical
from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind, CustodySegment

SIGNED: Final = tuple(each.name for each in fields(CustodyEvent) if each.name != "hash")
"""The fields that a row's hash is of."""


class CustodyLog(Protocol):
    """The log of a home, as far as something is told there."""

    def append(
        self,
        kind: CustodyKind,
        object_kind: str,
        object_id: str,
        detail: Mapping[str, str] | None = ...,
    ) -> None:
        """Add a row, in the transaction of what it tells of.

        ``detail``: ids, codes, counts and salted hashes only, never content.
        """


class CustodyToSend(Protocol):
    """The rows that travel with records."""

    def head(self) -> CustodyHead:
        """The newest row; number 0 and the home's own start where there is none yet."""

    def restored(self) -> tuple[CustodySegment, ...]:
        """Where homes restored from backups went on with it, oldest first."""

    def numbers(self, object_ids: Collection[str], until: int) -> array[int]:
        """The numbers of these objects' rows up to ``until``, in no order."""

    def numbered(self, numbers: array[int]) -> list[CustodyEvent]:
        """The events of these numbers, in order."""


class CustodyArriving(CustodyLog, Protocol):
    """The rows that come with records, and those that tell of their coming."""

    def gathered(self) -> AbstractContextManager[None]:
        """While open, rows may be written together at the end of the transaction they are of:
        for one that appends many and reads none of them."""

    def keep_received(self, event: CustodyEvent, package_id: str) -> bool:
        """Keep a row of another home's log; False where its hash does not follow from it
        (:func:`hash_of`)."""


class CustodyOfReceipts(CustodyLog, Protocol):
    """The rows that tell of receipts written here."""

    def events(self, object_id: str) -> list[CustodyEvent]:
        """The events of one object, oldest first."""


class Custody(CustodyToSend, CustodyArriving, CustodyOfReceipts, Protocol):
    """The whole log of a home."""


def genesis(home_id: str) -> str:
    """What the first row follows: it ties the log to this home."""
    return hashlib.sha256(b"skrynia custody v1\0" + home_id.encode()).hexdigest()


def hash_of(event: Mapping[str, Any] | CustodyEvent) -> str:
    """The hash a row must carry, from its fields; a field ``hash`` is left out."""
    if isinstance(event, Mapping):
        signed = {name: value for name, value in event.items() if name != "hash"}
    else:
        signed = {name: getattr(event, name) for name in SIGNED}
    return hashlib.sha256(canonical.encode(signed)).hexdigest()
