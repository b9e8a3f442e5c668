"""What is said of originals that do not hold: whether anything of them is here, and their names."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.errors import DamagedVault
from desktop.vault.store.reader import Reader

_ANY_PIECE = (
    "SELECT EXISTS (SELECT 1 FROM media_chunk WHERE media_row = m.row) FROM media m WHERE m.id = ?"
)
_NAME = "SELECT original_name FROM media WHERE id = ?"


def absent(db: Reader, media_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of which no byte is here: an original of no bytes has no piece either."""
    return tuple(each for each in media_ids if _first(db, _ANY_PIECE, each) == 0)


def names_of(db: Reader, media_ids: Iterable[str]) -> tuple[str, ...]:
    """What the files were called, one for each; "" where that does not read."""
    return tuple(str(_first(db, _NAME, each) or "") for each in media_ids)


def _first(db: Reader, sql: str, media_id: str) -> object:
    try:
        row = db.one(sql, (media_id,))
    except DamagedVault:
        return None
    return row[0] if row else None
