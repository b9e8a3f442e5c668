"""The grid of photos and files: how long it takes to open, to paint while it is scrolled, and what
the window holds, with a thousand files and with a hundred thousand.

Each size in a process and a vault of its own. On a machine with other work only the processor time
of a paint says something.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.bench.harness import Row, Spread, Table, numbers, run_script

FEW, MANY = 1_000, 100_000
OPENING: Final = 2.0
"""Times as long as with few files."""
PAINT: Final = 16.0
"""Milliseconds: a sixtieth of a second."""
HELD: Final = 1.3
MOST_HELD: Final = 400.0
"""MiB."""


def measure(folder: Path, table: Table) -> None:
    """Add four rows."""
    few, many = (_seen(folder / str(count), count) for count in (FEW, MANY))
    opening, of_few, held = (Spread((each,)) for each in (many[0], few[0], many[2]))
    table.add(Row(f"the grid opens with {MANY:,} files", opening, of_few, "ms", OPENING))
    paint = Spread((many[1],))
    table.add(Row(f"longest paint while {MANY:,} are scrolled", paint, None, "ms", PAINT))
    table.add(Row(f"the window's memory with {MANY:,}", held, Spread((few[2],)), "MiB", HELD))
    table.add(Row("the same, by itself", held, None, "MiB", MOST_HELD))


def _seen(folder: Path, count: int) -> tuple[float, ...]:
    folder.mkdir()
    return tuple(numbers(run_script("tests.bench.scripts.grid_seen", folder, str(count))))
