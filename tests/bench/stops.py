"""How long the window stops while photos come in, and while files are looked at.

Files to look at: those of ``BENCH_PICTURES`` (a folder, where it is named), and hostile ones. On a
machine with other work only the processor time of the window's own thread says something.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.harness import Row, Spread, Table, numbers, run_script
from tests.bench.material import write_photos

COUNT = 60
FLOOR = 50


def measure(folder: Path, table: Table) -> None:
    """Add four rows."""
    write_photos(folder / "photos", COUNT)
    named = [os.environ["BENCH_PICTURES"]] if "BENCH_PICTURES" in os.environ else []
    took = numbers(run_script("tests.bench.scripts.picture_stops", folder, *named))
    adding = f"window's longest stop: {COUNT} photos of 5 MB come in, with their pictures"
    looking = "window's longest stop: a file is looked at"
    own = "processor time of its own"
    for what, each in zip(
        (adding, f"{adding}, {own}", looking, f"{looking}, {own}"), took, strict=True
    ):
        table.add(Row(what, Spread((each,)), None, "ms", FLOOR))
