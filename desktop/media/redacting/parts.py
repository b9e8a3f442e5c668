"""What of a file is to be covered, and how; and why that may not be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.values.area import WHOLE, Outline, around, points_of
from desktop.model.values.bounds import Count

MOST_COVERS: Final = 200
"""Of one file: a crowd on a square."""


class Manner(StrEnum):
    """How a part is covered: codes of the vocabulary ``redaction_manner``.

    ``MOSAIC`` looks like a coarse picture and holds nothing of what was there: its colours are
    those around it.
    """

    FILL = "fill"
    MOSAIC = "mosaic"


class WhyNot(StrEnum):
    """Why nothing was covered: codes of the vocabulary ``redaction_refusal``."""

    NOTHING_MARKED = "nothing-marked"
    OTHER_KIND = "other-kind"
    DAMAGED = "damaged"
    MOVES = "moves"
    NO_SUCH_PAGE = "no-such-page"
    SEVERAL_PAGES = "several-pages"
    TOO_LARGE = "too-large"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Cover:
    """``outline``: of the part, in ten-thousandths of the picture as shown, or "" for all of it
    (``values/area.py``). ``page``: counted from 1, or 0 for the first and only one."""

    outline: Outline = ""
    page: Count = 0
    manner: Manner = Manner.FILL


def faults(covers: tuple[Cover, ...]) -> WhyNot | None:
    """Why these cannot be covered in any file; None where they may be."""
    if not covers or len(covers) > MOST_COVERS or any(map(_is_empty, covers)):
        return WhyNot.NOTHING_MARKED
    if len({each.page or 1 for each in covers}) > 1:
        return WhyNot.SEVERAL_PAGES
    return None


def corners(cover: Cover) -> tuple[tuple[int, int], ...]:
    """The corners of the part, in ten-thousandths of the picture as shown."""
    whole = ((0, 0), (WHOLE, 0), (WHOLE, WHOLE), (0, WHOLE))
    return points_of(cover.outline) or whole


def _is_empty(cover: Cover) -> bool:
    """Whether no part of a picture lies within the outline: a person meant another one."""
    try:
        box = around(cover.outline)
    except ValueError:
        return True
    return box.width == 0 or box.height == 0
