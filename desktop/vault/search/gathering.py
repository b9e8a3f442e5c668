"""Which places hold the words, newest first, with a bound on how many are looked at.

Places of long records (pieces of the text of files, names in sets) are gathered apart: thousands
of them are passed over to come to an account, and never take its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop.vault.search.index import HitKind
from desktop.vault.search.narrowing import Rule
from desktop.vault.store.reader import Reader

_MOST_OF_ONE: Final = 3
"""Places in one long record that are told."""
_SHARE: Final = 5
"""Of so many places that are told, one is of long records, where there are any."""
_FIRST_PAGE: Final = 50
_LARGEST_PAGE: Final = 5000
_MOST_PASSED: Final = 100_000
"""Places of a search that hold the words and are passed over: a third of a second."""
_MOST_READ: Final = 5000
"""Places that are read for a phrase of words that often stand apart: a second."""
_FOR_LONG: Final = 2000
"""Places that are passed over for those of long records alone."""
_FIND: Final = (
    "SELECT t.row, e.kind, o.id, e.place_id, 1{rule} FROM (SELECT rowid AS row FROM search_text"
    " WHERE search_text MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) t"
    " JOIN search_entry e ON e.row = t.row JOIN object o ON o.row = e.object"
    " ORDER BY t.row DESC"
)
_BEHIND_ALL: Final = 1 << 62

Place = tuple[HitKind, str, str]
"""(kind of place, id of the record, id of the place)"""
Holds = Callable[[Place], bool]
"""Whether a place holds the words as they are to stand, where the index does not know it."""


@dataclass(slots=True)
class Gathered:
    """The places that one search found by now, in their order. ``wanted``: how many are told.
    ``stopped``: there may be some that were not looked at."""

    wanted: int
    long: frozenset[HitKind]
    few: dict[Place, None] = field(default_factory=dict)
    many: dict[Place, None] = field(default_factory=dict)
    stopped: bool = False
    left_to_pass: int = field(default_factory=lambda: _MOST_PASSED)
    left_to_read: int = field(default_factory=lambda: _MOST_READ)
    _of_record: Counter[tuple[HitKind, str]] = field(default_factory=Counter)

    def take(self, found: Place) -> None:
        """One more place; of a record of which hundreds may be found the first ones."""
        if found[0] not in self.long:
            self.few[found] = None
        elif found not in self.many and self.has_room_for(found):
            self._of_record[found[:2]] += 1
            self.many[found] = None

    def has_room_for(self, found: Place) -> bool:
        """Whether another place of this long record would be told."""
        return not self.many_enough and self._of_record[found[:2]] < _MOST_OF_ONE

    def knows(self, found: Place) -> bool:
        """Whether it was found before."""
        return found in self.few or found in self.many

    @property
    def any(self) -> bool:
        """Whether anything was found."""
        return bool(self.few or self.many)

    @property
    def enough(self) -> bool:
        """Whether no more are wanted: one more than are told were found."""
        return len(self.few) > self.wanted

    @property
    def many_enough(self) -> bool:
        """The same, of long records."""
        return len(self.many) > self.wanted

    @property
    def more(self) -> bool:
        """Whether more were found than are told."""
        return len(self.few) + len(self.many) > self.wanted

    def told(self) -> list[Place]:
        """The best of them: those of long records last, and a part of the room for these."""
        room = max(self.wanted - len(self.many), self.wanted - self.wanted // _SHARE)
        first = list(self.few)[:room]
        return first + list(self.many)[: self.wanted - len(first)]


def gather(db: Reader, found: Gathered, expression: str, rule: Rule, holds: Holds | None) -> None:
    """Find more places that hold this, until there are enough. ``holds``: asked of each, where
    it has to be read for that; those of long records come last."""
    later: list[Place] = []
    for passed, place in enumerate(places(db, found, expression, rule)):
        if holds is not None and place[0] in found.long:
            later.append(place)
        elif _fits(found, place, holds):
            found.take(place)
        if found.enough and (found.many_enough or max(passed, len(later)) > _FOR_LONG):
            break
    for place in later:
        if found.has_room_for(place) and _fits(found, place, holds):
            found.take(place)


def places(db: Reader, found: Gathered, expression: str, rule: Rule) -> Iterator[Place]:
    """Those that the index and the rule let through, newest first, as far as they are looked at."""
    for page in _pages(db, expression, rule):
        found.left_to_pass -= len(page)
        yield from (place for place, fits in page if fits)
        if found.left_to_pass <= 0:
            found.stopped = True
            return


def every_place(db: Reader, expression: str) -> Iterator[Place]:
    """All that the index lets through, newest first, however many."""
    return (place for page in _pages(db, expression, Rule()) for place, _fits in page)


def _pages(db: Reader, expression: str, rule: Rule) -> Iterator[list[tuple[Place, bool]]]:
    """Places that hold this, and whether the rule lets each through, newest first. Larger pages
    behind small ones: mostly the first one is enough."""
    sql, behind, size = _FIND.format(rule=rule.sql), _BEHIND_ALL, _FIRST_PAGE
    while True:
        rows = db.all(sql, (*rule.values, expression, behind, size))
        yield [((HitKind(kind), of, at), bool(fits)) for _row, kind, of, at, fits in rows]
        if len(rows) < size:
            return
        behind, size = rows[-1][0], min(4 * size, _LARGEST_PAGE)


def _fits(found: Gathered, place: Place, holds: Holds | None) -> bool:
    if found.knows(place):
        return False
    if holds is None:
        return True
    if found.left_to_read <= 0:
        found.stopped = True
        return False
    found.left_to_read -= 1
    return holds(place)
