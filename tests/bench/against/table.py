"""The table of before and after: medians, and the ratio taken turn by turn."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.bench.against.checkout import Side
from tests.bench.growth.figures import Figure, number
from tests.bench.harness import Spread

_NOISE: Final = 1.05

Turns = dict[int, float]
"""What was measured in which turn."""


@dataclass
class Compared:
    """One row: the same figure of both checkouts, turn by turn."""

    what: str
    unit: str
    taken: dict[Side, Turns] = field(default_factory=lambda: {side: {} for side in Side})

    @property
    def ratio(self) -> Spread | None:
        """After by before, of the turns that both have; None where there is none."""
        before, after = self.taken[Side.BEFORE], self.taken[Side.AFTER]
        common = [turn for turn in before if turn in after and before[turn]]
        return Spread(tuple(after[turn] / before[turn] for turn in common)) if common else None

    def line(self) -> str:
        """As it stands in the table."""
        ratio = self.ratio
        cells = [self.what, *(self._median(side) for side in Side)]
        if ratio is None:
            cells += ["–", "–", "only one has it"]
        else:
            least, most = min(ratio.values), max(ratio.values)
            cells += [f"{ratio.median:.2f}×", f"{least:.2f}–{most:.2f}", _verdict(ratio)]
        return "| " + " | ".join(cells) + " |"

    def _median(self, side: Side) -> str:
        turns = self.taken[side]
        return f"{number(Spread(tuple(turns.values())).median)} {self.unit}" if turns else "–"


@dataclass
class BeforeAfter:
    """All rows, in the order in which they were first measured, and what is to be said of them."""

    heading: str
    rows: dict[str, Compared] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)

    def add(self, side: Side, turn: int, figure: Figure) -> None:
        """Keep a figure and say it at once: a long run is watched."""
        row = self.rows.setdefault(figure.what, Compared(figure.what, figure.unit))
        row.taken[side][turn] = figure.value
        said = f"{number(figure.value)} {figure.unit}"
        print(f"… {side} {turn}: {figure.what}: {said}", file=sys.stderr, flush=True)

    def note(self, text: str) -> None:
        """Say something below the table, once."""
        self.notes[text] = None

    def markdown(self) -> str:
        """The table, and below it the notes."""
        head = f"| {self.heading} | before | after | ratio | spread | |\n|{' --- |' * 6}"
        return "\n".join([head, *_lines(self.rows.values()), "", *(f"- {n}" for n in self.notes)])


def _lines(rows: Iterable[Compared]) -> list[str]:
    return [row.line() for row in rows]


def _verdict(ratio: Spread) -> str:
    """Slower or faster where the median says so by more than noise, and no turn denies it."""
    if ratio.median > _NOISE and min(ratio.values) > 1:
        return "MORE"
    if ratio.median < 1 / _NOISE and max(ratio.values) < 1:
        return "less"
    return "same"
