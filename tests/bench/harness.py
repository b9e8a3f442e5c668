"""Run two things in turn, keep every figure, print medians with their spread."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

_LAUNCHER = Path(__file__).parent / "scripts" / "peak.py"


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures of several runs: their median, least and most."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle figure."""
        return statistics.median(self.values)

    def text(self, form: str = ".2f") -> str:
        """``median (least–most)``."""
        middle, least, most = (
            format(x, form) for x in (self.median, min(self.values), max(self.values))
        )
        return f"{middle} ({least}–{most})" if len(self.values) > 1 else middle


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``ratio`` is taken pair by pair; ``floor`` is its upper bound."""

    what: str
    ours: Spread
    peer: Spread | None
    unit: str
    floor: float | None = None
    note: str = ""

    @property
    def ratio(self) -> Spread | None:
        """Ours by the peer, pair by pair; None where the floor is absolute."""
        if self.peer is None:
            return None
        return Spread(tuple(a / b for a, b in zip(self.ours.values, self.peer.values, strict=True)))

    @property
    def verdict(self) -> str:
        """Whether the median keeps the floor."""
        if self.floor is None:
            return "–"
        figure = self.ratio or self.ours
        return "met" if figure.median <= self.floor else "MISSED"


def in_turn(
    ours: Callable[[], float], peer: Callable[[], float], runs: int
) -> tuple[Spread, Spread]:
    """Run both ``runs`` times in turn after one uncounted run of each."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(runs)]
    return Spread(tuple(a for a, _ in pairs)), Spread(tuple(b for _, b in pairs))


def seconds(job: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: wall seconds, seconds of processor time, peak resident MiB of the largest
    one, what it printed."""

    seconds: float
    processor: float
    peak_mib: float
    output: bytes

    @property
    def last_line(self) -> str:
        """The last line it printed; empty where it printed none."""
        return (self.output.decode().strip().splitlines() or [""])[-1]


def run_script(module: str, *arguments: str | Path, env: dict[str, str] | None = None) -> Run:
    """Run ``python -m module …``; its seconds, what it printed, and its own peak of memory."""
    return run_command([sys.executable, "-m", module, *map(str, arguments)], env=env)


def run_command(
    command: Sequence[str], env: dict[str, str] | None = None, cwd: Path | None = None
) -> Run:
    """Run a command to its end; an exit code other than 0 ends the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        peak = Path(folder, "peak")
        launcher = [sys.executable, "-S", str(_LAUNCHER), str(peak), *command]
        start = time.perf_counter()
        done = subprocess.run(
            launcher,
            stdout=subprocess.PIPE,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            check=True,
        )
        took = time.perf_counter() - start
        kib, processor = map(float, peak.read_text(encoding="utf-8").split())
    return Run(took, processor, kib / 1024, done.stdout)


def numbers(run: Run) -> list[float]:
    """The figures of the last line that a script printed."""
    return [float(figure) for figure in run.last_line.split()]


def shell(command: str) -> float:
    """Wall seconds of a shell pipeline; an error ends the benchmark."""
    full = ["bash", "-o", "pipefail", "-c", command]
    return seconds(lambda: subprocess.run(full, check=True, capture_output=True))


class Printed(Protocol):
    """A table that prints itself."""

    def markdown(self) -> str: ...


@dataclass
class Table:
    """What was measured, printed as Markdown; ``more``: tables of another shape, after it."""

    rows: list[Row] = field(default_factory=list)
    more: list[Printed] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Keep a row and say it at once: a long run is watched."""
        self.rows.append(row)
        print("…", _line(row), file=sys.stderr, flush=True)

    def markdown(self) -> str:
        """All of it."""
        own = [self._rows()] if self.rows else []
        return "\n\n".join([*own, *(table.markdown() for table in self.more)])

    def _rows(self) -> str:
        head = "| what | ours | peer | ratio | floor | |\n| --- | --- | --- | --- | --- | --- |"
        notes = [f"- {row.what}: {row.note}" for row in self.rows if row.note]
        return "\n".join([head, *map(_line, self.rows), "", *notes])


def _line(row: Row) -> str:
    peer = f"{row.peer.text()} {row.unit}" if row.peer else "–"
    ratio = f"{row.ratio.text()}×" if row.ratio else "–"
    suffix = "×" if row.peer else f" {row.unit}"
    floor = f"≤ {row.floor:g}{suffix}" if row.floor is not None else "–"
    cells: Sequence[str] = (
        row.what,
        f"{row.ours.text()} {row.unit}",
        peer,
        ratio,
        floor,
        row.verdict,
    )
    return "| " + " | ".join(cells) + " |"
