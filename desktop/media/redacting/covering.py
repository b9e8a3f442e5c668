"""Parts of a decoded picture painted over (in the child process only).

First all parts are painted in one colour; then nothing of them is left, and the mosaic of those
that are to have one is made of what can be seen beside them. So no manner holds anything of what
was there, however many redactions of one picture somebody lays side by side.

A lossy format spreads what is hidden over its neighbours: what of it stands beside the part is
covered as well (:class:`Spread`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageStat

from desktop.media.redacting.outlines import certain
from desktop.media.redacting.parts import Cover, Manner, corners
from desktop.model.values.area import WHOLE

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels; the last two are outside."""
Corners = tuple[tuple[int, int], ...]

_STONES: Final = 8
"""Of a mosaic, along its longer side."""
_LEAST_STONE: Final = 4
"""Pixels a side."""
_SHADES: Final = (-18, 7, -6, 16, 0, -11, 11)
"""By which the stones differ from the colour around them, so that they look like a mosaic."""
_ROUGH: Final = 2
"""Pixels around an outline that is drawn: its corners are within one, and its sides within half of
another."""
_REDUCED_AT_ONCE: Final = 8
"""A single pixel among the square of this is not lost in rounding."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a format spreads what is hidden, in pixels: over all of each block of ``block``
    (width, height) that it touches, counted from the left upper corner, and ``beyond`` these."""

    block: tuple[int, int] = (1, 1)
    beyond: int = 0


def cover_up(
    image: Image.Image, covers: Iterable[Cover], spread: Spread, turn: int | None = None
) -> None:
    """Paint over the parts of a picture in L or RGB, in place. ``turn``: the Orientation of EXIF
    by which it is shown, and not yet stands."""
    masks = [(each, *_mask(image.size, as_stored(corners(each), turn), spread)) for each in covers]
    for _cover, box, mask in masks:
        image.paste(_black(image), box, mask)
    for each, box, mask in masks:
        if each.manner is Manner.MOSAIC:
            _lay_mosaic(image, box, mask)


def as_stored(shown: Corners, turn: int | None) -> Corners:
    """Corners of the upright picture on the pixels as they are stored, by their Orientation (EXIF
    2.32, section 4.6.4 A: which side of the scene the first row and column are)."""
    return tuple(_stored(x, y, turn or 1) for x, y in shown)


def _stored(x: int, y: int, turn: int) -> tuple[int, int]:
    across, down = WHOLE - x, WHOLE - y
    return {
        2: (across, y),
        3: (across, down),
        4: (x, down),
        5: (y, x),
        6: (y, across),
        7: (down, across),
        8: (down, x),
    }.get(turn, (x, y))


def _mask(size: tuple[int, int], corners: Corners, spread: Spread) -> tuple[Box, Image.Image]:
    """What is covered: a box within the picture, and in it each pixel that is touched."""
    across, down = zip(*corners, strict=True)
    rough = 0 if _is_box(corners) else _ROUGH
    left, right = _reach(min(across), max(across), size[0], rough, spread.block[0])
    top, bottom = _reach(min(down), max(down), size[1], rough, spread.block[1])
    drawn = Image.new("L", (right - left, bottom - top))
    if rough:
        sure = certain(corners)
        points = [(x * size[0] // WHOLE - left, y * size[1] // WHOLE - top) for x, y in sure]
        ImageDraw.Draw(drawn).polygon(points, 255, 255)
        drawn = _grown(drawn, rough).crop((rough, rough, drawn.width + rough, drawn.height + rough))
    else:
        drawn.paste(255, (0, 0, *drawn.size))
    beyond = spread.beyond
    grown = _grown(_by_blocks(drawn, spread.block), beyond)
    outer = (left - beyond, top - beyond, right + beyond, bottom + beyond)
    box = (max(0, outer[0]), max(0, outer[1]), min(size[0], outer[2]), min(size[1], outer[3]))
    moved = tuple(at - outer[side % 2] for side, at in enumerate(box))
    return box, grown.crop((moved[0], moved[1], moved[2], moved[3]))


def _is_box(corners: Corners) -> bool:
    """Whether it is an upright box, whose pixels are known without drawing it."""
    across, down = ({each[side] for each in corners} for side in (0, 1))
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    straight = all(one[0] == other[0] or one[1] == other[1] for one, other in sides)
    return len(corners) == 4 and len(across) == len(down) == 2 and straight


def _reach(begin: int, end: int, pixels: int, rough: int, block: int) -> tuple[int, int]:
    """From the first to behind the last pixel of the blocks that lie under so much of a side."""
    first = begin * pixels // WHOLE - rough
    behind = -(-end * pixels // WHOLE) + rough
    return first // block * block, -(-behind // block) * block


def _by_blocks(drawn: Image.Image, block: tuple[int, int]) -> Image.Image:
    """With each block in it covered whole of which a pixel is."""
    if block == (1, 1):
        return drawn
    reduced, left = drawn, block
    while left != (1, 1):
        by = (_part_of(left[0]), _part_of(left[1]))
        reduced = reduced.reduce(by).point(_any)
        left = (left[0] // by[0], left[1] // by[1])
    return reduced.resize(drawn.size, Image.Resampling.NEAREST)


def _part_of(side: int) -> int:
    return next(by for by in range(min(side, _REDUCED_AT_ONCE), 0, -1) if side % by == 0)


def _grown(drawn: Image.Image, beyond: int) -> Image.Image:
    """With so many pixels more on each side, and as many around all that is covered: by doubling
    the reach, to the sides and then up and down."""
    grown = Image.new("L", (drawn.width + 2 * beyond, drawn.height + 2 * beyond))
    grown.paste(drawn, (beyond, beyond))
    for across, down in ((1, 0), (0, 1)):
        reached = 0
        while reached < beyond:
            step = min(reached + 1, beyond - reached)
            before = grown.copy()
            for sign in (step, -step):
                grown.paste(255, (sign * across, sign * down), before)
            reached += step
    return grown


def _any(value: int) -> int:
    return 255 if value else 0


def _black(image: Image.Image) -> int | tuple[int, int, int]:
    return 0 if image.mode == "L" else (0, 0, 0)


def _lay_mosaic(image: Image.Image, box: Box, mask: Image.Image) -> None:
    """Stones in shades of what stands around; nothing of the part itself is there any more."""
    stone = max(_LEAST_STONE, -(-max(mask.size) // _STONES))
    colour = _around(image, box, mask, stone)
    laid = Image.new(image.mode, mask.size)
    count = 0
    for top in range(0, mask.height, stone):
        for left in range(0, mask.width, stone):
            count += 1
            shade = _SHADES[(count * count + top // stone) % len(_SHADES)]
            shaded = tuple(min(255, max(0, round(each + shade))) for each in colour)
            fill = shaded if len(shaded) > 1 else shaded[0]
            laid.paste(fill, (left, top, left + stone, top + stone))
    image.paste(laid, box, mask)


def _around(image: Image.Image, box: Box, mask: Image.Image, wide: int) -> list[float]:
    """The mean colour of what stands around the part; grey where there is nothing around."""
    left, top, right, bottom = box
    outer = (
        max(0, left - wide),
        max(0, top - wide),
        min(image.width, right + wide),
        min(image.height, bottom + wide),
    )
    ring = Image.new("L", (outer[2] - outer[0], outer[3] - outer[1]), 255)
    ring.paste(0, (left - outer[0], top - outer[1]), mask)
    stat = ImageStat.Stat(image.crop(outer), ring)
    return stat.mean if stat.count[0] else [128.0] * len(image.getbands())
