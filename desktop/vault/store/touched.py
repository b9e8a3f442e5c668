"""Which records the transactions of a connection touched, until somebody asks for them."""

from __future__ import annotations

from typing import Final

from desktop.model.changes import Changes

MOST_IDS: Final = 1000
"""Of one kind; beyond it only the kind is kept, so that a package of everything costs nothing."""

_Ids = dict[str, set[str] | None]


class Touched:
    """Collected while a transaction is open, kept when it commits, forgotten when it does not."""

    def __init__(self) -> None:
        self._open: _Ids = {}
        self._committed: _Ids = {}

    def add(self, kind: str, record_id: str) -> None:
        """A record was written in the transaction that is open."""
        _add(self._open, kind, record_id)

    def commit(self) -> None:
        """What was collected is in the vault now."""
        for kind, ids in self._open.items():
            if ids is None:
                self._committed[kind] = None
            else:
                for record_id in ids:
                    _add(self._committed, kind, record_id)
        self._open = {}

    def roll_back(self) -> None:
        """What was collected never happened."""
        self._open = {}

    def take(self) -> Changes:
        """Everything committed since the last call."""
        taken, self._committed = self._committed, {}
        return Changes(
            {kind: ids if ids is None else frozenset(ids) for kind, ids in taken.items()}
        )


def _add(into: _Ids, kind: str, record_id: str) -> None:
    ids = into.setdefault(kind, set())
    if ids is not None:
        ids.add(record_id)
        if len(ids) > MOST_IDS:
            into[kind] = None
