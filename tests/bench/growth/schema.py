"""Bring a kept vault to the schema of this checkout: seconds, where building takes minutes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from desktop.crypto.slots import derive_subkey
from desktop.vault.file.folder import read_slots
from desktop.vault.kinds.all import HELD
from desktop.vault.search.renewal import is_folded, renew_folded
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import migrate, migrations, no_backup, statements, version_of
from desktop.vault.store.schema import SCHEMA, schema_of
from desktop.vault.versions.bound import begin_sums
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


def brought_up(vault: Path) -> bool:
    """Run the migrations that a vault lacks and make its indexes those of this checkout.

    False where its tables are still others: it was made by a later checkout, or a migration
    that it went through has changed since.
    """
    key = derive_subkey(read_slots(vault).unlock(PASSPHRASE), b"skrynia vault database v1")
    with Database(vault / DATABASE, key) as db:
        if version_of(db) > len(migrations()):
            return False
        changed = migrate(db, no_backup) or not is_folded(db)
        with db.transaction():
            _renew_indexes(db)
        renew_folded(db, HELD)
        if changed:
            begin_sums(db)
        return schema_of(db) == SCHEMA.read_text(encoding="utf-8")


def _renew_indexes(db: Database) -> None:
    wanted = {statement for statement in schema() if is_index(statement)}
    here = db.all("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")
    for name, statement in here:
        if statement not in wanted:
            db.execute(f"DROP INDEX {name}")
    for statement in wanted - {statement for _name, statement in here}:
        db.execute(statement)
