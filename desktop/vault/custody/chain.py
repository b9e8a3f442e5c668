"""How the rows of a custody log are bound to each other. What is hashed stands in
``desktop/home/custody.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Final

from desktop import canonical
from desktop.home.custody import SIGNED
from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind
from desktop.model.ids import new_ids
from desktop.model.values.moment import Moment
from desktop.vault.store.connection import Row
from desktop.vault.store.table import Table

EVENTS: Final = Table(CustodyEvent, "custody", key="seq")
_AT_A_TIME: Final = 50_000
_OWN: Final = ("seq", "id", "object_kind", "object_id", "previous", "hash")
"""What differs from row to row."""
_LAID: Final = itemgetter(
    *(
        _OWN.index(column) if column in _OWN else len(_OWN) + place
        for place, column in enumerate(EVENTS.columns)
    )
)
"""The columns of a row, of its own values with those of any other row of its kind behind them."""


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
        self._seq, self._hash, self._agent = head.seq, head.hash, agent

    @property
    def head(self) -> CustodyHead:
        """The last row that was made."""
        return CustodyHead(self._seq, self._hash)

    def link(self, told: Told) -> Iterator[Row]:
        """The next rows, one for each object, as they lie in the table.

        Their random ids are given out in order: each page of the index of ids is then written
        once, and not once for each id in it. What the rows have in common is encoded once: a
        package of everything adds 140,000.
        """
        first = CustodyEvent(0, "", told.at, self._agent, told.kind, "", "", "", "", told.detail)
        shared, form = EVENTS.values(first), _form(first)
        objects = iter(told.objects)
        while several := tuple(islice(objects, _AT_A_TIME)):
            for (kind, object_id), event_id in zip(several, new_ids(len(several)), strict=True):
                seq, previous = self._seq + 1, self._hash
                text = form % (event_id, _quoted(object_id), _quoted(kind), previous, seq)
                self._seq, self._hash = seq, hashlib.sha256(text.encode()).hexdigest()
                yield _LAID((seq, event_id, kind, object_id, previous, self._hash, *shared))


_MARKS: Final = {
    "id": '"%s"', "object_id": "%s", "object_kind": "%s", "previous": '"%s"', "seq": "%d",
}  # fmt: skip
_SHARED: Final = tuple(name for name in sorted(SIGNED) if name not in _MARKS)
_MEMBERS: Final = ",".join(
    f'"{name}":{_MARKS[name].replace("%", "%%") if name in _MARKS else "%s"}'
    for name in sorted(SIGNED)
)


def _form(event: CustodyEvent) -> str:
    """What :func:`hash_of` hashes of all events that differ from this one in :data:`_MARKS`
    alone, as a format of those, in their order."""
    shared = tuple(_quoted(getattr(event, name)).replace("%", "%%") for name in _SHARED)
    return "{" + _MEMBERS % shared + "}"


def _quoted(value: object) -> str:
    return canonical.encode(value).decode()
