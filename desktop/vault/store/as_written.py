"""What was read of a vault and is so until something is written: asked for again, it is there."""

from __future__ import annotations

from typing import Generic, TypeVar

from desktop.vault.store.reader import Reader

V = TypeVar("V")


class AsWritten(Generic[V]):
    """Answers of one kind by what was asked for, of one vault; all go with the next row that is
    written, or when there are ``most`` of them."""

    def __init__(self, most: int) -> None:
        self._most, self._written = most, -1
        self._kept: dict[str, V] = {}

    def of_now(self, db: Reader) -> dict[str, V]:
        """Those that hold now; whoever finds one puts it in, even where something was written since
        it asked. In a transaction none is kept: what is undone there leaves the number of written
        rows as it is."""
        if db.in_transaction:
            return {}
        if self._written != db.rows_written or len(self._kept) >= self._most:
            self._written, self._kept = db.rows_written, {}
        return self._kept
