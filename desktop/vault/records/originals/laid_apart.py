"""The bytes of a large original, laid into the vault before the original is in it.

In one transaction a film of gigabytes keeps everybody else waiting for minutes, and nobody can
stop it. So each piece is written in a transaction of its own, under the number of a row that no
original has; the original takes that number in the transaction that makes it known. Until then
nothing leads to the pieces. What a killed process left is removed before the next are laid, or
piece by piece when nobody has anything else to do; and so are the pieces of an original that was
removed, which would need as much room on the disk again if they went in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop import canonical
from desktop.documents.pieces import Piece
from desktop.model.changes import Part
from desktop.progress import Pause, no_pause
from desktop.vault.store.connection import Database

_APART: Final = 1 << 32
"""How far the number lies behind that of any original: who comes in meanwhile takes the next."""
_LEFT: Final = "pieces_left"
"""The key of ``vault_meta`` under which the numbers of removed originals stand, as JSON."""
_NUMBERS: Final = f"SELECT value FROM vault_meta WHERE key = '{_LEFT}'"  # noqa: S608
UNFINISHED: Final = (
    "SELECT row FROM media_chunk WHERE media_row > (SELECT coalesce(max(row), 0) FROM media)"  # noqa: S608
    f" OR media_row IN (SELECT value FROM json_each(({_NUMBERS})))"
)
"""The pieces that were laid and belong to no original (yet), or to none any more."""
_HIGHEST: Final = (
    "SELECT max(coalesce((SELECT max(row) FROM media), 0),"
    " coalesce((SELECT max(media_row) FROM media_chunk), 0))"
)
_OF_ROW: Final = "SELECT row FROM media_chunk WHERE media_row = ?"


@dataclass(frozen=True, slots=True)
class Laid:
    """Bytes that are in the vault already: nothing is left to give. ``row``: what their original
    is to be numbered."""

    row: int

    def __iter__(self) -> Iterator[Piece]:
        return iter(())


def free_row(db: Database) -> int:
    """A number that no original has or will have before one is given it."""
    found = db.one(_HIGHEST)
    return (int(found[0]) if found else 0) + _APART


def lay(db: Database, row: int, pieces: Iterable[Piece], told: Callable[[int], None]) -> None:
    """Write the pieces, outside of any transaction. ``told``: called between two, with the
    octets that are written by then; what it raises leaves the pieces so far."""
    done = 0
    with db.log_moved_apart() as move_log:
        for number, piece in enumerate(pieces):
            with db.children_first(), db.transaction_in_order():
                db.execute(
                    "INSERT INTO media_chunk (media_row, number, bytes) VALUES (?, ?, ?)",
                    (row, number, piece),
                )
            done += len(piece)
            told(done)
            if move_log():
                told(done)


def take_back(db: Database, row: int, pause: Pause) -> None:
    """Remove what was laid, unless its original came."""
    if db.one("SELECT 1 FROM media WHERE row = ?", (row,)) is None:
        _remove(db, db.all(_OF_ROW, (row,)), pause)


def leave(db: Database, row: int) -> None:
    """Leave the pieces of an original to be removed, in the transaction that removes it, around
    which rows need none that they refer to (``Database.children_first``)."""
    _say_left(db, [*numbers_left(db), row])
    db.touch(Part.LEFT, str(row))


def numbers_left(db: Database) -> list[int]:
    """The numbers of removed originals whose pieces are here still: no other takes one."""
    found = db.one(_NUMBERS)
    return canonical.decode(found[0].encode(), list[int]) if found else []


def _say_left(db: Database, rows: list[int]) -> None:
    db.execute("DELETE FROM vault_meta WHERE key = ?", (_LEFT,))
    if rows:
        said = canonical.encode(rows).decode()
        db.execute("INSERT INTO vault_meta (key, value) VALUES (?, ?)", (_LEFT, said))


def remove_unfinished(db: Database, pause: Pause) -> None:
    """Remove what killed processes left."""
    _remove(db, db.all(UNFINISHED), pause)
    _forget(db)


def remove_one(db: Database) -> bool:
    """Remove a piece of what killed processes left; whether there was any."""
    row = db.one(f"{UNFINISHED} LIMIT 1")
    if row is not None:
        _remove(db, (row,), no_pause)
    else:
        _forget(db)
    return row is not None


def _forget(db: Database) -> None:
    """All pieces of removed originals are gone."""
    if numbers_left(db):
        with db.transaction():
            _say_left(db, [])


def _remove(db: Database, rows: Iterable[tuple[int, ...]], pause: Pause) -> None:
    for (row,) in rows:
        with db.transaction_in_order():
            db.execute("DELETE FROM media_chunk WHERE row = ?", (row,))
        pause()
