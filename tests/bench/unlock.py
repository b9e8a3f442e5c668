"""Unlocking beyond the key derivation, against opening a bare SQLCipher database.

Both open the same file with 1,000 interviews in it; the bare one has the key already and
reads one count. Ours reads and checks the key slots, takes the lock, looks at the version and
loads the identity; the time of the derivation itself is measured beside it and taken off.
"""

from __future__ import annotations

import time
from pathlib import Path

from desktop.crypto.slots import derive_subkey
from desktop.vault.file.folder import read_slots
from desktop.vault.store.connection import Database
from desktop.vault_files import DATABASE
from tests.bench.harness import Row, Table, in_turn
from tests.bench.scripts.unlock_ours import RUNS, derivation, made, unlock
from tests.support import PASSPHRASE


def measure(folder: Path, table: Table) -> None:
    """Add one row."""
    path = made(folder)
    vault_key = read_slots(path).unlock(PASSPHRASE)
    key = derive_subkey(vault_key, b"skrynia vault database v1")
    known = derivation()

    def bare() -> float:
        start = time.perf_counter()
        with Database(path / DATABASE, key) as db:
            db.one("SELECT count(*) FROM interview")
            return time.perf_counter() - start  # as ours, before it is closed

    mine, peer = in_turn(lambda: (unlock(path) - known) * 1000, lambda: bare() * 1000, RUNS)
    table.add(Row("unlock beyond the key derivation, against a bare open", mine, peer, "ms"))
