"""Export the age key of ``FOLDER/office.skrynia`` to a file, for the peer that decrypts."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.handoff.identity.age_key import export_age_key
from desktop.vault import open_vault
from tests.support import PASSPHRASE


def main(folder: Path, target: Path) -> None:
    """Write the identity file."""
    with open_vault(folder / "office.skrynia", PASSPHRASE) as vault:
        export_age_key(vault, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
