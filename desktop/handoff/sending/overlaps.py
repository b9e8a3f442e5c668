"""What several interviews of an offer have in common: records, files, and what stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.handoff.sending.looked import Looked
from desktop.progress import Pause, paced

_MANY: Final = 1000
"""Interviews that are compared between two safe points."""

Key = str | bytes
"""What tells from others a file that goes, its SHA-256, and another record or something that
stays, its id."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """``holders``: the ids of the interviews that hold what is held more than once, by its key."""

    holders: Mapping[Key, Sequence[str]]

    def hold(self, record_id: str) -> bool:
        """Whether several interviews have the thing with this id."""
        return record_id in self.holders


def overlaps_of(interviews: Iterable[Looked], again: bool, pause: Pause) -> Overlaps:
    """Found in one pass over all of them. ``again``: as in an offer."""
    first: dict[Key, str] = {}
    found: dict[Key, list[str]] = {}
    for looked in paced(interviews, pause, _MANY):
        for key in _shared_by(looked, again):
            if key in first:
                found.setdefault(key, [first[key]]).append(looked.id)
            else:
                first[key] = looked.id
    return Overlaps(found)


def _shared_by(looked: Looked, again: bool) -> Iterator[Key]:
    """What of an interview others may hold as well, and travels or stays with it."""
    if looked.shares:
        yield from (digest for digest, _size in looked.contents())
        yield from looked.left_behind()
        yield from (each.id for each in looked.follows if again or each.news)
