"""By what a small picture is known to look like another: kept with it, and made anew with it."""

from __future__ import annotations

from typing import Final

from desktop.model.lookalike import hash_of, is_grid
from desktop.vault.store.connection import Database

_KEEP: Final = (
    "INSERT INTO likeness (media_row, grid, hash) VALUES (?, ?, ?)"
    " ON CONFLICT (media_row) DO UPDATE SET grid = excluded.grid, hash = excluded.hash"
)


def keep(db: Database, row: int, grid: bytes | None) -> None:
    """Keep by what a picture is known again; None where nobody read that yet."""
    known = hash_of(grid) if grid is not None and is_grid(grid) else None
    # SQLite has signed numbers of 64 bits.
    signed = known - (1 << 64) if known is not None and known >> 63 else known
    db.execute(_KEEP, (row, grid, signed))
