"""Every colour of the window by its name, light and dark. No colour stands anywhere else.

Text stands only on the grounds listed in ``TEXT_ON_GROUND``; a test computes every contrast
there (WCAG 2.2, success criteria 1.4.3 and 1.4.11). Below the theme and the style sheet,
which are both made of these.
"""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Every colour of the window, ``#RRGGBB``, named after what it is in a notebook.

    Grounds: ``linen`` (window), ``sheet`` (page, field, list), ``fold`` (rail, hover), and
    the tints behind chips, banners and selections. Lines: ``rule`` parts, ``line`` bounds
    buttons, ``edge`` what can be typed in or ticked. Words: ``ink``, ``quiet``, and ``on_…``
    on a full colour. ``amber`` is for icons and edges, never for words: it is too light to be read.
    """

    linen: str
    sheet: str
    fold: str
    ink: str
    quiet: str
    rule: str
    line: str
    edge: str
    cornflower: str
    cornflower_deep: str
    cornflower_tint: str
    on_cornflower: str
    moss: str
    moss_tint: str
    amber: str
    amber_tint: str
    brick: str
    brick_deep: str
    brick_tint: str
    on_brick: str


LIGHT = Colours(
    linen="#FAF8F4",
    sheet="#FFFFFF",
    fold="#F2EEE6",
    ink="#1E2430",
    quiet="#5C6470",
    rule="#E4DFD6",
    line="#CBC4B6",
    edge="#8C8678",
    cornflower="#3A5BA0",
    cornflower_deep="#2E4A85",
    cornflower_tint="#E6ECF7",
    on_cornflower="#FFFFFF",
    moss="#3A7349",
    moss_tint="#E7F1E9",
    amber="#B7791F",
    amber_tint="#FBF1DD",
    brick="#B23A32",
    brick_deep="#922D26",
    brick_tint="#FAE9E7",
    on_brick="#FFFFFF",
)

DARK = Colours(
    linen="#16191F",
    sheet="#1E232B",
    fold="#262C36",
    ink="#E8E6E1",
    quiet="#A7ADB7",
    rule="#343B47",
    line="#4B5463",
    edge="#7A8392",
    cornflower="#8AA8E8",
    cornflower_deep="#A6BDF0",
    cornflower_tint="#263350",
    on_cornflower="#12161D",
    moss="#86C596",
    moss_tint="#20362A",
    amber="#E2B05C",
    amber_tint="#3A3020",
    brick="#F0938A",
    brick_deep="#F5ACA5",
    brick_tint="#42262A",
    on_brick="#1A1012",
)

TEXT_ON_GROUND: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ink",
        (
            "linen",
            "sheet",
            "fold",
            "cornflower_tint",
            "moss_tint",
            "amber_tint",
            "brick_tint",
        ),
    ),
    ("quiet", ("linen", "sheet", "fold", "cornflower_tint")),
    ("cornflower", ("linen", "sheet", "fold", "cornflower_tint")),
    ("moss", ("linen", "sheet", "moss_tint")),
    ("brick", ("linen", "sheet", "brick_tint")),
    ("on_cornflower", ("cornflower", "cornflower_deep")),
    ("on_brick", ("brick", "brick_deep")),
)
"""Which words may stand on which grounds; each pair has a contrast of 4.5:1 or more."""

MARK_ON_GROUND: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("edge", ("linen", "sheet")),
    ("cornflower", ("linen", "sheet", "fold")),
    ("amber", ("sheet", "linen", "amber_tint")),
)
"""Edges, focus rings and icons; each pair has a contrast of 3:1 or more."""


def colour_names() -> tuple[str, ...]:
    """Every name in :class:`Colours`."""
    return Colours._fields
