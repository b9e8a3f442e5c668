"""Add every photo of ``FOLDER/photos`` to a new vault, as the window and the command do."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from desktop.media.ingest import add_files
from tests.support import make_vault


def main(folder: Path) -> None:
    """Print the seconds of adding alone."""
    with make_vault(folder, "bench") as vault:
        interview = vault.interviews.new("B-1", vault.people.new("P-1", ()).id, "be")
        start = time.perf_counter()
        report = add_files(vault, [folder / "photos"], interview.id)
        took = time.perf_counter() - start
    if report.failed or report.shown_problems:
        raise SystemExit("a photo could not be added")
    shutil.rmtree(folder / "bench.skrynia")
    print(took)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
