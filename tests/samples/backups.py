"""Make the sample of backups anew: ``python -m tests.samples.backups``. Not once their format was
released."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from desktop.crypto.kdf import Argon2Cost
from desktop.model.identity import Role
from desktop.model.values.moment import Moment
from desktop.vault import Owner, Vault, create_vault
from tests.samples.reading import ROOT
from tests.unit.vault.made import add

FOLDER: Final = ROOT / "backups-1"
PLACE: Final = FOLDER / "sample.backups"
PASSPHRASE: Final = "four words of samples"
PHOTO: Final = b"a photo of the yard " * 1000
LARGE: Final = bytes(range(256)) * 600
CODES: Final = ("P-1", "P-2")
VOLUME: Final = 100_000
RELEASED: Final = False
"""Whether a program that writes this format was released: from then on this refuses to run."""
_COST: Final = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
_README: Final = f"""# A sample of backups, format 1

One backup of a vault with two people and two files, of which the larger lies in two volumes. \
Everything is invented; the passphrase is `{PASSPHRASE}`. The tests of every later release restore \
it. `python -m tests.samples.backups` made it; once the format was released it is never made anew.
"""


def main() -> int:
    """Write the folder."""
    if RELEASED:
        print("This format was released: its sample stays as it is.", file=sys.stderr)
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    (FOLDER / "README.md").write_text(_README, "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        owner = Owner("Зося", Role.RESEARCHER)
        with create_vault(Path(folder, "sample.skrynia"), PASSPHRASE, owner, _COST) as vault:
            _fill(vault)
            now = Moment("2026-11-30T12:00:00.000Z", 60)
            vault.backups.create(PLACE, now=now, volume=VOLUME)
    (PLACE / "backups.lock").unlink(missing_ok=True)
    return 0


def _fill(vault: Vault) -> None:
    for code in CODES:
        vault.people.new(code)
    add(vault, PHOTO)
    add(vault, LARGE)


if __name__ == "__main__":
    sys.exit(main())
