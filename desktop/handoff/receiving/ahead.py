"""Records on their way from a package into the vault, each some behind the one that is read: the
signatures of their authors are checked meanwhile, on a helper thread.

A signature takes as long to check as half of what else a small record costs, and the check lets
go of the interpreter lock. What the answer means is decided where the record is taken in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

from desktop.handoff.format import limits
from desktop.handoff.format.pipe import Beside
from desktop.model.handoff import RecordEntry

_TOGETHER: Final = 16
"""Records whose signatures are checked at one asking: asking for each costs a fifth of a check."""
_MUCH: Final = 256 * limits.KIB
"""Octets of records that are checked without waiting for further ones."""

Holds = Callable[[RecordEntry, bytes], bool]


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record as it stands in a package. ``data``: what its signed hash is of."""

    entry: RecordEntry
    data: bytes


class RecordsAhead:
    """Gives records back in the order in which they were read. ``holds``: whether the signature
    that the list names is its author's, of these bytes; called on a helper thread.

    At most two times ``_TOGETHER`` records are held, of at most twice ``_MUCH`` octets and two
    records.
    """

    def __init__(self, holds: Holds) -> None:
        self._holds = holds
        self._beside = Beside[list[bool]]()
        self._gathered: list[ReadRecord] = []
        self._octets = 0
        self._asked: deque[Sequence[ReadRecord]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.close()

    def add(self, record: ReadRecord) -> Iterator[tuple[ReadRecord, bool]]:
        """One more was read; those whose turn it is now, each with the answer of ``holds``."""
        self._gathered.append(record)
        self._octets += len(record.data)
        if len(self._gathered) == _TOGETHER or self._octets >= _MUCH:
            self._ask()
            if len(self._asked) > 1:
                yield from self._answered()

    def rest(self) -> Iterator[tuple[ReadRecord, bool]]:
        """All that were read and not given yet: before anything that may follow from them."""
        if self._gathered:
            self._ask()
        while self._asked:
            yield from self._answered()

    def _ask(self) -> None:
        asked, self._gathered, self._octets = self._gathered, [], 0
        self._asked.append(asked)
        self._beside.ask(partial(_each, self._holds, asked))

    def _answered(self) -> Iterator[tuple[ReadRecord, bool]]:
        return zip(self._asked.popleft(), self._beside.answer(), strict=True)


def _each(holds: Holds, records: Sequence[ReadRecord]) -> list[bool]:
    return [holds(each.entry, each.data) for each in records]
