"""Bring a database to the newest schema: numbered SQL files, run together in one transaction.

``migrations/0001_initial.sql`` … hold plain SQL and import nothing of ours. They commit together
with the number of the last (``PRAGMA user_version``) and with the sums over what they leave, so a
kill leaves the vault as it was or as it is to be, and no sums between the two. What they make
together stands in ``schema.sql`` (``desktop.vault.store.schema``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import NewerVault
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

MIGRATIONS = Path(__file__).with_name("migrations")
_SCHEMA = "schema"
"""The key of ``vault_meta`` under which the number stands once more."""


def migrations(folder: Path = MIGRATIONS) -> list[tuple[int, Path]]:
    """The migrations in their order: (number, file). Numbers run from 1 without a gap."""
    found = sorted((int(path.name[:4]), path) for path in folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    if [number for number, _ in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations are numbered from 0001 without a gap")
    return found


def version_of(db: Reader) -> int:
    """The number of the last migration that was committed; 0 for an empty database."""
    row = db.one("PRAGMA user_version")
    return int(row[0]) if row else 0


def _written_down(db: Reader) -> int:
    """The same as it was written down among the rows that are summed; 0 where it was not yet.

    The number of ``PRAGMA`` lies on the first page alone. Where that is an older one, the last
    migration must not run again: what is counted behind it would be what stands there now.
    """
    if db.one("SELECT 1 FROM sqlite_master WHERE name = 'vault_meta'") is None:
        return 0
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_SCHEMA,))
    return int(row[0]) if row else 0


def schema_number(db: Reader) -> int:
    """The number of the schema that is here, whichever page of the two that say so is newer."""
    return max(version_of(db), _written_down(db))


def migrate(
    db: Database,
    before: Callable[[int], None],
    folder: Path = MIGRATIONS,
    first: Callable[[Database], None] | None = None,
    then: Callable[[Database], None] | None = None,
) -> bool:
    """Run what is missing, and say whether anything was; all of it or nothing.

    ``before(number)`` makes the backup of a vault that holds data. It is called once, with the
    number of the first migration that is missing: a copy before each of them would cost the whole
    vault's size again and again. ``first``: what looks at such a vault before its tables change,
    and ``then``: what SQL cannot do, behind the last; both in the same transaction.
    ``NewerVault`` where the database was migrated by a later version of the program.
    """
    steps = migrations(folder)
    present = schema_number(db)
    if present > len(steps):
        raise NewerVault(f"the vault has schema {present}, this program knows {len(steps)}")
    missing = steps[present:]
    if present and missing:
        before(missing[0][0])
    if missing:
        _run(db, missing, first if present else None, then)
    return bool(missing)


def lay_tables(db: Database, number: int) -> None:
    """Make the tables of an empty database as the migration of this ``number`` left them."""
    _run(db, migrations()[:number], None, None)


def no_backup(_number: int) -> None:
    """For a database that was made a moment ago and holds nothing."""


def _run(
    db: Database,
    missing: Sequence[tuple[int, Path]],
    first: Callable[[Database], None] | None,
    then: Callable[[Database], None] | None,
) -> None:
    with db.transaction():
        if first is not None:
            first(db)
        for _number, path in missing:
            for statement in statements(path.read_text(encoding="utf-8")):
                db.execute(statement)
        last, _path = missing[-1]
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = ?2",
            (_SCHEMA, str(last)),
        )
        if then is not None:
            then(db)
        db.execute(f"PRAGMA user_version = {last:d}")


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
