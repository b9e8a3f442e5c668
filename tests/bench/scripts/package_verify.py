"""Verify the package in ``FOLDER/stick`` as its recipient does, unlocking not counted."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.handoff.receiving.receive import dry_run
from desktop.vault import open_vault
from tests.support import PASSPHRASE


def main(folder: Path) -> None:
    """Print the seconds of reading, decrypting and checking everything."""
    [package] = (folder / "stick").glob("*.age")
    with open_vault(folder / "office.skrynia", PASSPHRASE) as vault:
        start = time.perf_counter()
        dry_run(vault, package)
        took = time.perf_counter() - start
    print(took)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
