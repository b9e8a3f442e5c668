"""A part of a picture or page: kept in ten-thousandths of its width and height as it is shown.

Shown means upright, as EXIF or the page says. So an area stays where it is in a working copy of
any size. Compare the spatial dimension of W3C Media Fragments URI 1.0 (section 4.2.2), whose
percentages are too coarse for a face on a wide photo, and the list of points of SVG 2 (section
10.3), in whose form an outline is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

from desktop.model.values.bounds import END
from desktop.model.values.no_words import NoWords

WHOLE: Final = 10_000
"""Width and height of every picture or page, in its own ten-thousandths."""
MOST_POINTS: Final = 500
"""Corners of an outline: a hand draws fewer."""
_NUMBER: Final = "(?:10000|[1-9][0-9]{0,3}|0)"
_POINT: Final = f"{_NUMBER},{_NUMBER}"
_OUTLINE: Final = rf"^(?:{_POINT}(?: {_POINT}){{2,{MOST_POINTS - 1}}})?{END}"

Part = Annotated[int, Meta(ge=0, le=WHOLE)]
"""A place or length in ten-thousandths of a picture."""
Outline = Annotated[str, Meta(max_length=12 * MOST_POINTS, pattern=_OUTLINE), NoWords("[0-9, ]+")]
"""The corners of an area as ``x,y x,y x,y``, or "" for all of the picture or page."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """An upright box: its left upper corner, and its sides. All of the picture has the sides
    ``WHOLE``; one of no width or height stands for no area."""

    x: Part = 0
    y: Part = 0
    width: Part = 0
    height: Part = 0

    @property
    def is_inside(self) -> bool:
        """Whether there is such an area, and no part of it lies outside of the picture."""
        ends = (self.x + self.width, self.y + self.height)
        return self.width > 0 and self.height > 0 and max(ends) <= WHOLE

    @property
    def outline(self) -> str:
        """Its four corners, as an outline."""
        right, low = self.x + self.width, self.y + self.height
        return outline_of([(self.x, self.y), (right, self.y), (right, low), (self.x, low)])


def outline_of(points: Iterable[Point]) -> str:
    """Corners in the form in which they are kept; ``ValueError`` for fewer than three, for too
    many, and for what lies outside of the picture."""
    text = " ".join(f"{x},{y}" for x, y in points)
    if not text or not re.match(_OUTLINE, text):
        raise ValueError("no outline of an area within the picture")
    return text


def points_of(outline: str) -> tuple[Point, ...]:
    """The corners of an outline; () for "", which is all of the picture. ``ValueError`` for what
    is no outline."""
    if not re.match(_OUTLINE, outline):
        raise ValueError("no outline of an area within the picture")
    corners = (point.split(",") for point in outline.split())
    return tuple((int(x), int(y)) for x, y in corners)


def around(outline: str) -> Area:
    """The smallest upright box around an outline."""
    points = points_of(outline)
    if not points:
        return Area(0, 0, WHOLE, WHOLE)
    across, down = zip(*points, strict=True)
    left, top = min(across), min(down)
    return Area(left, top, max(across) - left, max(down) - top)
