"""What a package carried, bound to the row of the package.

Its items are too many to be watched one by one while it is written, and its document lies in
pieces. So the row of the package, which is watched, holds a digest of either. What
receipts say of the items is watched as it comes.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from desktop.vault.store.connection import Database
from desktop.vault.store.document_pieces import DOCUMENT, SENT
from desktop.vault.store.reader import Reader

_ITEMS: Final = "SELECT item, record_id FROM package_item WHERE package_id = ? ORDER BY item"


class Digest:
    """BLAKE2b over what passes, 16 bytes."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)

    def pieces(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces; the digest is that of all of them together."""
        for piece in pieces:
            self._hash.update(piece)
            yield piece

    def items(self, items: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The same (item, record id), in the order of the items."""
        for item, record_id in items:
            self._hash.update(f"{item} {record_id}\n".encode())
            yield item, record_id

    @property
    def value(self) -> bytes:
        """Of what passed so far."""
        return self._hash.digest()


def fill(db: Database) -> None:
    """Write the digests of packages that have none: of a vault that was made without them."""
    rows = db.all("SELECT package_id FROM package_sent WHERE items_digest IS NULL")
    for (package_id,) in rows:
        db.execute(
            "UPDATE package_sent SET document_digest = ?, items_digest = ? WHERE package_id = ?",
            (_document(db, package_id), _items(db, package_id), package_id),
        )


def differing(db: Reader) -> Iterator[str]:
    """The names of the tables whose rows are not those that the packages carried."""
    found = set()
    rows = db.all("SELECT package_id, document_digest, items_digest FROM package_sent")
    for package_id, document, items in rows:
        if _document(db, package_id) != document:
            found.add(SENT.table)
        if _items(db, package_id) != items:
            found.add("package_item")
    if _pairs(db, "package_item") != _pairs(db, "package_record"):
        found.add("package_record")
    yield from sorted(found)


def _document(db: Reader, package_id: str) -> bytes:
    digest = Digest()
    deque(digest.pieces(SENT.pieces(db, package_id, DOCUMENT)), maxlen=0)
    return digest.value


def _items(db: Reader, package_id: str) -> bytes:
    digest = Digest()
    rows = ((item, record_id) for item, record_id in db.rows(_ITEMS, (package_id,)))
    deque(digest.items(rows), maxlen=0)
    return digest.value


def _pairs(db: Reader, table: str) -> tuple[int, int]:
    """How many rows of packages that are recorded, and the sum of what this process hashes them
    to."""
    rows, total = 0, 0
    recorded = "package_id IN (SELECT package_id FROM package_sent)"
    for row in db.rows(f"SELECT package_id, item, record_id FROM {table} WHERE {recorded}"):  # noqa: S608
        rows, total = rows + 1, total + hash(row)
    return rows, total
