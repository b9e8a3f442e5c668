"""The same scripts in this checkout and in another one, in turn: what a change costs.

``BENCH_AGAINST`` names the other checkout, set up with ``make setup``. Its own interpreter runs
its own copy of ``tests/bench/scripts``; the photos are the same files.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.harness import Row, Run, Spread, Table, run_command
from tests.bench.material import PHOTO_BYTES, write_photos

RUNS = 7
HERE = Path(__file__).resolve().parents[2]
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Checkout:
    """A source tree with its environment, and the folder its vaults are made in."""

    source: Path
    folder: Path

    def run(self, script: str, *arguments: Path, env: dict[str, str] | None = None) -> Run:
        """One script of ``tests/bench/scripts``, by the checkout's own interpreter."""
        python = self.source / ".venv" / "bin" / "python"
        command = [str(python), "-m", f"tests.bench.scripts.{script}", *map(str, arguments)]
        return run_command(command, {**(env or {}), "PYTHONPATH": str(self.source)}, self.source)

    def figures(self, script: str) -> list[float]:
        """The numbers of the script's last line, in seconds."""
        return [float(figure) for figure in self.run(script, self.folder).last_line.split()]


def measure(folder: Path, table: Table) -> None:
    """Rows for start, photos, and writing and verifying a package of 1 GiB."""
    other = os.environ.get("BENCH_AGAINST")
    if not other:
        print("against: BENCH_AGAINST names no checkout; left out", file=sys.stderr)
        return
    write_photos(folder / "photos", round(GIB / PHOTO_BYTES))
    pair = [_prepared(HERE, folder, "this"), _prepared(Path(other), folder, "other")]
    _compare(table, "start to first window", pair, _start)
    _compare(table, "write and sync a package of 1 GiB", pair, lambda c: _first(c, "package_write"))
    _compare(table, "verify it", pair, lambda c: _first(c, "package_verify"))
    _compare(table, "add 1 GiB of photos", pair, lambda c: c.figures("photos_ours")[-1])


def _prepared(source: Path, folder: Path, name: str) -> Checkout:
    checkout = Checkout(source, folder / name)
    checkout.folder.mkdir()
    shutil.copytree(folder / "photos", checkout.folder / "photos", copy_function=os.link)
    checkout.run("package_vaults", checkout.folder)
    return checkout


def _compare(
    table: Table, what: str, pair: list[Checkout], figure: Callable[[Checkout], float]
) -> None:
    """Each goes first every other time, so that neither always finds the warmer cache."""
    taken: dict[Path, list[float]] = {checkout.source: [] for checkout in pair}
    for turn in range(RUNS + 1):
        for checkout in pair if turn % 2 else reversed(pair):
            taken[checkout.source].append(figure(checkout))
    ours, theirs = (Spread(tuple(taken[checkout.source][1:])) for checkout in pair)
    table.add(Row(f"{what}, against the other checkout", ours, theirs, "s"))


def _start(checkout: Checkout) -> float:
    home = checkout.folder / "home"
    environment = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return checkout.run("start_ours", env=environment).seconds


def _first(checkout: Checkout, script: str) -> float:
    return checkout.figures(script)[0]
