"""Dicts that are written through one door, so that a piece of work can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_NOTHING: Final = object()


class Tables:
    """All of a piece or nothing of it, by remembering what stood in each place before.

    ``rows_written``: a number that no write leaves as it was.
    """

    def __init__(self) -> None:
        self._before: list[tuple[dict[Any, Any], Any, Any]] = []
        self._depth = 0
        self._failed = False
        self.rows_written = 0

    def put(self, table: dict[K, V], key: K, value: V) -> None:
        """Write one row over what is there."""
        self._remember(table, key)
        table[key] = value

    def drop(self, table: dict[K, V], key: K) -> None:
        """Remove a row, where it is there."""
        self._remember(table, key)
        table.pop(key, None)

    def _remember(self, table: dict[K, V], key: K) -> None:
        self.rows_written += 1
        if self._depth:
            self._before.append((table, key, table.get(key, _NOTHING)))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; an inner one joins the outer, and fails with it."""
        if not self._depth:
            with self.attempt():
                yield
            return
        try:
            yield
        except BaseException:
            self._failed = True
            raise

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A piece that is undone alone when it fails."""
        mark, failed = len(self._before), self._failed
        self._depth += 1
        try:
            yield
            if self._failed:
                raise RuntimeError("a piece of the transaction failed")
        except BaseException:
            self._undo(mark)
            self._failed = failed
            raise
        finally:
            self._depth -= 1
            if not self._depth:
                self._before.clear()

    def _undo(self, mark: int) -> None:
        while len(self._before) > mark:
            table, key, value = self._before.pop()
            if value is _NOTHING:
                table.pop(key, None)
            else:
                # Where a row stood among the others does not matter to anybody who reads them.
                table[key] = value
