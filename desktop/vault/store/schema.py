"""What the migrations make together, committed as ``schema.sql`` so that review sees a change.

``python -m desktop.vault.store.schema`` writes the file anew; a test compares the two.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from desktop.system.files import write_atomically
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import migrate, no_backup

SCHEMA = Path(__file__).with_name("schema.sql")


def schema_of(db: Database) -> str:
    """Every table, index and trigger as SQL, sorted by name; SQLite's own are left out."""
    rows = db.all(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'search_text_*'"
        " ORDER BY name"
    )
    head = "-- Made from migrations/ by `make schema`; never edited by hand.\n"
    return head + "".join(f"\n{sql};\n" for (sql,) in rows)


def fresh_schema() -> str:
    """What the migrations make of an empty database."""
    # No record ever comes near this database: it holds tables only.
    with (
        tempfile.TemporaryDirectory() as folder,
        Database(Path(folder, "schema.db"), bytes(32), create=True) as db,
    ):
        migrate(db, before=no_backup)
        return schema_of(db)


if __name__ == "__main__":
    write_atomically(SCHEMA, fresh_schema().encode())
    sys.exit(0)
