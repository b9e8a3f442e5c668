"""An update of the program that changes the tables, over a vault as its files lie."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from desktop.vault.file.folder import read_slots
from desktop.vault.file.opening import database_key
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import MIGRATIONS, migrate, migrations, no_backup
from desktop.vault.versions.bound import begin_sums, note_older
from desktop.vault_files import DATABASE
from tests.support import PASSPHRASE

ADDED_TO_CONSENT = {
    "consent": "text_read read_out_utc read_out_offset decided_by decider authority"
    " own_agreement guardian_agreement restricted_utc restricted_offset restricted_reason",
    "consent_answer": "face_and_voice places family",
}
"""Table → the columns that schema 24 added."""

_BY_HAND = 29
"""What the migrations from 21 to this one did is undone line by line."""


def one_more(scripts: Path, sql: str = "CREATE TABLE one_more (id TEXT) STRICT;\n") -> Path:
    """The migrations there are, and one more, in the new folder ``scripts``."""
    shutil.copytree(MIGRATIONS, scripts)
    (scripts / f"{len(migrations()) + 1:04d}_more.sql").write_text(sql, "utf-8")
    return scripts


def update(vault: Path, scripts: Path) -> None:
    """Bring the vault in this folder up to ``scripts`` as it is done when it is opened, and let
    it be one of this program again: the table goes, and the sums are begun as they were."""
    key = database_key(read_slots(vault), PASSPHRASE)
    with Database(vault / DATABASE, key) as db:
        assert migrate(db, no_backup, scripts, first=note_older, then=begin_sums)
        with db.transaction():
            db.execute("DROP TABLE one_more")
            number = len(migrations())
            db.execute("UPDATE vault_meta SET value = ? WHERE key = 'schema'", (str(number),))
            begin_sums(db)
            db.execute(f"PRAGMA user_version = {number:d}")


def as_at_20(db: Database) -> None:
    """Let a vault that sent nothing have the tables of schema 20, before packages were laid."""
    take_back_to(_BY_HAND, db)
    for table in ("package_unfinished", "package_untold", "package_sent_piece"):
        db.execute(f"DROP TABLE {table}")
    for table in ("record_version", "card", "attachment", *ADDED_TO_CONSENT):
        _unwatch(db, table)
    db.execute("DROP TABLE unread_ground")
    db.execute("DROP INDEX record_version_unread")
    db.execute("ALTER TABLE record_version DROP COLUMN unread")
    db.execute("ALTER TABLE record_version DROP COLUMN signature")
    db.execute("ALTER TABLE card DROP COLUMN revoked_row")
    db.execute("DROP INDEX attachment_named")
    for index in ("interview_planned", "consent_held", "consent_given", "consent_to_ask_again"):
        db.execute(f"DROP INDEX {index}")
    db.execute("ALTER TABLE attachment DROP COLUMN sha256")
    db.execute("DROP TABLE author")
    db.execute("DROP TABLE organisation")
    db.execute("DROP TABLE organisation_signed")
    for table, columns in ADDED_TO_CONSENT.items():
        for column in columns.split():
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.execute(
        "CREATE TABLE package_sent_document (package_id TEXT PRIMARY KEY REFERENCES package_sent"
        " (package_id) ON DELETE CASCADE, document BLOB NOT NULL) STRICT"
    )


def _index_before(index: str, number: int) -> str:
    """How the last migration before this one makes an index."""
    made = re.compile(rf"CREATE (?:UNIQUE )?INDEX {index} [^;]+")
    earlier = (script.read_text("utf-8") for _number, script in migrations()[: number - 1])
    return str([found for sql in earlier for found in made.findall(sql)][-1])


def take_back_to(number: int, db: Database) -> None:
    """Undo what the migrations behind this one added: tables, columns, indexes and triggers. One
    that does more than add has to be undone in :func:`as_at_20`."""
    for number_of, script in reversed(migrations()[number:]):
        sql = script.read_text("utf-8")
        for trigger in re.findall(r"CREATE TRIGGER (\w+)", sql):
            db.execute(f"DROP TRIGGER {trigger}")
        for index in re.findall(r"CREATE (?:UNIQUE )?INDEX (\w+)", sql):
            db.execute(f"DROP INDEX {index}")
        for index in re.findall(r"DROP INDEX (\w+)", sql):
            db.execute(_index_before(index, number_of))
        for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", sql):
            _unwatch(db, table)
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for table in re.findall(r"CREATE TABLE (\w+)", sql):
            db.execute(f"DROP TABLE {table}")


def _unwatch(db: Database, table: str) -> None:
    """No trigger of the sums stands in the way of an older table."""
    watching = "SELECT name FROM temp.sqlite_master WHERE tbl_name = ?"
    for (name,) in db.all(watching, (table,)):
        db.execute(f"DROP TRIGGER temp.{name}")
