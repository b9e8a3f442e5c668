"""Writing in an account of 40,000 words while photos are added, against a bare QTextEdit."""

from __future__ import annotations

from pathlib import Path

from tests.bench.harness import Row, Spread, Table, numbers, run_script
from tests.bench.material import write_photos

COUNT = 200
RUNS = 3


def measure(folder: Path, table: Table) -> None:
    """Add two rows. Both pages stand in one window system and are typed into in turn."""
    write_photos(folder / "photos", COUNT)
    script = "tests.bench.scripts.account_keys"
    took = []
    for run in range(RUNS):
        place = folder / str(run)
        place.mkdir()
        (place / "photos").symlink_to(folder / "photos")
        took.append(numbers(run_script(script, place)))
    ours, bare, stops, _added = (Spread(tuple(values)) for values in zip(*took, strict=True))
    what = "key to painted letter, p99, in 40,000 words while photos are added"
    table.add(Row(f"{what}, against a bare QTextEdit", ours, bare, "ms", 3))
    table.add(Row("longest stop of the loop meanwhile", stops, None, "ms", 50))
