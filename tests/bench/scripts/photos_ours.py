"""Add every photo of ``FOLDER/photos`` to a new vault, as the window and the command do."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from desktop.media.adding.ingest import add_files, looked_at
from desktop.media.decoding.pictures import PictureMaker
from tests.support import make_vault


def main(folder: Path) -> None:
    """Print the seconds until every original was safe, and until every picture was made."""
    with make_vault(folder, "bench") as vault, PictureMaker() as pictures:
        interview = vault.interviews.new("B-1", vault.people.new("P-1", ()).id, "be")
        start = time.perf_counter()
        report = add_files(vault, [folder / "photos"], interview.id, pictures=pictures)
        safe = time.perf_counter() - start
        waiting = vault.pictures.waiting()
        pictures.make(vault)
        whole = time.perf_counter() - start
        report = looked_at(vault, report)
    if report.failed or report.shown_problems or report.waiting:
        raise SystemExit("a photo could not be added")
    shutil.rmtree(folder / "bench.skrynia")
    print(f"{waiting} pictures were made once the originals were safe", file=sys.stderr)
    print(safe, whole)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
