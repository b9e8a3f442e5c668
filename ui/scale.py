"""Sizes of the window, in pixels: steps of type, steps of space, the least target."""

from __future__ import annotations

from enum import StrEnum

UNIT = 4
TARGET = 32
"""Pixels: the least height and width of anything that is pressed."""


class Type(StrEnum):
    """The steps of the type scale: 13 px × 1.25. One step down would be 10 px, which tired
    eyes cannot read, so small print is 12.
    """

    SMALL = "small"
    BODY = "body"
    LEAD = "lead"
    TITLE = "title"
    DISPLAY = "display"


PIXELS: dict[Type, int] = {
    Type.SMALL: 12,
    Type.BODY: 13,
    Type.LEAD: 16,
    Type.TITLE: 20,
    Type.DISPLAY: 25,
}


def space(steps: int) -> int:
    """Pixels of so many steps of space (4 px each)."""
    return steps * UNIT
