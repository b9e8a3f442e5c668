"""What a package carries, laid into the vault before the package is recorded, and what is left.

A package of everything has a quarter of a million items and a document of fifty megabytes. They
are written a piece in a transaction; then one row of ``package_sent``, which is written in an
instant, makes them count. So does what the log is to tell of each record that left: it is written
down beforehand, and told piece by piece once the file has its name.

``package_unfinished`` names every package between its first piece and its last row of the log.
While ``package_sent`` has no such package, what was laid is read by nobody, and removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from desktop import canonical
from desktop.documents.pieces import sliced
from desktop.home.packages import Carried, Laid
from desktop.progress import Pause
from desktop.vault.records.handoff.package_digests import Digest
from desktop.vault.store.connection import Database, Values
from desktop.vault.store.document_pieces import DOCUMENT, SENT

_ROWS: Final = 1000
"""Rows written in one transaction: some 10 ms, and 20 in the log."""
_REMOVED: Final = 250
"""Items removed in one: their records lie on a page each."""
_ITEM: Final = "INSERT INTO package_item (package_id, item, record_id) VALUES (?, ?, ?)"
_RECORD: Final = "INSERT INTO package_record (package_id, item, record_id) VALUES (?, ?, ?)"
_UNTOLD: Final = "INSERT INTO package_untold (package_id, records) VALUES (?, ?)"
_SOME_ITEMS: Final = (
    "SELECT package_id, item, record_id FROM package_item WHERE package_id = ? ORDER BY item"
    " LIMIT ?"
)
_NO_RECORD: Final = "DELETE FROM package_record WHERE package_id = ? AND item = ? AND record_id = ?"
_NO_ITEM: Final = "DELETE FROM package_item WHERE package_id = ? AND item = ?"
_IN_PIECES: Final = (SENT.table, "package_untold")
_Write = tuple[str, Sequence[Values]]
"""A statement, and the rows it is run for."""


def lay(db: Database, package_id: str, carried: Carried, pause: Pause) -> Laid:
    """Write everything that a package carries; ``pause``: called between two transactions.

    Whatever ``pause`` raises leaves the pieces so far. Inside a transaction they are part of it.
    """
    document, items = Digest(), Digest()
    begun = (package_id, carried.versions)
    first = ("INSERT INTO package_unfinished (package_id, versions) VALUES (?, ?)", [begun])
    with db.log_moved_apart() as move_log:
        for sql, rows in chain([first], _writes(package_id, carried, document, items)):
            pause()
            with db.transaction_in_order():
                db.execute_many(sql, rows)
            if move_log():
                pause()
    return Laid(document.value, items.value)


def _writes(package_id: str, carried: Carried, document: Digest, items: Digest) -> Iterator[_Write]:
    for piece in SENT.rows(package_id, DOCUMENT, document.pieces(carried.document_pieces())):
        yield SENT.insert, [piece]
    # Whoever removes the records of a package finds them by its items, so these come first.
    for sql, pairs in ((_ITEM, items.items(carried.by_item())), (_RECORD, carried.by_record())):
        for several in sliced(pairs, _ROWS):
            yield sql, [(package_id, *each) for each in several]
    for records in sliced(carried.records(), _ROWS):
        yield _UNTOLD, [(package_id, canonical.encode(records).decode())]


def remove_some(db: Database, package_id: str) -> None:
    """Remove a piece of what was laid of a package that is not recorded; with the last one it is
    finished."""
    with db.transaction_in_order():
        items = db.all(_SOME_ITEMS, (package_id, _REMOVED))
        db.execute_many(_NO_RECORD, items)
        db.execute_many(_NO_ITEM, (each[:2] for each in items))
        if not items and not any(_remove_piece(db, table, package_id) for table in _IN_PIECES):
            finish(db, package_id)


def _remove_piece(db: Database, table: str, package_id: str) -> bool:
    """Whether there was any."""
    one = f"SELECT min(row) FROM {table} WHERE package_id = ?"  # noqa: S608
    return db.execute(f"DELETE FROM {table} WHERE row = ({one})", (package_id,)) > 0  # noqa: S608


def take_untold(db: Database, package_id: str) -> Iterable[tuple[str, str]]:
    """Some records (kind, id) of which the log is to tell, in the transaction that writes them
    there; none where it told of all, and then the package is finished."""
    row = db.one(
        "SELECT row, records FROM package_untold WHERE package_id = ? ORDER BY row LIMIT 1",
        (package_id,),
    )
    if row is None:
        finish(db, package_id)
        return ()
    db.execute("DELETE FROM package_untold WHERE row = ?", (row[0],))
    if db.one("SELECT 1 FROM package_untold WHERE package_id = ?", (package_id,)) is None:
        finish(db, package_id)
    return canonical.decode(row[1].encode(), list[tuple[str, str]])


def finish(db: Database, package_id: str) -> None:
    """Nothing is left to be done for it."""
    db.execute("DELETE FROM package_unfinished WHERE package_id = ?", (package_id,))


def unfinished(db: Database, besides: Iterable[str] = ()) -> list[str]:
    """The packages of which something is still to be done."""
    rows = db.all("SELECT package_id FROM package_unfinished ORDER BY package_id")
    return [package_id for (package_id,) in rows if package_id not in besides]
