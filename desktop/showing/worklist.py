"""The places that somebody goes through before something leaves: one after the other, like words
at once, and back again. Plain rules, no I/O: whoever shows it keeps each decision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.showing.decided import Choice, Decided
from desktop.showing.form import Form
from desktop.showing.sorts import Sort
from desktop.showing.spots import Spot


@dataclass(frozen=True, slots=True)
class Listed:
    """A spot of an interview in one form. ``code``: what the interview is called; ``decided``:
    None as long as nobody said anything about it."""

    interview_id: str
    form: Form
    code: str
    spot: Spot
    decided: Decided | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing may leave before somebody says something else of it."""
        return self.decided is None or self.decided.is_open

    @property
    def proposed(self) -> str:
        """What is to stand there: what was decided, else what the program proposes."""
        chosen = self.decided is not None and self.decided.choice is Choice.REPLACE
        return self.decided.instead if chosen and self.decided else self.spot.instead

    @property
    def _alike(self) -> tuple[str, str, str, Sort, str]:
        spot = self.spot
        return self.interview_id, self.form.key, spot.words, spot.sort, spot.entry_id


class Worklist:
    """``spots`` in order, and at which of them somebody is: ``at``, ``len(spots)`` once all have
    been gone through."""

    def __init__(self, spots: Iterable[Listed]) -> None:
        self.spots: list[Listed] = list(spots)
        self._alike: defaultdict[object, list[int]] = defaultdict(list)
        for number, listed in enumerate(self.spots):
            self._alike[listed._alike].append(number)
        self._done: list[tuple[int, Mapping[int, Listed]]] = []
        self.at = self._next_open(0)

    @property
    def here(self) -> Listed | None:
        """The one to decide about now; None at the end."""
        return self.spots[self.at] if self.at < len(self.spots) else None

    @property
    def open_count(self) -> int:
        """How many nothing was said about, or are left for the person to say."""
        return sum(listed.is_open for listed in self.spots)

    @property
    def untouched(self) -> int:
        """How many nothing at all was said about."""
        return sum(listed.decided is None for listed in self.spots)

    @property
    def counts(self) -> Counter[Choice]:
        """How many were decided how."""
        return Counter(listed.decided.choice for listed in self.spots if listed.decided)

    @property
    def may_undo(self) -> bool:
        """Whether anything was decided that can be taken back."""
        return bool(self._done)

    def go(self, number: int) -> None:
        """Be at this listed."""
        self.at = min(max(number, 0), len(self.spots))

    def others_alike(self) -> list[int]:
        """The places with the same words of the same sort in the same interview and form, beside
        the one that somebody is at."""
        here = self.here
        return [n for n in self._alike[here._alike] if n != self.at] if here is not None else []

    def decide(self, choice: Choice, instead: str, *, alike: bool = True) -> Sequence[Listed]:
        """Say this of the place one is at, and of all that are ``alike``; the places as they are
        now. Then one is at the next of which nothing was said, or at the end."""
        if self.here is None:
            return ()
        numbers = [self.at, *(self.others_alike() if alike else ())]
        self._done.append((self.at, {number: self.spots[number] for number in numbers}))
        for number in numbers:
            listed = self.spots[number]
            self.spots[number] = replace(listed, decided=_said(listed.spot, choice, instead))
        self.at = self._next_open(self.at + 1)
        return [self.spots[number] for number in numbers]

    def undo(self) -> Sequence[Listed]:
        """Take back what was said last; the places as they were before it. One is there again."""
        if not self._done:
            return ()
        self.at, before = self._done.pop()
        for number, listed in before.items():
            self.spots[number] = listed
        return list(before.values())

    def put_back(self, spots: Iterable[Listed]) -> None:
        """Show these again as they are given: what was said of them since came to nothing. One is
        at the first of them, and what was said before can be taken back no more."""
        as_given = {(each.interview_id, each.form.key, each.spot.key): each for each in spots}
        self._done.clear()
        for number, each in reversed(list(enumerate(self.spots))):
            found = as_given.get((each.interview_id, each.form.key, each.spot.key))
            if found is not None:
                self.spots[number], self.at = found, number

    def _next_open(self, start: int) -> int:
        """From ``start`` on, and then from the beginning, the first of which nothing was said."""
        order = [*range(start, len(self.spots)), *range(start)]
        untouched = (number for number in order if self.spots[number].decided is None)
        return next(untouched, len(self.spots))


def _said(spot: Spot, choice: Choice, instead: str) -> Decided:
    return Decided(spot.key, choice, instead if choice is Choice.REPLACE else "")
