"""The highest code that is taken, found by the database among any number of records."""

from __future__ import annotations

from desktop.vault.store.connection import Database

_DIGITS = 9
"""``next_code`` counts no longer numbers."""


def highest_code(db: Database, table: str, letter: str) -> list[str]:
    """Of ``I-0042`` and the like in ``table``, that of the highest number; [] where none is."""
    digits = "substr(code, ?)"
    row = db.one(
        f"SELECT code FROM {table} WHERE code GLOB ? AND {digits} NOT GLOB '*[^0-9]*'"  # noqa: S608
        f" AND length(code) <= ? ORDER BY CAST({digits} AS INTEGER) DESC LIMIT 1",
        (
            f"{letter}-[0-9]*",
            len(letter) + 2,
            len(letter) + 1 + _DIGITS,
            len(letter) + 2,
        ),
    )
    return [row[0]] if row else []
