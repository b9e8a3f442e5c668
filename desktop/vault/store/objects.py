"""The numbers of what rows are about: what has many rows is kept by number, not by random id.

Numbers are given in the order in which things come, so the rows of what arrives together lie
together, on few pages. They mean nothing outside of this file and never leave it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database

NUMBER: Final = "object"
"""What a column of numbers is called."""

OBJECT: Final = "(SELECT row FROM object WHERE id = ?1)"
"""The number of the thing whose id is the statement's first value; NULL where it has none."""

OBJECTS: Final = f"IN (SELECT row FROM object WHERE id {AMONG})"  # noqa: S608
"""As ``AMONG``, for a column of numbers."""

_KNOWN: Final = f"SELECT id, row FROM object WHERE id {AMONG}"  # noqa: S608


def number_of(db: Database, id_: str) -> int:
    """The number of this; a new one where it has none yet."""
    row = db.one("SELECT row FROM object WHERE id = ?", (id_,))
    return int(row[0]) if row else db.insert("INSERT INTO object (id) VALUES (?)", (id_,))


def numbered(db: Database, ids: Collection[str]) -> dict[str, int]:
    """As :func:`number_of`, of each of these."""
    found: dict[str, int] = dict(db.all(_KNOWN, (listed(ids),)))
    new = [each for each in dict.fromkeys(ids) if each not in found]
    if new:
        db.execute_many("INSERT INTO object (id) VALUES (?)", [(each,) for each in new])
        found.update(db.all(_KNOWN, (listed(new),)))
    return found
