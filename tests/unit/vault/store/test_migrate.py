"""Schema changes happen whole, after a backup, and are seen in review."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import NewerVault
from desktop.vault import open_vault
from desktop.vault.file.backup import backup_before_migration
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import (
    MIGRATIONS,
    migrate,
    migrations,
    no_backup,
    statements,
    version_of,
)
from desktop.vault.store.schema import SCHEMA, fresh_schema, schema_of
from tests.support import PASSPHRASE, make_vault

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The migrations as they are, and room for one more."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


def test_the_committed_schema_is_what_the_migrations_make() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == fresh_schema(), "run `make schema`"


def test_migrations_hold_sql_only() -> None:
    assert [path.suffix for _, path in migrations()] == [".sql"] * len(migrations())


def test_a_gap_in_the_numbers_is_refused(folder: Path) -> None:
    (folder / "0099_far.sql").write_text("SELECT 1;", "utf-8")
    with pytest.raises(ValueError):
        migrations(folder)


def test_a_new_migration_runs_once_after_a_backup(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "vault.db"
    with Database(path, KEY, create=True) as db:
        migrate(db, no_backup)
        db.execute("INSERT INTO vault_meta VALUES ('word', 'kept')")
        next_number = len(migrations()) + 1
        (folder / f"{next_number:04d}_more.sql").write_text(
            "-- one more\nCREATE TABLE more (id TEXT) STRICT;\n", "utf-8"
        )
        with backup_before_migration(db) as copy:
            migrate(db, copy, folder)
        migrate(db, lambda _number: pytest.fail("nothing was missing"), folder)
        assert version_of(db) == next_number
        assert db.one("SELECT count(*) FROM more") == (0,)
    with Database(tmp_path / f"vault-before-{next_number:04d}.db", KEY) as before:
        assert version_of(before) == next_number - 1
        assert before.one("SELECT value FROM vault_meta WHERE key = 'word'") == ("kept",)


def test_several_migrations_cost_one_backup(tmp_path: Path, folder: Path) -> None:
    first = len(migrations()) + 1
    with Database(tmp_path / "vault.db", KEY, create=True) as db:
        migrate(db, no_backup)
        for number in (first, first + 1):
            (folder / f"{number:04d}_more.sql").write_text(
                f"CREATE TABLE more_{number} (id TEXT);", "utf-8"
            )
        backups: list[int] = []
        migrate(db, backups.append, folder)
        assert (backups, version_of(db)) == ([first], first + 1)


def test_a_migration_that_fails_midway_leaves_the_version_before(
    tmp_path: Path, folder: Path
) -> None:
    with Database(tmp_path / "vault.db", KEY, create=True) as db:
        migrate(db, no_backup)
        before = schema_of(db), version_of(db)
        (folder / f"{len(migrations()) + 1:04d}_bad.sql").write_text(
            "CREATE TABLE more (id TEXT) STRICT;\nINSERT INTO nowhere VALUES (1);\n", "utf-8"
        )
        with pytest.raises(sqlcipher.OperationalError), backup_before_migration(db) as copy:
            migrate(db, copy, folder)
        assert (schema_of(db), version_of(db)) == before
        # On a full disk the copy would take the room that is missing.
        assert not list(tmp_path.glob("vault-before-*"))


def test_a_vault_of_a_later_program_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        vault._db.execute("PRAGMA user_version = 999")
        folder = vault.folder
    with pytest.raises(NewerVault, match="999"):
        open_vault(folder, PASSPHRASE)
    # The lock was given back with the refusal.
    with pytest.raises(NewerVault):
        open_vault(folder, PASSPHRASE)


def test_a_script_is_cut_at_its_statements_not_inside_a_trigger() -> None:
    script = (
        "-- first\nCREATE TABLE a (b);\nCREATE TRIGGER t AFTER INSERT ON a\nBEGIN SELECT 1; END;\n"
    )
    assert len(list(statements(script))) == 2


def test_a_script_that_ends_inside_a_statement_is_refused() -> None:
    with pytest.raises(ValueError):
        list(statements("CREATE TABLE a (b);\nCREATE TABLE c (\n"))


def test_what_sql_cannot_do_happens_with_the_migrations_or_none_does(tmp_path: Path) -> None:
    def fails(_db: Database) -> None:
        raise KeyboardInterrupt

    with Database(tmp_path / "vault.db", KEY, create=True) as db:
        with pytest.raises(KeyboardInterrupt):
            migrate(db, no_backup, then=fails)
        assert version_of(db) == 0
        assert migrate(db, no_backup, then=lambda _db: None)
        assert version_of(db) == len(migrations())
