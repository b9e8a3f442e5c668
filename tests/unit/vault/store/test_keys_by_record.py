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
BEFORE, AFTER = 9, 15
FILLED = (
    "INSERT INTO search_entry (row, kind, record_id, place_id) VALUES"
    " (3, 'person', 'p', 'p'), (7, 'utterance', 'i', 'u'), (9, 'utterance', 'i', 'a')",
    "INSERT INTO search_text (rowid, text) VALUES (7, 'word')",
    "INSERT INTO custody_received (hash, object_id, agent, seq, event, package_id) VALUES"
    " ('h2', 'i', 'x', 2, x'02', 'k'), ('h1', 'i', 'x', 1, x'01', 'k')",
    "INSERT INTO utterance (row, id, interview_id, position, speaker, kind, language, basis,"
    " basis_source, text, said_utc, said_offset) VALUES (4, 'u', 'i', 0, 'a', 'b', 'c', 'd', 'e',"
    " 'said', 'u', 60), (5, 'v', 'i', 1, 'a', 'b', 'c', 'd', 'e', 'not', NULL, NULL)",
    "INSERT INTO attachment (id, interview_id, position, media_id, caption) VALUES"
    " ('a', 'i', 1, 'm', 'one'), ('b', 'i', 0, 'n', 'two')",
    "INSERT INTO custody (seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail,"
    " previous, hash) VALUES (1, 'e', 'u', 0, 'x', 'creation', 'person', 'p', '{}', '0', '1'),"
    " (2, 'f', 'v', 60, 'x', 'creation', 'person', 'q', '{}', '1', '2')",
)
HELD = (
    "SELECT row, id, interview_id, position, speaker, kind, language, basis, basis_source, text,"
    " said_utc, said_offset FROM utterance ORDER BY position",
    "SELECT id, interview_id, position, media_id, caption FROM attachment ORDER BY position",
    "SELECT row, kind, record_id, place_id FROM search_entry ORDER BY row",
    "SELECT rowid FROM search_text WHERE search_text MATCH 'word'",
    "SELECT hash, object_id, agent, seq, event, package_id FROM custody_received ORDER BY seq",
    "SELECT seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail, previous,"
    " hash FROM custody ORDER BY seq",
)
BY_NUMBER = tuple(
    sql.replace("record_id,", "(SELECT id FROM object o WHERE o.row = object),")
    if "search_entry" in sql
    else sql.replace("object_id,", "(SELECT id FROM object o WHERE o.row = object),")
    if "custody_received" in sql
    else sql
    for sql in HELD
)
"""The same where records go by numbers."""


def up_to(number: int, folder: Path) -> Path:
    """The migrations of a program that knew so many."""
    shutil.copytree(MIGRATIONS, folder)
    for later in sorted(folder.iterdir())[number:]:
        later.unlink()
    return folder


def test_every_row_is_there_after_the_keys_were_laid_by_record(tmp_path: Path) -> None:
    older, newer = up_to(BEFORE, tmp_path / "older"), up_to(AFTER, tmp_path / "newer")
    with Database(tmp_path / "vault.db", KEY, create=True) as db:
        migrate(db, no_backup, older)
        columns = [name for _, name, *_ in db.all("PRAGMA table_info(interview)")]
        marks = ", ".join("'i'" if each == "id" else "1" for each in columns)
        db.execute(f"INSERT INTO interview ({', '.join(columns)}) VALUES ({marks})")  # noqa: S608
        for statement in FILLED:
            db.execute(statement)
        before = [db.all(sql) for sql in HELD]
        migrate(db, no_backup, newer)
        assert [db.all(sql) for sql in HELD] == before
        assert all(before)
        migrate(db, no_backup)
        assert [db.all(sql) for sql in BY_NUMBER] == before
        assert schema_of(db) == SCHEMA.read_text(encoding="utf-8")
        for change in ("UPDATE custody SET hash = ''", "DELETE FROM custody"):
            with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
                db.execute(change)
