"""Long documents of packages in pieces, each written in a transaction of its own.

A document may have fifty megabytes. Its pieces are written before the row of its package; a
process that dies between leaves pieces of a package that is not there, which nobody reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop.documents.pieces import Piece, in_pieces
from desktop.vault.store.reader import Reader, Values

_PIECE: Final = 1 << 20
"""Octets written in one transaction."""


@dataclass(frozen=True, slots=True)
class DocumentPieces:
    """A table of the columns ``row``, ``package_id``, ``part`` (which document), ``bytes``."""

    table: str

    @property
    def insert(self) -> str:
        """The statement that takes what :meth:`rows` makes."""
        return f"INSERT INTO {self.table} (package_id, part, bytes) VALUES (?, ?, ?)"  # noqa: S608

    def rows(self, package_id: str, part: str, document: Iterable[Piece]) -> Iterator[Values]:
        """A row for each piece; the document as it comes, in pieces of any size."""
        return ((package_id, part, piece) for piece in in_pieces(document, _PIECE))

    def read(self, db: Reader, package_id: str, part: str) -> bytes:
        """The whole document; empty where there is none."""
        return b"".join(self.pieces(db, package_id, part))

    def pieces(self, db: Reader, package_id: str, part: str) -> Iterator[bytes]:
        """The document piece by piece."""
        sql = (
            f"SELECT bytes FROM {self.table}"  # noqa: S608
            " WHERE package_id = ? AND part = ? ORDER BY row"
        )
        return (piece for (piece,) in db.rows(sql, (package_id, part)))


SENT: Final = DocumentPieces("package_sent_piece")
RECEIVED: Final = DocumentPieces("package_received_piece")
DOCUMENT: Final = "document"
RECEIPT: Final = "receipt"
