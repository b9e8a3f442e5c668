"""How the rows of a custody log are bound to each other.

``hash`` is the lower-case hex SHA-256 of the canonical JSON (RFC 8785) of the event without
its field ``hash``; ``previous`` is the hash of the row before, and of the first row
SHA-256(``"skrynia custody v1\\0"`` + the vault's id). So a recipient who holds the events
recomputes them with ``jq`` and ``sha256sum``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, Final

import msgspec

from desktop import canonical
from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.vault.store.connection import Row
from desktop.vault.store.table import Table

_SIGNED: Final = tuple(each.name for each in fields(CustodyEvent) if each.name != "hash")

EVENTS: Final = Table(CustodyEvent, "custody", key="seq")
_AT_A_TIME: Final = 50_000
_NOTHING: Final[dict[str, Any]] = {
    "seq": 0, "id": "", "object_kind": "", "object_id": "", "previous": "", "hash": "",
}  # fmt: skip
"""What differs from row to row."""
_PLACES: Final = tuple((name, EVENTS.columns.index(name)) for name in _NOTHING)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened at one moment to each of some objects, by their (kind, id)."""

    at: Moment
    kind: CustodyKind
    detail: dict[str, str]
    objects: Iterable[tuple[str, str]]


class Chain:
    """Rows that are each bound to the one before. ``head``: the last one."""

    def __init__(self, head: CustodyHead, agent: str) -> None:
        self.head, self._agent = head, agent

    def link(self, told: Told) -> Iterator[Row]:
        """The next rows, one for each object, as they lie in the table.

        Their random ids are given out in order: each page of the index of ids is then written
        once, and not once for each id in it. What the rows have in common is encoded once: a
        package of everything adds 140,000.
        """
        same: dict[str, Any] = {
            "at": told.at, "agent": self._agent, "kind": told.kind, "detail": told.detail,
        }  # fmt: skip
        encoded = {name: msgspec.Raw(canonical.encode(value)) for name, value in same.items()}
        template = EVENTS.values(CustodyEvent(**_NOTHING, **same))
        objects = iter(told.objects)
        while several := tuple(islice(objects, _AT_A_TIME)):
            for what, event_id in zip(several, sorted(new_id() for _ in several), strict=True):
                yield self._row(template, encoded, what, event_id)

    def _row(
        self, template: Row, encoded: dict[str, Any], what: tuple[str, str], event_id: str
    ) -> Row:
        own: dict[str, Any] = {
            "seq": self.head.seq + 1,
            "id": event_id,
            "object_kind": what[0],
            "object_id": what[1],
            "previous": self.head.hash,
        }
        own["hash"] = hash_of({**encoded, **own})
        self.head = CustodyHead(own["seq"], own["hash"])
        row = list(template)
        for name, place in _PLACES:
            row[place] = own[name]
        return tuple(row)


def genesis(vault_id: str) -> str:
    """What the first row follows: it ties the log to this vault."""
    return hashlib.sha256(b"skrynia custody v1\0" + vault_id.encode()).hexdigest()


def hash_of(event: Mapping[str, Any] | CustodyEvent) -> str:
    """The hash a row must carry, from its fields; a field ``hash`` is left out."""
    if isinstance(event, Mapping):
        signed = {name: value for name, value in event.items() if name != "hash"}
    else:
        signed = {name: getattr(event, name) for name in _SIGNED}
    return hashlib.sha256(canonical.encode(signed)).hexdigest()
