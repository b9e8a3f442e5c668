"""Write a package of everything in ``FOLDER/researcher.skrynia``, as the program does.

Prints the seconds of writing, syncing, reading back and verifying; unlocking is not counted.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from desktop.handoff.selection import plan_package
from desktop.handoff.write import write_package
from desktop.model.consent import Purpose
from desktop.vault import open_vault
from tests.support import PASSPHRASE


def main(folder: Path) -> None:
    """Leave the package in ``FOLDER/stick``."""
    stick = folder / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    with open_vault(folder / "researcher.skrynia", PASSPHRASE) as vault:
        office = vault.cards.all()[0].fingerprint
        start = time.perf_counter()
        plan = plan_package(vault, office, Purpose.KEEP, again=True)
        write_package(vault, plan, stick)
        took = time.perf_counter() - start
    print(took)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
