"""Take PACKAGE into the empty VAULT and print the milliseconds of processor time that its thread
took for an interview. ``cleared``: with Python's objects where the window has them."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.system.own_memory import keep_to_ourselves, take_cleared_places
from desktop.vault import open_vault
from tests.bench.growth.package import refuse_set_aside
from tests.bench.growth.place import Asking
from tests.support import PASSPHRASE


def main(folder: Path, package: Path, how: str) -> None:
    """Look at it, take it in, print."""
    if how == "cleared":
        keep_to_ourselves()
        take_cleared_places()
    with open_vault(folder, PASSPHRASE) as vault:
        points = Asking()
        began = time.thread_time()
        looked = dry_run(vault, package, points.progress).verified
        refuse_set_aside(receive_package(vault, package, points.progress, looked))
        print((time.thread_time() - began) * 1000 / vault.interviews.count())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
