"""Adding 200 photos of 5 MB against inserting the same bytes into a bare SQLCipher database.

Ours hashes twice (SHA-256, SHA-512) and writes the custody log until the originals are safe;
what is decoded in child processes, thumbnails and metadata, comes meanwhile and after it. The
peer only inserts, with the same page settings. How much of what the pictures take is libjpeg's own
is the third row: the peer hashes beside inserting, and then makes small pictures with Pillow, in as
many processes as there are cores and behind no walls.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.harness import Row, Spread, Table, in_turn, numbers, run_script
from tests.bench.material import write_photos

COUNT = 200
RUNS = 3


def measure(folder: Path, table: Table) -> None:
    """Add a row until every original is safe, and two with every picture."""
    write_photos(folder / "photos", COUNT)

    safe: list[float] = []
    decoded: list[float] = []

    def ours() -> float:
        until_safe, with_pictures = numbers(run_script("tests.bench.scripts.photos_ours", folder))
        safe.append(until_safe)
        return with_pictures

    def peer() -> float:
        inserted, with_pictures = numbers(run_script("tests.bench.scripts.photos_bare", folder))
        decoded.append(with_pictures)
        return inserted

    whole, bare = in_turn(ours, peer, RUNS)
    what = f"add {COUNT} photos of 5 MB, against a bare insert"
    table.add(Row(f"{what}: originals safe", Spread(tuple(safe[1:])), bare, "s", 1.2))
    table.add(Row(f"{what}: with pictures", whole, bare, "s", 1.6))
    what = f"add {COUNT} photos of 5 MB with pictures, against what the bare libraries need"
    table.add(Row(what, whole, Spread(tuple(decoded[1:])), "s"))
