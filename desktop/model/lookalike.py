"""Whether two pictures may show the same: by a grid of a few greys, and never more than an offer.

A picture that a messenger made smaller, or that was saved once more, has other bytes and nearly
the same grid. Pictures taken one after another have it as well, so nothing here says that two
pictures are one (docs/decisions/0071-lookalikes.md has what was measured).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from operator import mul
from typing import Final

COLUMNS: Final = 18
ROWS: Final = 16
"""Of the grid, read row by row, a byte a cell: twice as many as the hash has steps."""
PARTS: Final = 4
PART_BITS: Final = 16
"""Of the hash. Of two that differ in no more than ``MOST_BITS`` bits, one part differs in at most
one (pigeonhole), and by that they are looked for."""
MOST_BITS: Final = 2 * PARTS - 1

_STEP: Final = 2
"""Greys a step of the hash must rise: less is noise of saving a flat field."""
_SAME: Final = 0.98
_ALIKE: Final = 0.96
"""Correlation of two grids."""
_FLAT: Final = 4.0
"""Greys by which the cells stand off a surface that only bends: below that there is nothing to tell
one blank page, wall or dark room from another by."""


class Alike(StrEnum):
    """How alike two pictures are."""

    SAME = "same"
    VERY = "very"


class Answer(StrEnum):
    """What a person said of two that are alike: it is not offered again."""

    DIFFERENT = "different"
    BOTH_STAY = "both"


def is_grid(data: bytes) -> bool:
    """Whether this is the grid of a picture, and none of one that has nothing to compare."""
    return len(data) == COLUMNS * ROWS


def tells_apart(grid: bytes) -> bool:
    """Whether there is enough in the picture to know it by."""
    rest = [float(cell) for cell in grid]
    for shape in _surfaces():
        share = sum(map(_times, rest, shape))
        rest = [cell - share * each for cell, each in zip(rest, shape, strict=True)]
    return math.sqrt(sum(cell * cell for cell in rest) / len(rest)) >= _FLAT


def hash_of(grid: bytes) -> int:
    """64 bits: where the picture gets lighter from left to right, in eight rows of eight steps."""
    found = 0
    for top in range(0, ROWS, 2):
        cells = [_four(grid, top, left) for left in range(0, COLUMNS, 2)]
        for before, after in pairwise(cells):
            found = found << 1 | (after > before + 4 * _STEP)
    return found


def parts_near(hashed: int) -> Iterable[tuple[int, tuple[int, ...]]]:
    """Each part by its number, with all that it may be in a hash near this one."""
    for number in range(PARTS):
        part = hashed >> (PART_BITS * number) & 0xFFFF
        yield number, (part, *(part ^ 1 << bit for bit in range(PART_BITS)))


def is_near(one: int, other: int) -> bool:
    """Whether two hashes may be of the same picture: so the grids are worth comparing."""
    return ((one ^ other) & (1 << PARTS * PART_BITS) - 1).bit_count() <= MOST_BITS


def how_alike(one: bytes, other: bytes) -> tuple[float, Alike | None]:
    """How much the grids vary together, and what that says; None where they are not alike."""
    together = _correlation(one, other)
    if together >= _SAME:
        return together, Alike.SAME
    return together, Alike.VERY if together >= _ALIKE else None


def _correlation(one: bytes, other: bytes) -> float:
    cells, first, second = len(one), sum(one), sum(other)
    varies = cells * _dot(one, one) - first * first, cells * _dot(other, other) - second * second
    size = math.sqrt(varies[0] * varies[1])
    return (cells * _dot(one, other) - first * second) / size if size else 0.0


def _dot(one: bytes, other: bytes) -> int:
    return sum(map(mul, one, other))


def _four(grid: bytes, top: int, left: int) -> int:
    at = top * COLUMNS + left
    return grid[at] + grid[at + 1] + grid[at + COLUMNS] + grid[at + COLUMNS + 1]


def _times(one: float, other: float) -> float:
    return one * other


@cache
def _surfaces() -> tuple[Sequence[float], ...]:
    """The grids of all surfaces of the second degree, each of length one and at right angles to the
    others: light that falls off to a side or to the corners is made of them."""
    points = [
        (2 * column / (COLUMNS - 1) - 1, 2 * row / (ROWS - 1) - 1)
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]
    powers = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2))
    found: list[list[float]] = []
    for across, down in powers:
        shape = [x**across * y**down for x, y in points]
        for known in found:
            share = sum(map(_times, shape, known))
            shape = [cell - share * each for cell, each in zip(shape, known, strict=True)]
        length = math.sqrt(sum(map(_times, shape, shape)))
        found.append([cell / length for cell in shape])
    return tuple(found)
