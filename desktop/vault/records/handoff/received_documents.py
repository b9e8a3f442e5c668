"""The document of a package that was taken in and the receipt made of it, in pieces.

They are written before the row of their package. A process that dies between leaves pieces of a
package that is not there, which :func:`remove_unfinished` removes.
"""

from __future__ import annotations

from typing import Final

from desktop.documents.packed import encoded
from desktop.model.handoff import PackageDocument, ReceiptDocument
from desktop.progress import Pause
from desktop.vault.store.connection import Database
from desktop.vault.store.document_pieces import DOCUMENT, RECEIPT, RECEIVED

_UNFINISHED: Final = (
    "SELECT row FROM package_received_piece"
    " WHERE package_id NOT IN (SELECT package_id FROM package_received)"
)


def lay(db: Database, document: PackageDocument, receipt: ReceiptDocument, pause: Pause) -> None:
    """Write both before their package is recorded; ``pause``: called between two transactions.

    Whatever ``pause`` raises leaves the pieces so far. Inside a transaction they are part of it.
    """
    with db.log_moved_apart() as move_log:
        for part, content in ((DOCUMENT, document), (RECEIPT, receipt)):
            for row in RECEIVED.rows(document.package_id, part, encoded(content)):
                pause()
                db.execute(RECEIVED.insert, row)
                pause()
                move_log()


def replace_receipt(db: Database, package_id: str, receipt: ReceiptDocument) -> None:
    """Write a receipt in place of the last one, in the transaction that is open."""
    sql = "DELETE FROM package_received_piece WHERE package_id = ? AND part = ?"
    db.execute(sql, (package_id, RECEIPT))
    for row in RECEIVED.rows(package_id, RECEIPT, encoded(receipt)):
        db.execute(RECEIVED.insert, row)


def read(db: Database, package_id: str) -> tuple[bytes, bytes]:
    """The document and the receipt of a package that was recorded."""
    return RECEIVED.read(db, package_id, DOCUMENT), RECEIVED.read(db, package_id, RECEIPT)


def remove_unfinished(db: Database, pause: Pause) -> None:
    """Remove what a receiving left that was stopped before its package was recorded."""
    for (row,) in db.all(_UNFINISHED):
        db.execute("DELETE FROM package_received_piece WHERE row = ?", (row,))
        pause()
