"""What several interviews of an offer have in common: people, files, and what stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from desktop.handoff.sending.looked import Looked
from desktop.progress import Pause, paced

K = TypeVar("K")
V = TypeVar("V")

_MANY: Final = 1000
"""Interviews that are compared between two safe points."""

Key = str | bytes
"""What tells from others a file that goes, its SHA-256, and something that stays, its id."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """``people``: by the person's id, the rows of the interviews that may leave, where there are
    several. ``holders``: the ids of the interviews that hold what is held more than once, by its
    key."""

    people: Mapping[str, Sequence[int]]
    holders: Mapping[Key, Sequence[str]]

    def hold(self, record_id: str) -> bool:
        """Whether several interviews have the person or the thing with this id."""
        return record_id in self.people or record_id in self.holders


def overlaps_of(interviews: Iterable[Looked], pause: Pause) -> Overlaps:
    """Found in one pass over all of them."""
    people: _Repeated[str, int] = _Repeated()
    holders: _Repeated[Key, str] = _Repeated()
    for row, looked in enumerate(paced(interviews, pause, _MANY)):
        if looked.allowed:
            people.add(looked.person_id, row)
        for key in _shared_by(looked):
            holders.add(key, looked.id)
    return Overlaps(people.found, holders.found)


def _shared_by(looked: Looked) -> Iterator[Key]:
    """What of an interview others may hold as well."""
    if looked.shares:
        yield from (digest for digest, _size in looked.contents())
        yield from looked.left_behind()


class _Repeated(Generic[K, V]):
    """The values of each key that was added more than once."""

    def __init__(self) -> None:
        self._first: dict[K, V] = {}
        self.found: dict[K, list[V]] = {}

    def add(self, key: K, value: V) -> None:
        """One more value of this key."""
        if key in self._first:
            self.found.setdefault(key, [self._first[key]]).append(value)
        else:
            self._first[key] = value
