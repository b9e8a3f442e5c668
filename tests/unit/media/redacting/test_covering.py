"""Every pixel that lies in a part is painted over, and nothing of what was there goes elsewhere."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from desktop.media.decoding.pixels import upright
from desktop.media.redacting.covering import Spread, as_stored, cover_up
from desktop.media.redacting.outlines import certain, crosses, hull
from desktop.media.redacting.parts import Cover, Manner
from desktop.model.values.area import WHOLE, Area, outline_of

BARE = Spread()
FINER = 8
"""Places a pixel is looked at, along each side."""
TURNS = (None, 2, 3, 4, 5, 6, 7, 8)
part = st.integers(0, WHOLE)
outlines = st.lists(st.tuples(part, part), min_size=3, max_size=9)
sizes = st.tuples(st.integers(1, 70), st.integers(1, 70))
spreads = st.sampled_from([Spread(), Spread((8, 8), 2), Spread((16, 8), 2), Spread((12, 4), 3)])


def covered(size: tuple[int, int], cover: Cover, spread: Spread = BARE) -> Image.Image:
    """White, and black where it was covered."""
    image = Image.new("L", size, 255)
    cover_up(image, [cover], spread)
    return image


def within(size: tuple[int, int], corners: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pixels that an outline touches, found in a picture that is drawn finer; of one that
    crosses itself at least those that it goes around once."""
    wide, high = size[0] * FINER, size[1] * FINER
    drawn = Image.new("1", (wide, high))
    points = [(x * wide / WHOLE, y * high / WHOLE) for x, y in corners]
    ImageDraw.Draw(drawn).polygon(points, 1)
    found = drawn.load()
    assert found is not None
    return [
        (x, y)
        for x, y in product(range(size[0]), range(size[1]))
        if any(
            found[x * FINER + a, y * FINER + b] for a, b in product(range(1, FINER - 1), repeat=2)
        )
    ]


@given(sizes, outlines, spreads)
def test_every_pixel_that_an_outline_touches_is_covered(
    size: tuple[int, int], corners: list[tuple[int, int]], spread: Spread
) -> None:
    image = covered(size, Cover(outline_of(corners)), spread)
    assert [at for at in within(size, corners) if image.getpixel(at)] == []


def test_of_a_box_no_pixel_more_is_covered_than_it_touches() -> None:
    image = covered((100, 50), Cover(Area(1010, 2000, 1980, 4001).outline))
    black = [at for at in product(range(100), range(50)) if not image.getpixel(at)]
    assert black == list(product(range(10, 30), range(10, 31)))


@pytest.mark.parametrize("block", [(8, 8), (16, 16), (32, 8), (12, 12)])
def test_a_block_is_covered_whole_of_which_one_pixel_lies_within(block: tuple[int, int]) -> None:
    image = covered((96, 96), Cover(Area(5000, 5000, 1, 1).outline), Spread(block))
    left, top = (48 // side * side for side in block)
    black = {at for at in product(range(96), range(96)) if not image.getpixel(at)}
    assert black == set(product(range(left, left + block[0]), range(top, top + block[1])))


def test_what_a_loop_of_an_outline_holds_is_covered() -> None:
    """By counting sides it lies outside: a hand that goes around twice means it all the more."""
    star = [(5000, 0), (8000, 9500), (200, 3600), (9800, 3600), (2000, 9500)]
    assert crosses(star)
    assert covered((100, 100), Cover(outline_of(star))).getpixel((50, 50)) == 0


def test_an_outline_with_a_bay_is_not_made_larger() -> None:
    bay = [(1000, 1000), (9000, 1000), (9000, 9000), (5000, 3000), (1000, 9000)]
    assert certain(bay) == tuple(bay)
    image = covered((100, 100), Cover(outline_of(bay)))
    assert (image.getpixel((50, 70)), image.getpixel((15, 70))) == (255, 0)


@given(outlines)
def test_a_hull_is_convex_and_keeps_its_corners(corners: list[tuple[int, int]]) -> None:
    around = hull(corners)
    assert set(around) <= set(corners)
    assert len(around) < 3 or not crosses(around)


@pytest.mark.parametrize("turn", TURNS)
def test_a_part_is_found_however_the_pixels_are_stored(turn: int | None) -> None:
    """``upright`` turns the picture as it is shown everywhere; the part is where it was marked."""
    shown = Area(1000, 6000, 2000, 3000).outline
    stored = Image.new("L", (40, 60), 255)
    cover_up(stored, [Cover(shown)], Spread(), turn)
    seen = upright(stored, turn)
    assert list(seen.tobytes()) == list(covered(seen.size, Cover(shown)).tobytes())


@given(part, part, st.sampled_from(TURNS))
def test_a_corner_stays_within_the_picture(x: int, y: int, turn: int | None) -> None:
    ((across, down),) = as_stored(((x, y),), turn)
    assert 0 <= across <= WHOLE
    assert 0 <= down <= WHOLE


noise = st.binary(min_size=3 * 30 * 20, max_size=3 * 30 * 20)
boxes = st.builds(
    lambda x, y, w, h: Area(x, y, min(w, WHOLE - x), min(h, WHOLE - y)).outline,
    *(st.integers(0, 9000), st.integers(0, 9000), st.integers(1, WHOLE), st.integers(1, WHOLE)),
)
manners = st.builds(Cover, boxes, st.just(0), st.sampled_from(Manner))


@given(noise, noise, st.lists(manners, min_size=1, max_size=4))
def test_whatever_was_there_the_result_is_the_same(
    one: bytes, other: bytes, covers: list[Cover]
) -> None:
    """Two pictures that differ in the covered parts alone cannot be told from each other: neither
    by one redaction of them, nor by any number laid side by side."""
    first = Image.frombytes("RGB", (30, 20), one)
    second = Image.frombytes("RGB", (30, 20), other)
    hidden = Image.new("L", first.size, 255)
    cover_up(hidden, [Cover(each.outline) for each in covers], Spread())
    second.paste(first, (0, 0), hidden)
    for image in (first, second):
        cover_up(image, covers, Spread())
    assert first.tobytes() == second.tobytes()


def test_a_mosaic_has_the_colours_around_it() -> None:
    image = Image.new("RGB", (100, 100), (40, 120, 200))
    image.paste((255, 0, 0), (30, 30, 70, 70))
    cover_up(image, [Cover(Area(3000, 3000, 4000, 4000).outline, 0, Manner.MOSAIC)], Spread())
    stones = {colour for _count, colour in image.crop((30, 30, 70, 70)).getcolors() or ()}
    assert len(stones) > 3
    bands = image.crop((30, 30, 70, 70)).split()
    for band, around in zip(bands, (40, 120, 200), strict=True):
        assert all(abs(each - around) < 20 for each in band.tobytes())
