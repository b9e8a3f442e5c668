"""The document of a package that was taken in and the receipt made of it, in pieces.

Each may have thirty megabytes. They are written before the row of their package, a piece in a
transaction; a process that dies between leaves pieces of a package that is not there, which
nobody reads and :func:`remove_unfinished` removes.
"""

from __future__ import annotations

from typing import Final

from desktop.model.handoff import PackageDocument, ReceiptDocument
from desktop.packed import encoded
from desktop.pieces import in_pieces
from desktop.progress import Pause
from desktop.vault.store.connection import Database

_PIECE: Final = 1 << 20
"""Octets written in one transaction."""
_UNFINISHED: Final = (
    "SELECT row FROM package_received_piece"
    " WHERE package_id NOT IN (SELECT package_id FROM package_received)"
)


def lay(db: Database, document: PackageDocument, receipt: ReceiptDocument, pause: Pause) -> None:
    """Write both before their package is recorded; ``pause``: called between two transactions.

    Whatever ``pause`` raises leaves the pieces so far. Inside a transaction they are part of it.
    """
    with db.log_moved_apart() as move_log:
        for part, content in (("document", document), ("receipt", receipt)):
            for piece in in_pieces(encoded(content), _PIECE):
                pause()
                db.execute(
                    "INSERT INTO package_received_piece (package_id, part, bytes) VALUES (?, ?, ?)",
                    (document.package_id, part, piece),
                )
                pause()
                move_log()


def read(db: Database, package_id: str) -> tuple[bytes, bytes]:
    """The document and the receipt of a package that was recorded."""
    return _part(db, package_id, "document"), _part(db, package_id, "receipt")


def _part(db: Database, package_id: str, part: str) -> bytes:
    rows = db.all(
        "SELECT bytes FROM package_received_piece WHERE package_id = ? AND part = ? ORDER BY row",
        (package_id, part),
    )
    return b"".join(piece for (piece,) in rows)


def remove_unfinished(db: Database, pause: Pause) -> None:
    """Remove what a receiving left that was stopped before its package was recorded."""
    for (row,) in db.all(_UNFINISHED):
        db.execute("DELETE FROM package_received_piece WHERE row = ?", (row,))
        pause()
