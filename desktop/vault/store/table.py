"""One mapper for every record: a dataclass ↔ its row, by the names of the fields.

SQL is built from the dataclass alone, once, when a :class:`Table` is declared; values are
always bound. So a new field needs its dataclass and a migration, and no code here:
``tests/unit/vault/store/test_table.py`` compares the fields of every declared table with the
columns the migrations made and says what is missing.

A dataclass may hold tuples of dataclasses (the forms of a name, the answers of a consent);
each lies in a table of its own under the owner's id and a position.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final, Generic, TypeVar

from desktop import canonical
from desktop.vault.store.codec import (
    codecs_of,
    columns_of,
    reader_of,
    refuse_parts,
    refuse_twice,
    writer_of,
)
from desktop.vault.store.connection import Database, Reader, Row

T = TypeVar("T")

_AT_ONCE: Final = (16, 8, 4, 2, 1)
"""Rows of one statement, as many as there are. Before a statement with a trigger changes a page,
SQLite keeps a copy of it, to be able to undo the statement alone (``subjournalPage``)."""


class Table(Generic[T]):
    """A table of records of one dataclass.

    ``key``: the column that names a record. ``context``: columns that are no field of the
    dataclass but written beside it (``interview_id`` of an utterance). ``unmapped``: columns
    the table has for itself (``row``). ``children``: field name → the table of its tuples.
    ``unique``: the columns that tell a row from the others, where ``key`` alone does not.
    """

    def __init__(
        self,
        kind: type[T],
        name: str,
        key: str = "id",
        context: tuple[str, ...] = (),
        unmapped: tuple[str, ...] = (),
        children: Mapping[str, ChildTable[Any]] | None = None,
        unique: tuple[str, ...] = (),
    ) -> None:
        self.kind, self.name, self.key = kind, name, key
        self.unique = unique or (key,)
        self.context, self.unmapped = context, unmapped
        self.children = dict(children or {})
        codecs = codecs_of(kind)
        self.columns = columns_of(codecs) + context
        refuse_twice(kind, self.columns)
        self._read, self._write = reader_of(codecs), writer_of(codecs)
        self._select = f"SELECT {_listed(self.columns)} FROM {name}"  # noqa: S608
        self._insert = _insert(name, self.columns)
        self._insert_many = _insert_many(name, self.columns)
        self._upsert = self._insert + _on_conflict(self.unique, self.columns)
        self._delete = f"DELETE FROM {name} WHERE {key} = ?"  # noqa: S608

    def values(self, record: T) -> tuple[Any, ...]:
        """The record as the values of its columns, without the context."""
        return self._write(record)

    def insert(self, db: Database, record: T, *context: Any) -> int:
        """Add a record; its rowid. An existing key is a bug and raises."""
        row = db.insert(self._insert, self.values(record) + context)
        self._put_children(db, record)
        return row

    def insert_each(self, db: Database, records: Iterable[tuple[Any, ...]]) -> None:
        """Add records without children as they come, each with its context behind it; none is
        held. Keys as in :meth:`insert`."""
        self.insert_rows(db, (self.values(each[0]) + each[1:] for each in records))

    def insert_rows(self, db: Database, rows: Iterable[Row]) -> None:
        """As :meth:`insert_each`, of what :meth:`values` made of each, and its context."""
        if self.children:
            raise TypeError(f"{self.kind.__name__} needs more than its own row")
        _run(db, self._insert_many, rows)

    def put(self, db: Database, record: T, *context: Any) -> None:
        """Add the record, or lay it over the one with the same key."""
        db.execute(self._upsert, self.values(record) + context)
        self._put_children(db, record)

    def get(self, db: Reader, key: str) -> T | None:
        """The record with this key, or None."""
        row = db.one(f"{self._select} WHERE {self.key} = ?", (key,))
        return None if row is None else self._read_all(db, [row])[0]

    def select(self, db: Reader, rest: str = "", values: Sequence[Any] = ()) -> list[T]:
        """Records by the rest of a SELECT, a literal of ours ("WHERE person_id = ? …")."""
        return self._read_all(db, db.all(f"{self._select} {rest}", values))

    def delete(self, db: Database, key: str) -> None:
        """Remove the record with this key, with its children."""
        db.execute(self._delete, (key,))

    def _put_children(self, db: Database, record: T) -> None:
        for name, child in self.children.items():
            child.put_all(db, getattr(record, self.key), getattr(record, name))

    def _read_all(self, db: Reader, rows: Sequence[Row]) -> list[T]:
        found = [self._read(row) for row in rows]
        for name, child in self.children.items():
            parts = child.of_many(db, [fields[self.key] for fields in found])
            for fields in found:
                fields[name] = tuple(parts.get(fields[self.key], ()))
        return [self.kind(**fields) for fields in found]


@dataclass(slots=True)
class ChildTable(Generic[T]):
    """The table of a tuple inside a record: ``owner`` names its column of the record's id."""

    kind: type[T]
    name: str
    owner: str
    columns: tuple[str, ...] = field(init=False)
    _read: Callable[[Sequence[Any]], dict[str, Any]] = field(init=False)
    _write: Callable[[object], tuple[Any, ...]] = field(init=False)
    _insert_many: Mapping[int, str] = field(init=False)

    def __post_init__(self) -> None:
        codecs = codecs_of(self.kind)
        self._read, self._write = reader_of(codecs), writer_of(codecs)
        self.columns = (self.owner, "position", *columns_of(codecs))
        self._insert_many = _insert_many(self.name, self.columns)
        refuse_parts(self.kind)
        refuse_twice(self.kind, self.columns)

    def of(self, db: Reader, owner: str | int) -> tuple[T, ...]:
        """What belongs to the owner, in its order."""
        columns = _listed(self.columns[2:])
        sql = f"SELECT {columns} FROM {self.name} WHERE {self.owner} = ? ORDER BY position"  # noqa: S608
        return tuple(self.kind(**self._read(row)) for row in db.all(sql, (owner,)))

    def of_many(self, db: Reader, owners: Sequence[str]) -> dict[str, list[T]]:
        """What belongs to each owner that has any, in its order, in one query."""
        sql = (
            f"SELECT {_listed(self.columns)} FROM {self.name} WHERE {self.owner} IN"  # noqa: S608
            f" (SELECT value FROM json_each(?)) ORDER BY {self.owner}, position"
        )
        found: dict[str, list[T]] = {}
        for owner, _position, *row in db.all(sql, (canonical.encode(owners).decode(),)):
            found.setdefault(owner, []).append(self.kind(**self._read(row)))
        return found

    def put_all(self, db: Database, owner: str | int, items: Iterable[T]) -> None:
        """Lay these in place of what belonged to the owner; the same ones are not written."""
        items = tuple(items)
        before = self.of(db, owner)
        if items == before:
            return
        if before:
            db.execute(f"DELETE FROM {self.name} WHERE {self.owner} = ?", (owner,))  # noqa: S608
        rows = [(owner, position, *self._write(item)) for position, item in enumerate(items)]
        _run(db, self._insert_many, rows)


def _listed(columns: Sequence[str]) -> str:
    # Quoted, because a field may be called "group".
    return ", ".join(f'"{column}"' for column in columns)


def _insert(name: str, columns: Sequence[str], rows: int = 1) -> str:
    marks = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {name} ({_listed(columns)}) VALUES {', '.join([marks] * rows)}"  # noqa: S608


def _insert_many(name: str, columns: Sequence[str]) -> Mapping[int, str]:
    """The statements that add so many rows, by how many."""
    return {rows: _insert(name, columns, rows) for rows in _AT_ONCE}


def _run(db: Database, insert: Mapping[int, str], rows: Iterable[Row]) -> None:
    """Add rows in their order, as they come, in few statements."""
    coming = iter(rows)
    with db.transaction():
        while several := list(islice(coming, max(insert))):
            for size, sql in insert.items():
                while len(several) >= size:
                    db.execute(sql, tuple(chain.from_iterable(several[:size])))
                    del several[:size]


def _on_conflict(unique: Sequence[str], columns: Sequence[str]) -> str:
    changes = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c not in unique)
    return f" ON CONFLICT ({_listed(unique)}) DO UPDATE SET {changes}"
