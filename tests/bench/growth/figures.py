"""Figures at several sizes beside each other, with the ratio to the smallest and the floor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec


@dataclass(frozen=True, slots=True)
class Floor:
    """What the largest size has to keep. ``most``: absolute, in the figure's unit; ``ratio``:
    to the smallest size. Where both are given, one of them is enough."""

    most: float | None = None
    ratio: float | None = None

    def met(self, figure: float, ratio: float | None) -> bool:
        """Whether a figure and its ratio keep it."""
        absolute = self.most is not None and figure <= self.most
        relative = self.ratio is not None and ratio is not None and ratio <= self.ratio
        return absolute or relative

    def text(self, unit: str) -> str:
        """As it stands in the table."""
        ratio = [f"≤ {self.ratio:g}×"] if self.ratio is not None else []
        most = [f"≤ {self.most:g} {unit}"] if self.most is not None else []
        return " or ".join(ratio + most)


SHOWN: Final = Floor(most=60, ratio=2)
"""Of what shows a page, the result of a filter or a count; milliseconds."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, in one vault."""

    what: str
    value: float
    unit: str = "ms"
    floor: Floor | None = None

    def line(self) -> str:
        """As one process tells it to another: JSON. No document, which would hold no fraction."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def read(cls, line: bytes) -> Figure:
        """What :meth:`line` told."""
        return msgspec.json.decode(line, type=cls)


Column = dict[str, Figure]
"""What was measured at one size, by what it is."""


@dataclass
class GrowthTable:
    """What was measured, by size. ``heading``: what the sizes count."""

    heading: str
    sizes: Sequence[int]
    columns: dict[int, Column] = field(default_factory=dict)

    def add(self, size: int, figure: Figure) -> None:
        """Keep a figure and say it at once: a long run is watched."""
        self.columns.setdefault(size, {})[figure.what] = figure
        value = f"{number(figure.value)} {figure.unit}"
        print(f"… {size} {self.heading}: {figure.what}: {value}", file=sys.stderr, flush=True)

    def markdown(self) -> str:
        """The whole table."""
        sizes = " | ".join(f"{size:,} {self.heading}" for size in self.sizes)
        head = f"| what | {sizes} | ratio | floor | |\n| --- |{' --- |' * (len(self.sizes) + 3)}"
        names = dict.fromkeys(what for size in self.sizes for what in self.columns.get(size, {}))
        return "\n".join([head, *(self._line(what) for what in names)])

    def _line(self, what: str) -> str:
        found = [self.columns.get(size, {}).get(what) for size in self.sizes]
        values = [f"{number(each.value)} {each.unit}" if each else "–" for each in found]
        first, last = found[0], found[-1]
        ratio = last.value / first.value if first and last and first.value else None
        floor = next((each.floor for each in found if each and each.floor), None)
        unit = next(each.unit for each in found if each)
        cells = [
            what,
            *values,
            "–" if ratio is None or len(found) < 2 else f"{ratio:.2f}×",
            floor.text(unit) if floor else "–",
            _verdict(floor, last, ratio),
        ]
        return "| " + " | ".join(cells) + " |"


def _verdict(floor: Floor | None, last: Figure | None, ratio: float | None) -> str:
    if floor is None:
        return "–"
    if last is None:
        return "NOT ENDED"
    return "met" if floor.met(last.value, ratio) else "MISSED"


def number(value: float) -> str:
    """Three digits that say something, and no more."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
