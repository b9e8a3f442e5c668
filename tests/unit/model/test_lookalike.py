"""What makes two grids alike, and of which nothing can be told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.lookalike import (
    COLUMNS,
    MOST_BITS,
    ROWS,
    Alike,
    hash_of,
    how_alike,
    is_near,
    parts_near,
    tells_apart,
)

CELLS = COLUMNS * ROWS


def grid(seed: int) -> bytes:
    """Fields of one grey, as a picture of things has them."""
    chance = random.Random(seed)
    lightness = [[chance.randrange(30, 226) for _ in range(6)] for _ in range(4)]
    return bytes(lightness[y * 4 // ROWS][x * 6 // COLUMNS] for y in range(ROWS) for x in _columns)


_columns = range(COLUMNS)


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=MOST_BITS))
def test_whatever_is_near_is_found_by_one_of_its_parts(hashed: int, turned: set[int]) -> None:
    other = hashed ^ sum(1 << bit for bit in turned)
    assert is_near(hashed, other)
    parts = dict(parts_near(hashed))
    assert any((other >> 16 * number & 0xFFFF) in near for number, near in parts.items())


def test_one_bit_more_is_not_near() -> None:
    assert not is_near(0, (1 << MOST_BITS + 1) - 1)


def test_a_lighter_and_a_noisy_copy_are_the_same_and_another_picture_is_not() -> None:
    one, chance = grid(1), random.Random(9)
    lighter = bytes(min(255, cell * 9 // 10 + 20) for cell in one)
    noisy = bytes(max(0, min(255, cell + chance.randrange(-3, 4))) for cell in one)
    for copy in (lighter, noisy):
        assert how_alike(one, copy)[1] is Alike.SAME
        assert is_near(hash_of(one), hash_of(copy))
    assert how_alike(one, grid(2))[1] is None


def test_something_moved_is_alike_and_not_the_same() -> None:
    one = bytearray(grid(3))
    for row in range(4, 8):
        at = row * COLUMNS + 6
        one[at : at + 3] = one[at : at + 3][::-1] if row % 2 else bytes(3)
    together, alike = how_alike(grid(3), bytes(one))
    assert (alike is Alike.VERY) == (0.96 <= together < 0.98)
    assert alike is not Alike.SAME


@pytest.mark.parametrize(
    "flat",
    [
        bytes([250] * CELLS),
        bytes(CELLS),
        bytes(8 * x for _y in range(ROWS) for x in range(COLUMNS)),
        bytes(250 - (x - 8) ** 2 // 2 - (y - 8) ** 2 for y in range(ROWS) for x in range(COLUMNS)),
        bytes(random.Random(4).randrange(0, 6) for _ in range(CELLS)),
    ],
    ids=["white", "black", "light from a side", "dark corners", "the noise of a dark room"],
)
def test_of_a_flat_picture_nothing_can_be_told(flat: bytes) -> None:
    assert not tells_apart(flat)


def test_of_a_picture_of_things_it_can() -> None:
    assert all(tells_apart(grid(seed)) for seed in range(20))
