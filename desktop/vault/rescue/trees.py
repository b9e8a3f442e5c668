"""The rows of every table of a damaged database, around what is damaged.

A tree is walked from its root. Below an inner page that is damaged its leaves are not found any
more: they are looked for among the pages that no walk came by, and given to the table whose rows
they can be: by number and types of the columns, and where rows have numbers, by those that are
missing. Where several could be it, they are given to none and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop.progress import Pause, no_pause
from desktop.vault.rescue.cells import (
    INNER,
    LEAF_TABLE,
    LEAVES,
    Cell,
    Node,
    Unreadable,
    kind_of,
    node,
)
from desktop.vault.rescue.pages import Pages

SCHEMA_ROOT: Final = 1
_NO_END: Final = 1 << 63
Shape = Callable[[Cell], bool]
"""Whether a cell can be a row of a table."""


@dataclass(slots=True)
class Found:
    """Of one tree. ``gaps``: ranges of row numbers (both ends in it) of which nothing was found;
    ``broken``: how many pages could not be read; ``cut``: numbers of rows of which a part is on a
    damaged page."""

    gaps: list[tuple[int, int]] = field(default_factory=list)
    broken: int = 0
    cut: list[int | None] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not (self.broken or self.cut)


class Trees:
    """Those of one database. A page belongs to the first tree that comes by it."""

    def __init__(self, pages: Pages, pause: Pause = no_pause) -> None:
        self._pages, self._pause = pages, pause
        self._seen: set[int] = set()

    def rows(self, root: int, found: Found) -> Iterator[Cell]:
        """The cells that hold rows of the tree at ``root``, as far as they can be read."""
        waiting = [(root, -_NO_END, _NO_END)]
        while waiting:
            number, low, high = waiting.pop()
            self._pause()
            here = None if number in self._seen else self._node(number)
            self._seen.add(number)
            if here is None:
                found.broken += 1
                found.gaps.append((low, high))
                continue
            yield from self._held(here, found)
            if here.kind in INNER:
                waiting += reversed(list(_children(here, low, high)))

    def _held(self, here: Node, found: Found) -> Iterator[Cell]:
        for cell in here.cells:
            if cell.values is not None:
                yield cell
            elif here.kind in LEAVES or cell.rowid is None:
                found.cut.append(cell.rowid)

    def orphans(self) -> Iterator[Node]:
        """Leaves, and inner pages that hold rows, that no walk came by until now."""
        for number in self._pages.numbers():
            self._pause()
            if number in self._seen:
                continue
            page = self._pages.get(number)
            if page is None or kind_of(number, page) not in INNER | LEAVES:
                continue
            here = self._node(number)
            if here is not None and here.cells:
                yield here

    def _node(self, number: int) -> Node | None:
        page = self._pages.get(number)
        try:
            return None if page is None else node(number, page, self._pages.get)
        except (Unreadable, IndexError):
            return None


def _children(here: Node, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """Each page below, and between which numbers its rows lie (a table's are at most the key)."""
    for cell in here.cells:
        assert cell.child is not None  # noqa: S101 - of an inner page
        key = cell.rowid if cell.rowid is not None else high
        yield cell.child, low, key
        low = low if cell.rowid is None else key + 1
    if here.last is not None:
        yield here.last, low, high


@dataclass(frozen=True, slots=True)
class Claim:
    """A table of which something is missing, and what can be it. ``numbered``: whether it has row
    numbers. ``found``: of its walk; None where its root is not known."""

    name: str
    numbered: bool
    fits: Shape
    found: Found | None

    def takes(self, here: Node) -> bool:
        """Whether all rows of the page can be this table's."""
        if self.numbered != (here.kind == LEAF_TABLE):
            return False
        cells = [cell for cell in here.cells if cell.values is not None]
        return bool(cells) and all(self._missing(cell) and self.fits(cell) for cell in cells)

    def _missing(self, cell: Cell) -> bool:
        if self.found is None or cell.rowid is None:
            return True
        return any(low <= cell.rowid <= high for low, high in self.found.gaps)


def given_back(
    trees: Trees, claims: list[Claim], unclaimed: list[int]
) -> Iterator[tuple[str, Cell]]:
    """(table, row) of each page that no walk came by and that can be of one table only; the number
    of rows of each other is added to ``unclaimed``."""
    for here in trees.orphans():
        takers = [claim for claim in claims if claim.takes(here)]
        if len(takers) == 1:
            yield from ((takers[0].name, cell) for cell in here.cells if cell.values is not None)
        elif takers:
            unclaimed.append(len(here.cells))
