"""A vault of before the keys lay by record holds the same afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import MIGRATIONS, migrate, no_backup
from desktop.vault.store.schema import SCHEMA, schema_of

KEY = bytes(range(32))
BEFORE = 9
FILLED = (
    "INSERT INTO search_entry (row, kind, record_id, place_id) VALUES"
    " (3, 'person', 'p', 'p'), (7, 'utterance', 'i', 'u'), (9, 'utterance', 'i', 'a')",
    "INSERT INTO search_text (rowid, text) VALUES (7, 'word')",
    "INSERT INTO custody_received (hash, object_id, agent, seq, event, package_id) VALUES"
    " ('h2', 'i', 'x', 2, x'02', 'k'), ('h1', 'i', 'x', 1, x'01', 'k')",
    "INSERT INTO custody (seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail,"
    " previous, hash) VALUES (1, 'e', 'u', 0, 'x', 'creation', 'person', 'p', '{}', '0', '1'),"
    " (2, 'f', 'v', 60, 'x', 'creation', 'person', 'q', '{}', '1', '2')",
)
HELD = (
    "SELECT row, kind, record_id, place_id FROM search_entry ORDER BY row",
    "SELECT rowid FROM search_text WHERE search_text MATCH 'word'",
    "SELECT hash, object_id, agent, seq, event, package_id FROM custody_received ORDER BY seq",
    "SELECT seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail, previous,"
    " hash FROM custody ORDER BY seq",
)


def test_every_row_is_there_after_the_keys_were_laid_by_record(tmp_path: Path) -> None:
    older = Path(shutil.copytree(MIGRATIONS, tmp_path / "older"))
    for later in sorted(older.iterdir())[BEFORE:]:
        later.unlink()
    with Database(tmp_path / "vault.db", KEY, create=True) as db:
        migrate(db, no_backup, older)
        for statement in FILLED:
            db.execute(statement)
        before = [db.all(sql) for sql in HELD]
        migrate(db, no_backup)
        assert [db.all(sql) for sql in HELD] == before
        assert all(before)
        assert schema_of(db) == SCHEMA.read_text(encoding="utf-8")
        for change in ("UPDATE custody SET hash = ''", "DELETE FROM custody"):
            with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
                db.execute(change)
