"""Rows that many things share, and that a long job need not offer to the database again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

_MOST: Final = 200_000
"""Of them that are remembered: some 20 MB; beyond it all are offered once more."""


class Met:
    """What is known to be in the database, while a job of many transactions runs, or one goes on
    piece by piece.

    Follows the transactions (``transactions.Nested``): what was undone is not known.
    """

    def __init__(self) -> None:
        self._jobs, self._goes_on = 0, False
        self._pieces: list[set[str]] = []
        self._known: set[str] = set()

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """While open, what is met is remembered; then it is let go."""
        self._jobs += 1
        try:
            yield
        finally:
            self._jobs -= 1
            self._let_go()

    def go_on(self, goes_on: bool) -> None:
        """Whether what is met is remembered from now on, whatever job runs: for one that is done in
        pieces, when nobody waits."""
        self._goes_on = goes_on
        self._let_go()

    def forget_all(self) -> None:
        """Nothing is known to be there any more."""
        for each in (self._known, *self._pieces):
            each.clear()

    @property
    def in_job(self) -> bool:
        """Whether a job of many transactions runs."""
        return self._jobs > 0

    @property
    def _remembers(self) -> bool:
        return self._goes_on or self.in_job

    def _let_go(self) -> None:
        if not self._remembers:
            self._known.clear()

    def new(self, items: Collection[str]) -> Collection[str]:
        """Those of these that are not known to be there; whoever asks writes them."""
        if not (self._remembers and self._pieces):
            return items
        found = set(items).difference(self._known, *self._pieces)
        self._pieces[-1] |= found
        return found

    def forget(self, items: Collection[str]) -> None:
        """These are not there any more."""
        for each in (self._known, *self._pieces):
            each.difference_update(items)

    def begin(self) -> None:
        """A piece begins."""
        self._pieces.append(set())

    def commit(self) -> None:
        """The innermost piece ended well."""
        ended = self._pieces.pop()
        if self._pieces:
            self._pieces[-1] |= ended
        elif self._remembers:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known |= ended

    def roll_back(self) -> None:
        """The innermost piece never happened."""
        self._pieces.pop()
