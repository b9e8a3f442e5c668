"""What is proposed to stand in a place: what was said of the same words before, else a number for
everybody whom nobody gave a code, so that a reader can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from desktop.names.match import Index
from desktop.showing.decided import Choice, Decided
from desktop.showing.instead import numbered
from desktop.showing.register import SELF
from desktop.showing.sorts import Sort
from desktop.showing.spots import Spot

_MOST_TOLD_APART: Final = 1000
"""Names that are compared with each other; behind them every one is a number of its own."""


def proposed(
    spots: Iterable[Spot], decided: Mapping[str, Decided], elsewhere: Mapping[str, Decided]
) -> tuple[Spot, ...]:
    """The spots with what is proposed for each. ``decided``: in this form, ``elsewhere``: in
    another, both by key."""
    every = tuple(spots)
    said = _said(every, decided)
    names = _Numbers(each.instead for each in (*decided.values(), *elsewhere.values()))
    return tuple(
        replace(each, instead=_proposed(each, elsewhere, said) or names.of(each)) for each in every
    )


def _said(
    spots: Iterable[Spot], decided: Mapping[str, Decided]
) -> dict[tuple[str, Sort, str], str]:
    """What was decided to stand for the same words in this form, the last of several."""
    replaced = (
        (each, choice.instead)
        for each in spots
        if (choice := decided.get(each.key)) and choice.choice is Choice.REPLACE
    )
    return {_alike(spot): instead for spot, instead in replaced}


def _alike(spot: Spot) -> tuple[str, Sort, str]:
    return spot.words.casefold(), spot.sort, spot.entry_id


def _proposed(
    spot: Spot, elsewhere: Mapping[str, Decided], said: Mapping[tuple[str, Sort, str], str]
) -> str:
    other = elsewhere.get(spot.key)
    # How the person interviewed is named is what differs from form to form.
    if spot.entry_id != SELF and other is not None and other.choice is Choice.REPLACE:
        return other.instead
    return said.get(_alike(spot), "")


class _Numbers:
    """Numbers for names that nobody marked, by who may be one; none that was given away."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = frozenset(taken)
        self._names: Index[int] = Index()
        self._of_words: dict[str, int] = {}
        self._last = 0

    def of(self, spot: Spot) -> str:
        """What stands for this spot where nobody said anything."""
        of_another = spot.sort is Sort.PROTECTED and not spot.instead
        if spot.sort is not Sort.NAME and not of_another:
            return spot.instead
        if spot.words not in self._of_words:
            self._of_words[spot.words] = self._alike(spot) or self._next(spot)
        return numbered(self._of_words[spot.words], spot.language)

    def _alike(self, spot: Spot) -> int:
        if len(self._of_words) >= _MOST_TOLD_APART:
            return 0
        found = self._names.candidates(spot.words)
        return found[0][0] if found else 0

    def _next(self, spot: Spot) -> int:
        self._last += 1
        while numbered(self._last, spot.language) in self._taken:
            self._last += 1
        self._names.add(self._last, spot.words)
        return self._last
