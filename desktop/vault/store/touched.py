"""Which records the transactions of a connection touched, until somebody asks for them."""

from __future__ import annotations

from typing import Final

from desktop.model.changes import Changes

MOST_IDS: Final = 1000
"""Of one kind; beyond it only the kind is kept, so that a package of everything costs nothing."""

_Ids = dict[str, set[str] | None]


class Touched:
    """Collected by the piece (transaction or savepoint) that is open: what commits goes to the
    piece around it, or is kept for whoever asks; what is undone is forgotten."""

    def __init__(self) -> None:
        self._open: list[_Ids] = []
        self._committed: list[_Ids] = [{}]

    def add(self, kind: str, record_id: str) -> None:
        """A record was written in the innermost piece, or by a statement of its own."""
        for into in self._innermost:
            _add(into, kind, record_id)

    def begin(self) -> None:
        """A piece begins."""
        self._open.append({})

    def commit(self) -> None:
        """The innermost piece ended well."""
        ended = self._open.pop()
        for into in self._innermost:
            for kind, ids in ended.items():
                if ids is None:
                    into[kind] = None
                else:
                    for record_id in ids:
                        _add(into, kind, record_id)

    def roll_back(self) -> None:
        """The innermost piece never happened."""
        self._open.pop()

    @property
    def _innermost(self) -> list[_Ids]:
        return self._open[-1:] or self._committed

    def follow(self) -> int:
        """Begin to collect for one more who asks; what :meth:`take` takes."""
        self._committed.append({})
        return len(self._committed) - 1

    def take(self, whose: int = 0) -> Changes:
        """Everything committed since the last call. ``whose``: of :meth:`follow`; the window's."""
        taken, self._committed[whose] = self._committed[whose], {}
        return Changes(
            {kind: ids if ids is None else frozenset(ids) for kind, ids in taken.items()}
        )


def _add(into: _Ids, kind: str, record_id: str) -> None:
    ids = into.setdefault(kind, set())
    if ids is not None:
        ids.add(record_id)
        if len(ids) > MOST_IDS:
            into[kind] = None
