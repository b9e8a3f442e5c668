"""Small pictures and screen copies: each bound to the original it was made of.

No sum covers them, because they can be made again; but none is shown as the picture of another
original.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.model.media import CopyKind, Media, WorkingCopy
from desktop.vault.kinds.media import WORKING_COPIES
from desktop.vault.records.originals import likeness
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.store.tally import RowHash

TABLE: Final = WORKING_COPIES.name
_FIND: Final = "SELECT recipe, width, height, data, mac FROM working_copy WHERE media_id = ?1"
_EACH: Final = (
    "SELECT w.row, m.id, m.sha256, w.kind, w.recipe, w.width, w.height, w.data, w.mac"
    " FROM working_copy w LEFT JOIN media m ON m.id = w.media_id"
)


def keep(
    db: Database, copy: WorkingCopy, original: Media, row: int, grid: bytes | None = None
) -> None:
    """Keep a copy that was just made of this original, which stands in this row. ``grid``: by what
    a small picture is known to look like another, where that was read."""
    values = (original.sha256, copy.kind.value, copy.recipe, copy.width, copy.height, copy.data)
    WORKING_COPIES.insert(db, copy, db.mac(TABLE, values))
    if copy.kind is CopyKind.THUMBNAIL:
        likeness.keep(db, row, grid)


def find(db: Database, original: Media, kind: CopyKind) -> WorkingCopy | None:
    """The copy of this original; None where there is none, or it is not what was made of it."""
    row = db.one(f"{_FIND} AND kind = ?2", (original.id, kind.value))
    if row is None:
        return None
    *values, mac = row
    if db.mac(TABLE, (original.sha256, kind.value, *values)) != mac:
        return None
    return WorkingCopy(original.id, kind, *values)


def fill(db: Database) -> None:
    """Bind the copies that are not: of a vault that was made without."""
    for (number,) in db.all("SELECT row FROM working_copy WHERE mac IS NULL"):
        row = db.one(f"{_EACH} WHERE w.row = ?", (number,))
        if row is not None:
            mac = db.mac(TABLE, row[2:-1])
            db.execute("UPDATE working_copy SET mac = ? WHERE row = ?", (mac, number))


def differing(db: Reader, row_hash: RowHash) -> Iterator[str]:
    """The ids of originals whose copy was not made of them; of a row of none, its number."""
    for number, media_id, *values in db.rows(_EACH):
        if row_hash.stored(TABLE, values[:-1]) != values[-1]:
            yield media_id or str(number)
