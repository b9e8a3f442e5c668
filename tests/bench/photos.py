"""Adding 200 photos of 5 MB against inserting the same bytes into a bare SQLCipher database.

Ours hashes twice (SHA-256, SHA-512) and writes the custody log until the originals are safe;
what is decoded in child processes, thumbnails and metadata, comes meanwhile and after it. The
peer only inserts, with the same page settings.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.harness import Row, Spread, Table, in_turn, numbers, run_script
from tests.bench.material import write_photos

COUNT = 200
RUNS = 3


def measure(folder: Path, table: Table) -> None:
    """Add two rows: until every original is safe, and with every picture."""
    write_photos(folder / "photos", COUNT)

    safe: list[float] = []

    def ours() -> float:
        until_safe, with_pictures = numbers(run_script("tests.bench.scripts.photos_ours", folder))
        safe.append(until_safe)
        return with_pictures

    def peer() -> float:
        return numbers(run_script("tests.bench.scripts.photos_bare", folder))[0]

    whole, bare = in_turn(ours, peer, RUNS)
    what = f"add {COUNT} photos of 5 MB, against a bare insert"
    table.add(Row(f"{what}: originals safe", Spread(tuple(safe[1:])), bare, "s", 1.2))
    table.add(Row(f"{what}: with pictures", whole, bare, "s", 1.6))
