"""Bring a database to the newest schema: numbered SQL files, each in one transaction.

``migrations/0001_initial.sql`` … hold plain SQL and import nothing of ours. Each commits
together with its number (``PRAGMA user_version``), so a kill leaves one version or the
next. What they make together stands in ``schema.sql`` (``desktop.vault.store.schema``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import NewerVault
from desktop.vault.store.connection import Database

MIGRATIONS = Path(__file__).with_name("migrations")
_SCHEMA = "schema"
"""The key of ``vault_meta`` under which the number stands once more."""


def migrations(folder: Path = MIGRATIONS) -> list[tuple[int, Path]]:
    """The migrations in their order: (number, file). Numbers run from 1 without a gap."""
    found = sorted((int(path.name[:4]), path) for path in folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations are numbered from 0001 without a gap")
    return found


def version_of(db: Database) -> int:
    """The number of the last migration that was committed; 0 for an empty database."""
    row = db.one("PRAGMA user_version")
    return int(row[0]) if row else 0


def _written_down(db: Database) -> int:
    """The same as it was written down among the rows that are summed; 0 where it was not yet.

    The number of ``PRAGMA`` lies on the first page alone. Where that is an older one, the last
    migration must not run again: what is counted behind it would be what stands there now.
    """
    if db.one("SELECT 1 FROM sqlite_master WHERE name = 'vault_meta'") is None:
        return 0
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_SCHEMA,))
    return int(row[0]) if row else 0


def migrate(
    db: Database,
    before: Callable[[int], None],
    folder: Path = MIGRATIONS,
    then: Callable[[Database], None] | None = None,
) -> bool:
    """Run what is missing, and say whether anything was.

    ``before(number)`` makes the backup of a vault that holds data. ``then``: what SQL cannot do,
    in the transaction of the last one, so that a kill leaves none of it undone.

    It is called once, with the number of the first migration that is missing: a copy before
    each of them would cost the whole vault's size again and again.
    ``NewerVault`` where the database was migrated by a later version of the program.
    """
    steps = migrations(folder)
    present = max(version_of(db), _written_down(db))
    if present > len(steps):
        raise NewerVault(f"the vault has schema {present}, this program knows {len(steps)}")
    missing = steps[present:]
    if present and missing:
        before(missing[0][0])
    for number, path in missing:
        last = number == len(steps)
        _run(db, number, path.read_text(encoding="utf-8"), then if last else None)
    return bool(missing)


def no_backup(_number: int) -> None:
    """For a database that was made a moment ago and holds nothing."""


def _run(db: Database, number: int, script: str, then: Callable[[Database], None] | None) -> None:
    with db.transaction():
        for statement in statements(script):
            db.execute(statement)
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = ?2",
            (_SCHEMA, str(number)),
        )
        if then is not None:
            then(db)
        db.execute(f"PRAGMA user_version = {number:d}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script; ``ValueError`` where the last one is not finished."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlcipher.complete_statement(pending):
            yield pending
            pending = ""
    if _code(pending):
        raise ValueError("the script ends inside a statement")


def _code(text: str) -> str:
    """The text without comment lines and space."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(line for line in lines if not line.startswith("--"))
