"""How much room what is said above the form may take of its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ui.widgets.banner import Banner

_FOR_ONE, _FOR_MUCH = 360, 720
"""Pixels of the page below which what is said is a line, and *More…*: one thing, or two, or one in
many lines."""
_MANY_LINES: Final = 4


def fold(banners: Iterable[Banner], height: int) -> None:
    """Let those that say something leave the form its room, on a page of this height."""
    said = [banner for banner in banners if banner.title]
    much = len(said) > 1 or any(banner.text.count("\n") >= _MANY_LINES for banner in said)
    for banner in said:
        banner.set_short(height < (_FOR_MUCH if much else _FOR_ONE))
