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
from typing import Any, Final

from desktop import canonical
from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind
from desktop.model.ids import new_id
from desktop.model.moment import Moment

_SIGNED: Final = tuple(each.name for each in fields(CustodyEvent) if each.name != "hash")


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

    def link(self, told: Told) -> Iterator[CustodyEvent]:
        """The next rows, one for each object."""
        same = {"at": told.at, "agent": self._agent, "kind": told.kind, "detail": told.detail}
        for object_kind, object_id in told.objects:
            fields: dict[str, Any] = {
                **same,
                "seq": self.head.seq + 1,
                "id": new_id(),
                "object_kind": object_kind,
                "object_id": object_id,
                "previous": self.head.hash,
            }
            event = CustodyEvent(**fields, hash=hash_of(fields))
            self.head = CustodyHead(event.seq, event.hash)
            yield event


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
