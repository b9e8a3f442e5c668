"""Write a package of everything in ``FOLDER/researcher.skrynia``, as the program does.

Prints two numbers: the seconds until the signed, encrypted file was written and synced, and
the seconds until it was read back and verified as well. Unlocking is not counted.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.vault import open_vault
from tests.support import PASSPHRASE


class Halfway:
    """Notes when reading back began: the first report of another kind after the writing."""

    def __init__(self) -> None:
        self.at: float | None = None
        self._written = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Called by the writer, before, while and after it writes."""
        writing = what == _("Creating the package")
        if self._written and not writing and self.at is None:
            self.at = time.perf_counter()
        self._written = self._written or writing


def main(folder: Path) -> None:
    """Leave the package in ``FOLDER/stick``."""
    stick = folder / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    halfway = Halfway()
    with open_vault(folder / "researcher.skrynia", PASSPHRASE) as vault:
        office = vault.cards.all()[0].fingerprint
        start = time.perf_counter()
        plan = plan_package(vault, office, Purpose.KEEP, again=True)
        write_package(vault, plan, stick, halfway)
        end = time.perf_counter()
    if halfway.at is None:
        raise SystemExit("the writer did not say when it began to read back")
    print(halfway.at - start, end - start)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
