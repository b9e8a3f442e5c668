"""Unlocking beyond the key derivation, against opening a bare SQLCipher database.

Both open the same file with 1,000 interviews in it; the bare one has the key already and
reads one count. Ours reads and checks the key slots, takes the lock, looks at the version and
loads the identity; the time of the derivation itself is measured beside it and taken off.
"""

from __future__ import annotations

import time
from pathlib import Path

from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.slots import derive_subkey
from desktop.vault import open_vault
from desktop.vault.file.folder import read_slots
from desktop.vault.store.connection import Database
from desktop.vault_files import DATABASE
from tests.bench.harness import Row, Table, in_turn, seconds
from tests.support import CHEAP_COST, PASSPHRASE, make_vault

RUNS = 15
INTERVIEWS = 1000


def measure(folder: Path, table: Table) -> None:
    """Add one row; the derivation here is the tests' cheap one, microseconds long."""
    with make_vault(folder, "bench") as vault, vault.transaction():
        person = vault.people.new("P-1", ())
        for number in range(INTERVIEWS):
            vault.interviews.new(f"B-{number}", person.id, "be")
    path = folder / "bench.skrynia"
    vault_key = read_slots(path).unlock(PASSPHRASE)
    key = derive_subkey(vault_key, b"skrynia vault database v1")
    derivation = _derivation(CHEAP_COST)

    def ours() -> float:
        start = time.perf_counter()
        with open_vault(path, PASSPHRASE) as vault:
            vault.interviews.count()
            return time.perf_counter() - start - derivation

    def bare() -> float:
        start = time.perf_counter()
        with Database(path / DATABASE, key) as db:
            db.one("SELECT count(*) FROM interview")
            return time.perf_counter() - start

    mine, peer = in_turn(lambda: ours() * 1000, lambda: bare() * 1000, RUNS)
    table.add(Row("unlock beyond the key derivation, against a bare open", mine, peer, "ms"))


def _derivation(cost: Argon2Cost) -> float:
    from desktop.crypto.kdf import derive

    return min(seconds(lambda: derive(b"secret", b"s" * 16, cost)) for _ in range(RUNS))
