"""Make the indexes of a kept vault those of this checkout, in place of building it anew."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from desktop.crypto.slots import derive_subkey
from desktop.vault.file.folder import read_slots
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import migrations, statements
from desktop.vault.store.schema import SCHEMA
from desktop.vault_files import DATABASE
from tests.support import PASSPHRASE


@cache
def schema() -> tuple[str, ...]:
    """The statements that make the tables, indexes and triggers of this checkout."""
    script = SCHEMA.read_text(encoding="utf-8").partition("\n")[2]
    return tuple(each.strip().removesuffix(";") for each in statements(script))


def is_index(statement: str) -> bool:
    """Whether it makes an index."""
    return statement.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX"))


def renew_indexes(vault: Path) -> None:
    """Drop what this checkout does not have, and make what is missing."""
    key = derive_subkey(read_slots(vault).unlock(PASSPHRASE), b"skrynia vault database v1")
    wanted = {statement for statement in schema() if is_index(statement)}
    with Database(vault / DATABASE, key) as db, db.transaction():
        here = db.all("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")
        for name, statement in here:
            if statement not in wanted:
                db.execute(f"DROP INDEX {name}")
        for statement in wanted - {statement for _name, statement in here}:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(migrations()):d}")
