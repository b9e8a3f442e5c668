"""The highest code that is taken, found by the database among any number of records."""

from __future__ import annotations

from typing import Final

from desktop.vault.store.connection import Database

_DIGITS: Final = 9
"""``next_code`` counts no longer numbers."""
_NUMBER: Final = "CAST(substr({table}.code, ?1) AS INTEGER)"
_HIGHEST: Final = (
    "SELECT code FROM {table} WHERE code GLOB ?2 AND substr(code, ?1) NOT GLOB '*[^0-9]*'"  # noqa: S608
    f" AND length(code) <= ?3 {{free}} ORDER BY {_NUMBER} DESC LIMIT 1"
)
_FREE: Final = (
    "AND NOT EXISTS (SELECT 1 FROM {table} n WHERE n.code ="  # noqa: S608
    f" substr({{table}}.code, 1, ?1 - 1) || printf('%04d', {_NUMBER} + 1))"
)


def highest_code(db: Database, table: str, letter: str) -> list[str]:
    """Of ``I-0042`` and the like in ``table``, that of the highest number; [] where none is.

    Behind the longest number, which may have come from elsewhere, it is the highest whose next
    one is still free.
    """
    begin = len(letter) + 2
    values = begin, f"{letter}-[0-9]*", begin - 1 + _DIGITS
    row = db.one(_HIGHEST.format(table=table, free=""), values)
    if row is not None and row[0][begin - 1 :] == "9" * _DIGITS:
        row = db.one(_HIGHEST.format(table=table, free=_FREE.format(table=table)), values)
    return [row[0]] if row else []
