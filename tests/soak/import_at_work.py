"""A process that adds a folder of files to a vault until it is killed.

``python -m tests.soak.import_at_work`` serves jobs as ``tests/forks.py`` says.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from desktop.media.adding.ingest import IngestReport, add_files
from desktop.vault import Vault, open_vault
from tests.forks import say, serve
from tests.support import PASSPHRASE

VAULT: Final = "researcher.skrynia"
FOLDER: Final = "DCIM"
SAID: Final = {"device": "Pixel 7", "generation": "copy"}
SIZES: Final = (0, 2_000, 300_000, 1_048_576, 2_500_000, 9_000_000)
"""Octets of a file. One that is longer than a piece comes apart; the last is not kept in memory."""
FILES: Final = 14


def fill(folder: Path, chance: random.Random) -> None:
    """A folder with files in it and in one inside, two of them with the same bytes."""
    (folder / "100APPLE").mkdir(parents=True)
    sizes = [*SIZES, *chance.choices(SIZES[:-1], k=FILES - len(SIZES) - 1)]
    for number, size in enumerate(sizes):
        inside = folder / "100APPLE" if number % 3 == 0 else folder
        (inside / f"IMG_{number:02}.bin").write_bytes(chance.randbytes(size))
    (folder / "IMG_99 again.bin").write_bytes((folder / "IMG_01.bin").read_bytes())


def bring_in(vault: Vault, folder: Path) -> IngestReport:
    """The folder, into the one interview there is."""
    [record] = vault.outlines.interview_ids()
    return add_files(vault, [folder], record, said=SAID)


def work(asked: Mapping[str, Any]) -> None:
    """Bring the folder in once."""
    root = Path(asked["root"])
    with open_vault(root / VAULT, PASSPHRASE) as vault:
        say(begin="import")
        begun = time.monotonic()
        bring_in(vault, root / FOLDER)
        say(done="import", took=time.monotonic() - begun)


if __name__ == "__main__":
    serve(work)
