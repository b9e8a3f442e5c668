"""Sizes of the window, in pixels: steps of type, steps of space, the least target.

Text has a size that a person chooses (:data:`TEXT_PERCENT`). What holds text grows with it
(:func:`with_text`); space, icons and rings stay. It changes only while no window is built: a page
asks when it is made.
"""

from __future__ import annotations

from enum import StrEnum

UNIT = 4
WIDEST_SHEET = 760
"""Pixels of a sheet that stands alone: the least window is 800 wide."""
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


TEXT_PERCENT = (100, 125, 150, 175, 200)
"""The sizes of text that are offered, in percent of :data:`PIXELS`."""


class _Text:
    """What was chosen; process-wide, as the application's font is."""

    percent = 100


def set_text_percent(percent: int) -> None:
    """Make text this large from now on."""
    _Text.percent = percent


def text_percent() -> int:
    """How large text is now."""
    return _Text.percent


def with_text(pixels: int) -> int:
    """Pixels of what holds text: so many at 100 percent, and more as the text grows."""
    return pixels * _Text.percent // 100


def type_pixels() -> dict[Type, int]:
    """The steps of type as large as they are now."""
    return {step: with_text(pixels) for step, pixels in PIXELS.items()}


def space(steps: int) -> int:
    """Pixels of so many steps of space (4 px each)."""
    return steps * UNIT
