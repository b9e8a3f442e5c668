"""The one connection to the encrypted database: how it is opened, and its transactions.

SQLCipher 4 with a raw 256-bit key (no PBKDF2 on top: the key slots did that work). The
settings and the figures behind them stand in ``docs/decisions/0003-database-settings.md``.
A connection belongs to the thread that opened it; SQLite itself refuses any other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import DamagedVault, NameRefused, StorageError
from desktop.files import translate_os_errors
from desktop.private_files import private_file
from desktop.vault.store.sqlite_errors import error_to_raise
from desktop.vault.store.transactions import Transactions

Row = tuple[Any, ...]
Values = Sequence[Any]

PAGE_SIZE = 16384
_SQLITE_MAGIC = b"SQLite format 3\0"
_LONGEST_PATH = 500
"""Bytes that SQLite opens on every system; from 512 on it does not (``MAX_PATHNAME``)."""
_SETTINGS = (
    "PRAGMA cipher_log_level = NONE",
    f"PRAGMA cipher_page_size = {PAGE_SIZE}",
    "PRAGMA cipher_hmac_algorithm = HMAC_SHA256",
    "PRAGMA cipher_plaintext_header_size = 0",
    # Before anything reads the file: the log's index then stays in memory, and a vault opens
    # on a full disk too.
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -32768",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA journal_size_limit = 67108864",
)


class Database:
    """An open encrypted database. Errors a user can meet come out as ``desktop.errors``."""

    def __init__(self, path: Path, key: bytes, *, create: bool = False) -> None:
        """Open the file with its 32-byte ``key``; ``create`` makes a new one and only then.

        ``DamagedVault`` where the file is not what this key wrote, ``NotWritable``.
        """
        if create:
            _make_private(path)
        else:
            _refuse_foreign(path)
        self.path = path
        self._transactions = Transactions(
            self.execute, lambda: bool(self._connection.in_transaction), self._refuse_spoilt
        )
        self.touched = self._transactions.touched
        self._before = 0
        self._closed = False
        self._spoilt = False
        self._key = key
        self._connection = _connect(path)
        try:
            self._unlock(key)
        except BaseException:
            self._connection.close()
            raise

    def _unlock(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("a database key has 32 bytes")
        self._connection.set_key(b"x'" + key.hex().encode() + b"'")
        if not self.one("PRAGMA cipher_version"):
            raise RuntimeError("the SQLite library here has no cipher")
        for setting in _SETTINGS:
            self.all(setting)
        self.one("SELECT count(*) FROM sqlite_schema")

    def execute(self, sql: str, values: Values = ()) -> int:
        """Run one statement; the number of rows it changed (-1 where that means nothing)."""
        try:
            changed: int = self._live().execute(sql, values).rowcount
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return changed

    def execute_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        try:
            self._live().executemany(sql, rows)
        except sqlcipher.Error as error:
            raise self._refusal(error) from None

    def insert(self, sql: str, values: Values = ()) -> int:
        """Run an INSERT; the rowid of the new row."""
        try:
            row: int = self._live().execute(sql, values).lastrowid
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return row

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row, or None."""
        try:
            row: Row | None = self._live().execute(sql, values).fetchone()
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return row

    def all(self, sql: str, values: Values = ()) -> list[Row]:
        """Every row."""
        try:
            rows: list[Row] = self._live().execute(sql, values).fetchall()
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return rows

    def rows(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Every row, one at a time: for what is too much to hold. No writing meanwhile."""
        connection = self._live()
        try:
            yield from connection.execute(sql, values)
        except sqlcipher.Error as error:
            if connection is not self._connection:
                raise DamagedVault("a damaged page was met while rows were read") from None
            raise self._refusal(error) from None

    def blob(self, table: str, column: str, row: int) -> bytes:
        """The whole BLOB at rowid ``row``, without the copy of the row that a SELECT makes."""
        try:
            with closing(self._live().open_blob(table, column, row, True)) as handle:
                data: bytes = handle.read()
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return data

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._transactions.open

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing; an inner one joins the outer and fails with it."""
        return self._transactions.transaction()

    def attempt(self) -> AbstractContextManager[None]:
        """A piece that is undone alone when it fails, so that the caller may go on."""
        return self._transactions.attempt()

    def at_end(self, job: Callable[[], None]) -> None:
        """Run ``job`` last in the transaction that is open, or at once."""
        self._transactions.at_end(job)

    def _refuse_spoilt(self) -> None:
        if self._spoilt:
            raise DamagedVault("a damaged page was met in this transaction")

    def touch(self, kind: str, record_id: str) -> None:
        """Say which record a statement wrote; told to the window when it is committed."""
        self.touched.add(kind, record_id)

    @property
    def rows_written(self) -> int:
        """How many rows were written since this was opened; never the same after a write."""
        return self._before + int(self._connection.total_changes)

    def twin(self, path: Path, *, create: bool = False) -> Database:
        """Another file under the same key."""
        return Database(path, self._key, create=create)

    def copy_to(self, target: Database, pages: int, progress: Callable[[int, int], None]) -> None:
        """Copy everything into ``target``, ``pages`` at a time; ``progress`` counts pages."""

        def step(_status: int, remaining: int, total: int) -> None:
            progress(total - remaining, total)

        try:
            self._live().backup(target._live(), pages=pages, progress=step, sleep=0)
        except sqlcipher.Error as error:
            raise self._refusal(error) from None

    def _refusal(self, error: sqlcipher.Error) -> Exception:
        """The error to raise for what SQLCipher answered."""
        told = error_to_raise(error)
        self._spoilt = self._spoilt or isinstance(told, DamagedVault)
        return told

    def _live(self) -> Any:
        """The connection, a new one after a damaged page: SQLCipher answers nothing more on one
        that met such a page, and what somebody is typing has to be saved all the same.

        Not inside a transaction, so that none is cut in two.
        """
        if self._spoilt and not self.in_transaction:
            self._before = self.rows_written + 1
            self._connection.close()
            self._connection = _connect(self.path)
            self._spoilt = False
            try:
                self._unlock(self._key)
            except BaseException:
                self._spoilt = True
                raise
        return self._connection

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the database file and empty the log."""
        self.one("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Empty the write-ahead log and close; closing twice is no error."""
        if self._closed:
            return
        self._closed = True
        # A full disk does not keep the log from being emptied at the next opening instead:
        # what was committed is safe in it. Damage was told where it was met.
        try:
            with suppress(StorageError, DamagedVault):
                self.checkpoint()
        finally:
            self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connect(path: Path) -> Any:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    try:
        return sqlcipher.connect(
            uri, uri=True, isolation_level=None, timeout=0, cached_statements=256
        )
    except sqlcipher.Error as error:
        if len(os.fsencode(path.absolute())) > _LONGEST_PATH:
            raise NameRefused("the path is longer than SQLite takes") from None
        raise error_to_raise(error) from None


def _refuse_foreign(path: Path) -> None:
    """``DamagedVault`` for a file that is missing, empty, or plain SQLite."""
    if not path.is_file():
        raise DamagedVault("the vault's database is missing")
    with translate_os_errors(), path.open("rb") as file:
        start = file.read(len(_SQLITE_MAGIC))
    if len(start) < len(_SQLITE_MAGIC):
        raise DamagedVault("the vault's database is cut off")
    if start == _SQLITE_MAGIC:
        raise DamagedVault("the vault's database is not encrypted")


def _make_private(path: Path) -> None:
    """An empty file that only its owner may read; ``FileExists`` where there is one."""
    with translate_os_errors():
        os.close(private_file(path))
