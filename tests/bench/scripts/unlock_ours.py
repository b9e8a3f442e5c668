"""Unlock ``FOLDER/unlock.skrynia``, made here where it is not there yet, many times.

Prints the median of its milliseconds beyond the derivation of the key.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from desktop.crypto.kdf import derive
from desktop.vault import open_vault
from tests.support import CHEAP_COST, PASSPHRASE, make_vault

INTERVIEWS = 1000
RUNS = 15


def made(folder: Path) -> Path:
    """A vault with 1,000 interviews, closed."""
    path = folder / "unlock.skrynia"
    if not path.exists():
        with make_vault(folder, "unlock") as vault, vault.transaction():
            person = vault.people.new("P-1", ())
            for number in range(INTERVIEWS):
                vault.interviews.new(f"B-{number}", person.id, "be")
    return path


def unlock(path: Path) -> float:
    """Seconds from the passphrase to an open vault that has answered."""
    start = time.perf_counter()
    with open_vault(path, PASSPHRASE) as vault:
        vault.interviews.count()
        return time.perf_counter() - start


def derivation() -> float:
    """Seconds of the derivation, which is the tests' cheap one, microseconds long."""
    return min(_derive() for _ in range(RUNS))


def _derive() -> float:
    start = time.perf_counter()
    derive(b"secret", b"s" * 16, CHEAP_COST)
    return time.perf_counter() - start


if __name__ == "__main__":
    vault_path, known = made(Path(sys.argv[1])), derivation()
    unlock(vault_path)
    print((statistics.median(unlock(vault_path) for _ in range(RUNS)) - known) * 1000)
