"""Sums over what the tables hold, so that an older page put back into the file is noticed.

SQLCipher authenticates each page by itself, under its number: an older page of the same number
is as good to it as the newest one. So for each table that is watched the vault keeps how many
rows it has and the sum, modulo 2^128, of a keyed hash of each (a multiset hash, as
MSet-Add-Hash: Clarke et al., Incremental Multiset Hash Functions, ASIACRYPT 2003, section 5);
and for each record the sum over its own rows. Whoever puts back some pages has to put back those
with the sums too, and with them everything that was written since: an earlier state as a whole.

The rows are seen by triggers of the connection that writes, so no statement can forget its own.
The sums are written last in the transaction that changed them, and undone with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from desktop.progress import Pause, no_pause, paced
from desktop.vault.store.reader import Reader, Row

KEY_BYTES: Final = 32
MODULUS: Final = 1 << 128
_SUM_BYTES: Final = 16
_FUNCTION: Final = "note_row"
_MANY: Final = 4000
"""Rows that are counted between two safe points."""
_encode = msgspec.msgpack.Encoder().encode
_number: Final = int.from_bytes
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Watched:
    """A table that is watched. ``columns``: what of a row counts, in this order.

    ``owner``: (kind of record, column of its id) where the rows are part of a record.
    ``once``: a column; rows in which it is NULL do not count yet. ``name``: of the sum, where the
    table has another one as well. ``read_by``: the index that whoever decides by the rows finds
    them by; they are counted through it.
    """

    table: str
    columns: tuple[str, ...]
    owner: tuple[str, str] | None = None
    once: str = ""
    name: str = ""
    read_by: str = ""

    @property
    def called(self) -> str:
        """What its sum is called."""
        return self.name or self.table


@dataclass(slots=True)
class Sum:
    """``rows``: how many. ``value``: the sum of their hashes, 0 to 2^128 − 1."""

    rows: int = 0
    value: int = 0

    def add(self, other: Sum) -> None:
        """Add another one, or take it away where its rows are fewer than none."""
        self.rows += other.rows
        self.value = (self.value + other.value) % MODULUS

    def stored(self) -> bytes:
        """The value as a column holds it."""
        return self.value.to_bytes(_SUM_BYTES, "little")

    @classmethod
    def of(cls, rows: int, stored: bytes) -> Sum:
        """A sum as it was stored."""
        return cls(rows, int.from_bytes(stored, "little"))


@dataclass(slots=True)
class Changed:
    """What a piece of a transaction changed: by table, and by (kind, record id)."""

    tables: dict[str, Sum] = field(default_factory=dict)
    records: dict[tuple[str, str], Sum] = field(default_factory=dict)

    def add(self, other: Changed) -> None:
        """Add what a piece inside of it changed."""
        for table, change in other.tables.items():
            self.tables.setdefault(table, Sum()).add(change)
        for record, change in other.records.items():
            self.records.setdefault(record, Sum()).add(change)


class RowHash:
    """The keyed hash of a row (BLAKE2b, RFC 7693, over its values as MessagePack)."""

    def __init__(self, key: bytes) -> None:
        self.base = hashlib.blake2b(key=key, digest_size=_SUM_BYTES)
        """Keyed, before any row."""

    def __call__(self, table: str, values: Sequence[Any]) -> int:
        """Of the watched columns of a row."""
        # Not by :meth:`stored`: a check calls this for every row there is.
        found = self.base.copy()
        found.update(_encode((table, values)))
        return _number(found.digest(), "little")

    def stored(self, table: str, values: Sequence[Any]) -> bytes:
        """The same as a column holds it, of 16 bytes."""
        found = self.base.copy()
        found.update(_encode((table, values)))
        return found.digest()


class Tally:
    """What the open transaction changed so far, piece by piece as transactions nest."""

    def __init__(self, watched: Iterable[Watched], key: bytes) -> None:
        self._watched = tuple(watched)
        self._kinds = {each.called: each.owner and each.owner[0] for each in self._watched}
        self.row_hash = RowHash(key)
        self._pieces: list[Changed] = []

    def begin(self) -> None:
        """A piece begins."""
        self._pieces.append(Changed())

    def commit(self) -> None:
        """The innermost piece ended well."""
        ended = self._pieces.pop()
        if self._pieces:
            self._pieces[-1].add(ended)

    def roll_back(self) -> None:
        """The innermost piece never happened."""
        self._pieces.pop()

    def take(self) -> Changed:
        """Everything that was noted in the innermost piece; it counts as written then."""
        taken, self._pieces[-1] = self._pieces[-1], Changed()
        return taken

    def pending(self, table: str) -> Sum:
        """What the open transaction changed so far in a table that is watched as a whole."""
        found = Sum()
        for piece in self._pieces:
            found.add(piece.tables.get(table, Sum()))
        return found

    def note(self, sign: int, name: str, *values: Any) -> None:
        """A row came (1) or went (−1): the watched columns, behind the owner's id if it has one.

        Called by SQLite. ``RuntimeError`` outside of a transaction, where the sums could not be
        written with the row.
        """
        if not self._pieces:
            raise RuntimeError("a watched table was written outside of a transaction")
        # This is called for each row that is written, some hundred times an interview received:
        # what :class:`RowHash` and :class:`Sum` do stands here once more, without their calls.
        kind, piece = self._kinds[name], self._pieces[-1]
        sums: dict[Any, Sum] = piece.tables
        key: object = name
        if kind is not None:
            sums, key, values = piece.records, (kind, values[0]), values[1:]
        total = sums.get(key)
        if total is None:
            total = sums[key] = Sum()
        found = self.row_hash.base.copy()
        found.update(_encode((name, values)))
        total.rows += sign
        total.value = (total.value + sign * int.from_bytes(found.digest(), "little")) % MODULUS

    def watch(self, create_function: Callable[..., object], run: Callable[[str], object]) -> None:
        """Make the triggers on a connection: its ``create_function`` and what runs many statements
        without keeping them prepared.

        Some hundred, made one by one, are a third of an opening but for the passphrase: each has
        SQLite read its schema once more. So they are written as rows of the temporary schema,
        which is read once behind them, and that of the file is not
        (``docs/decisions/0028-triggers-at-once.md``).
        """
        create_function(_FUNCTION, -1, self.note)
        create_function("plus_sum", 2, _plus)
        run(_script(self._watched))


def _sum_of(sums: dict[K, Sum], key: K) -> Sum:
    """The sum under a key, a new one where there is none."""
    found = sums.get(key)
    if found is None:
        found = sums[key] = Sum()
    return found


def _plus(one: bytes, other: bytes) -> bytes:
    """Two stored sums added."""
    found = Sum.of(0, one)
    found.add(Sum.of(0, other))
    return found.stored()


@lru_cache(maxsize=4)
def _script(watched: tuple[Watched, ...]) -> str:
    """Makes all triggers, whatever is read on the connection before; the tables of the file stay
    as they are."""
    rows = ",\n".join(
        f"('trigger', '{name}', '{each.table}', 0, '{sql}')"
        for each in watched
        for name, sql in _triggers(each)
    )
    return f"""
        BEGIN;
        PRAGMA writable_schema = ON;
        INSERT INTO temp.sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES {rows};
        COMMIT;
        PRAGMA writable_schema = OFF;
        PRAGMA temp.schema_version = 1;
        SELECT count(*) FROM temp.sqlite_schema;
    """  # noqa: S608


def _triggers(watched: Watched) -> Iterator[tuple[str, str]]:
    """The name of each, and what makes it, as it is written between quotes."""
    table, columns = watched.table, ", ".join(_quoted(watched.columns))
    came, went = _noting(watched, 1, "NEW"), _noting(watched, -1, "OLD")
    # In the temporary schema: there they may call functions though that of a file is not trusted.
    for name, event, noted in (
        ("came", "INSERT", came),
        ("went", "DELETE", went),
        ("changed", f"UPDATE OF {columns}", f"{went} {came}"),
    ):
        called = f"{watched.called}_{name}"
        sql = f"CREATE TRIGGER {called} AFTER {event} ON main.{table} BEGIN {noted} END"
        yield called, sql.replace("'", "''")


def _noting(watched: Watched, sign: int, row: str) -> str:
    owner = (watched.owner[1],) if watched.owner else ()
    values = ", ".join(f"{row}.{name}" for name in _quoted((*owner, *watched.columns)))
    counts = f" WHERE {row}.{watched.once} IS NOT NULL" if watched.once else ""
    return f"SELECT {_FUNCTION}({sign}, '{watched.called}', {values}){counts};"


def _quoted(names: Iterable[str]) -> Iterator[str]:
    return (f'"{name}"' for name in names)


def recount(
    db: Reader,
    watched: Iterable[Watched],
    key: bytes,
    into: Changed,
    pause: Pause = no_pause,
) -> None:
    """Add up every row of the watched tables anew.

    What other jobs write while this one pauses may be counted or not: the caller looks whether
    anything was.
    """
    row_hash = RowHash(key)
    for each in watched:
        rows = _rows(db, each)
        rows = rows if pause is no_pause else paced(rows, pause, _MANY)
        if each.owner is None:
            into.tables.setdefault(each.called, Sum()).add(_summed(each, rows, row_hash))
            continue
        kind, name, records = each.owner[0], each.called, into.records
        for row in rows:
            total = _sum_of(records, (kind, row[0]))
            total.rows += 1
            total.value = (total.value + row_hash(name, row[1:])) % MODULUS


def _rows(db: Reader, watched: Watched) -> Iterator[Row]:
    owner = (watched.owner[1],) if watched.owner else ()
    names = ", ".join(_quoted((*owner, *watched.columns)))
    how = f" INDEXED BY {watched.read_by}" if watched.read_by else ""
    counts = f" WHERE {watched.once} IS NOT NULL" if watched.once else ""
    return db.rows(f"SELECT {names} FROM {watched.table}{how}{counts}")  # noqa: S608


def _summed(watched: Watched, rows: Iterable[Row], row_hash: RowHash) -> Sum:
    name, number, value = watched.called, 0, 0
    for row in rows:
        number += 1
        value += row_hash(name, row)
    return Sum(number, value % MODULUS)
