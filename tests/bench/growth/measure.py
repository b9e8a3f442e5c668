"""Run the measurements that were asked for, each in a process of its own, size by size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.bench.growth.build import copied
from tests.bench.growth.figures import Figure, GrowthTable
from tests.bench.growth.table import ALONE, IN_A_VAULT, NAMES, PEAKS
from tests.bench.harness import Run, Table, run_script

PARTS: Final = {"growth": (200, 2_000, 20_000), "growth-small": (200, 2_000)}


def measure(folder: Path, table: Table, sizes: Sequence[int], names: Sequence[str] = ()) -> None:
    """Add a table of figures by the size of the vault, and one for each other size.

    ``names``: of ``table.py``; none for all. ``SystemExit`` for a name that is none.
    """
    wanted = refuse_unknown(names)
    in_a_vault = [name for name in IN_A_VAULT if name in wanted]
    if in_a_vault:
        table.more.append(_in_the_vaults(folder, sizes, in_a_vault))
    table.more += [_by_itself(folder, name) for name in ALONE if name in wanted]


def refuse_unknown(names: Sequence[str]) -> Sequence[str]:
    """The names, all where there are none. ``SystemExit`` for a name that is none."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise SystemExit(f"no measurement {', '.join(unknown)}; there are: {' '.join(NAMES)}")
    return names or NAMES


def _in_the_vaults(folder: Path, sizes: Sequence[int], names: Sequence[str]) -> GrowthTable:
    found = GrowthTable("interviews", sizes)
    for size in sizes:
        with copied(size, folder) as place:
            for name in names:
                for figure in _figures(name, place, size):
                    found.add(size, figure)
    return found


def _by_itself(folder: Path, name: str) -> GrowthTable:
    _module, counted, sizes = ALONE[name]
    found = GrowthTable(counted, sizes)
    for size in sizes:
        place = folder / f"{name}-{size}"
        place.mkdir()
        for figure in _figures(name, place, size):
            found.add(size, figure)
    return found


def _figures(name: str, place: Path, size: int) -> Iterator[Figure]:
    """What the measurement said until it ended, or until it took too long."""
    try:
        yield from figures(run_script, name, place, size)
    except subprocess.CalledProcessError:
        print(f"… {name} at {size} did not end well", file=sys.stderr, flush=True)


def figures(start: Callable[..., Run], name: str, place: Path, size: int) -> Iterator[Figure]:
    """What a measurement says, and its memory. ``start``: runs a module as a program.

    ``CalledProcessError``, behind the figures until then, where it did not end well.
    """
    try:
        run = start("tests.bench.growth.run", name, place, str(size))
    except subprocess.CalledProcessError as stopped:
        yield from _read(stopped.stdout)
        raise
    yield from _read(run.output)
    if name in PEAKS:
        yield Figure(f"{name}, peak memory", run.peak_mib, "MiB", PEAKS[name])


def _read(output: bytes) -> Iterator[Figure]:
    return (Figure.read(line) for line in output.splitlines())
