"""What the field above a list is matched against: parts of codes and names, in any spelling
that ``folding`` takes as one, where the index of the search finds whole words.

The folded texts stand in a column beside the record, ``folded``, a line each. So a key typed
costs a look through one index, inside SQLite, and nothing is folded but what was typed. Whoever
writes a record writes them in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.store.table import Table


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)

_PAGE: Final = "WHERE id > ? ORDER BY id LIMIT ?"
_AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class Held(Generic[R]):
    """What the records of one table are found by above their list.

    ``of``: the folded text of a record. ``plain``: a SELECT of the id of every record and its
    text as it was typed, for where the column cannot be used (``filtering.py``).
    """

    table: Table[R]
    of: Callable[[Reader, R], str]
    plain: str

    def fold_all(self, db: Database) -> None:
        """Fill the column of every record anew, in the caller's transaction."""
        sql, last = f"UPDATE {self.table.name} SET folded = ? WHERE id = ?", ""  # noqa: S608
        while page := self.table.select(db, _PAGE, (last, _AT_A_TIME)):
            db.execute_many(sql, [(self.of(db, record), record.id) for record in page])
            last = page[-1].id

    def fold_again(self, db: Database, ids: Collection[str]) -> None:
        """Fill the column of these records anew, in the caller's transaction."""
        sql = f"UPDATE {self.table.name} SET folded = ? WHERE id = ?"  # noqa: S608
        records = self.table.select(db, f"WHERE id {AMONG}", (listed(ids),))
        db.execute_many(sql, [(self.of(db, record), record.id) for record in records])

    def differing(self, db: Reader) -> Iterator[str]:
        """The ids of records that hold another folded text than theirs."""
        sql, last = f"SELECT id, folded FROM {self.table.name} {_PAGE}", ""  # noqa: S608
        while page := self.table.select(db, _PAGE, (last, _AT_A_TIME)):
            folded: dict[str, str] = dict(db.all(sql, (last, _AT_A_TIME)))
            yield from (each.id for each in page if folded.get(each.id) != self.of(db, each))
            last = page[-1].id
