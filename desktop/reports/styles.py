"""The look of a report: one measure, one grid, two inks.

Sizes in points. The text stands right of a narrow column that holds the numbers by which a
passage is cited; lines are about seventy letters long and ragged, because justified lines
without hyphenation tear holes into Belarusian and Russian text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from desktop.reports.fonts import SANS, SANS_BOLD, SERIF

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.lib.styles import ParagraphStyle

MM: Final = 72 / 25.4
PAGE: Final = (210 * MM, 297 * MM)
LEFT: Final = 27 * MM
RIGHT: Final = 31 * MM
TOP: Final = 26 * MM
BOTTOM: Final = 31 * MM
NUMBERS: Final = 11 * MM
"""Width of the column of passage numbers, inside the left margin's edge."""
LABELS: Final = 44 * MM
"""Width of the column of labels in lists of label and value."""
MEASURE: Final = PAGE[0] - LEFT - RIGHT

INK: Final = "#1E2430"
QUIET: Final = "#5C6470"
RULE: Final = "#C9C3B8"


def style(name: str) -> ParagraphStyle:
    """The named style of the table below; ``KeyError`` for any other name."""
    from reportlab.lib.styles import ParagraphStyle

    look = {**_COMMON, **_STYLES[name]}
    inks = {key: colour(str(look[key])) for key in ("textColor", "bulletColor")}
    return ParagraphStyle(name, **{**look, **inks})


@cache
def colour(code: str) -> Color:
    """One of the inks, read once: the library reads a code anew for each line that it sets."""
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def ruled() -> list[tuple[object, ...]]:
    """A table of words: a line under its head, a hairline under each row."""
    return [
        ("FONTNAME", (0, 0), (-1, -1), SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
    ]


_COMMON: Final = {
    "fontName": SERIF,
    "fontSize": 10.5,
    "leading": 16,
    "textColor": INK,
    "leftIndent": NUMBERS,
    "splitLongWords": 1,
    "allowWidows": 0,
    "allowOrphans": 0,
    "bulletFontName": SANS,
    "bulletFontSize": 7.5,
    "bulletColor": QUIET,
    "bulletIndent": 0,
    "shaping": 0,
}
_SANS: Final = {"fontName": SANS, "fontSize": 9, "leading": 13.5}
_HANGING: Final = {"leftIndent": NUMBERS + LABELS, "bulletIndent": NUMBERS, "spaceAfter": 3}

_STYLES: Final[dict[str, dict[str, object]]] = {
    "overline": {**_SANS, "fontSize": 8.5, "textColor": QUIET, "spaceAfter": 2},
    "title": {"fontName": SANS_BOLD, "fontSize": 24, "leading": 30, "spaceAfter": 2},
    "subtitle": {**_SANS, "fontSize": 10.5, "leading": 15, "spaceAfter": 12},
    "plain": {**_SANS, "textColor": QUIET, "spaceAfter": 5},
    "introduction": {**_SANS, "textColor": QUIET, "spaceAfter": 5, "keepWithNext": 1},
    "section": {
        "fontName": SANS_BOLD,
        "fontSize": 12,
        "leading": 16,
        "spaceBefore": 18,
        "spaceAfter": 7,
        "keepWithNext": 1,
    },
    "statement": {"spaceAfter": 5},
    "heading": {
        "fontName": SANS_BOLD,
        "fontSize": 10,
        "leading": 15,
        "spaceBefore": 10,
        "spaceAfter": 3,
        "keepWithNext": 1,
    },
    "notice": {"fontName": SANS_BOLD, "fontSize": 9.5, "leading": 14, "spaceAfter": 5},
    "value": {**_HANGING, "fontSize": 10, "leading": 14.5, "bulletFontSize": 8.5},
    "checksum": {
        **_SANS,
        "fontSize": 8.5,
        "leading": 12,
        "bulletFontSize": 8.5,
        "leftIndent": NUMBERS + 20 * MM,
        "bulletIndent": NUMBERS,
        "spaceAfter": 2,
    },
    "cell": {**_SANS, "fontSize": 8.5, "leading": 12, "leftIndent": 0},
    "cell-quiet": {
        **_SANS,
        "fontSize": 8.5,
        "leading": 12,
        "leftIndent": 0,
        "textColor": QUIET,
    },
    "question": {
        **_SANS,
        "textColor": QUIET,
        "spaceBefore": 8,
        "spaceAfter": 3,
        "keepWithNext": 1,
    },
    "speaker": {
        **_SANS,
        "fontSize": 8,
        "leading": 12,
        "textColor": QUIET,
        "keepWithNext": 1,
        "spaceBefore": 4,
    },
    "answer": {"spaceAfter": 6},
    "observation": {
        **_SANS,
        "fontName": f"{SANS}-Italic",
        "leftIndent": NUMBERS + 8 * MM,
        "spaceBefore": 3,
        "spaceAfter": 6,
    },
    "quote": {
        "fontName": f"{SERIF}-Italic",
        "leftIndent": NUMBERS + 8 * MM,
        "rightIndent": 8 * MM,
        "spaceAfter": 4,
    },
    "break": {**_SANS, "textColor": QUIET, "alignment": 1, "spaceBefore": 10, "spaceAfter": 10},
    "caption": {"fontSize": 10, "leading": 14.5, "leftIndent": 0, "spaceAfter": 4},
    "detail": {**_SANS, "fontSize": 7.5, "leading": 11, "leftIndent": 0, "textColor": QUIET},
    "limit": {**_SANS, "fontSize": 8.5, "leading": 11.5, "spaceAfter": 3},
    "colophon": {**_SANS, "fontSize": 8, "leading": 12, "textColor": QUIET, "spaceAfter": 3},
}
