"""Adding 200 photos of 5 MB against inserting the same bytes into a bare SQLCipher database.

Ours hashes twice (SHA-256, SHA-512), decodes in child processes, makes thumbnails, reads
metadata and writes the custody log; the peer only inserts, with the same page settings.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.harness import Row, Table, in_turn, run_script
from tests.bench.material import write_photos

COUNT = 200
RUNS = 3


def measure(folder: Path, table: Table) -> None:
    """Add one row."""
    write_photos(folder / "photos", COUNT)

    def ours() -> float:
        return float(run_script("tests.bench.scripts.photos_ours", folder).last_line)

    def peer() -> float:
        return float(run_script("tests.bench.scripts.photos_bare", folder).last_line)

    mine, bare = in_turn(ours, peer, RUNS)
    table.add(Row(f"add {COUNT} photos of 5 MB, against a bare insert", mine, bare, "s", 1.6))
