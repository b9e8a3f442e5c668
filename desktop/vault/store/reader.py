"""Reading an encrypted database through one connection, and the names of what it refuses.

SQLCipher 4 with a raw 256-bit key (no PBKDF2 on top: the key slots did that work).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.crypto.slots import derive_subkey
from desktop.errors import DamagedVault, NameRefused
from desktop.vault.store.sqlite_errors import error_to_raise

T = TypeVar("T")
Row = tuple[Any, ...]
Values = Sequence[Any]

PAGE_SIZE: Final = 16384
CIPHER_SETTINGS: Final = (
    "PRAGMA cipher_log_level = NONE",
    f"PRAGMA cipher_page_size = {PAGE_SIZE}",
    "PRAGMA cipher_hmac_algorithm = HMAC_SHA256",
    "PRAGMA cipher_plaintext_header_size = 0",
)
_LONGEST_PATH: Final = 500
"""Bytes that SQLite opens on every system; from 512 on it does not (``MAX_PATHNAME``)."""
_STATEMENTS: Final = 1024
"""Prepared statements that are kept: more than the program has. Where there are too many, the
library forgets the newest that was asked for as often as the others (``pysqlite_cache_get`` in
cache.c), and what a job runs in turn is prepared anew each time."""


class Reader:
    """An encrypted database that is read. ``settings``: the statements it begins with."""

    settings: ClassVar[tuple[str, ...]] = CIPHER_SETTINGS

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file with its 32-byte ``key``; ``DamagedVault`` where it did not write it."""
        self.path = path
        self._key = key
        self._spoilt = False
        self._connection = self._connect()
        try:
            self._unlock(key)
        except BaseException:
            self._connection.close()
            raise

    def another(self, opened: Callable[[Path, bytes], T], path: Path) -> T:
        """What ``opened`` makes of another file under the same key, for the thread that asks."""
        return opened(path, self._key)

    def subkey(self, use: bytes) -> bytes:
        """32 bytes that follow from its key, for ``use``: for what lies beside it, encrypted."""
        return derive_subkey(self._key, use)

    def is_of_key(self, key: bytes) -> bool:
        """Whether this is the key that it was opened with."""
        return key == self._key

    def _unlock(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("a database key has 32 bytes")
        self._connection.set_key(b"x'" + key.hex().encode() + b"'")
        if not self.one("PRAGMA cipher_version"):
            raise RuntimeError("the SQLite library here has no cipher")
        for setting in self.settings:
            self.all(setting)
        self.one("SELECT count(*) FROM sqlite_schema")

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
        """Every row, one at a time: for what is too much to hold.

        Other tables may be written meanwhile. A row of those read here that is written before
        it was given may be given as it was or as it is (https://sqlite.org/isolation.html).
        """
        connection = self._live()
        try:
            yield from connection.execute(sql, values)
        except sqlcipher.Error as error:
            if connection is not self._connection:
                raise DamagedVault("a damaged page was met while rows were read") from None
            raise self._refusal(error) from None

    def blob(self, table: str, column: str, row: int) -> bytes:
        """The whole BLOB at rowid ``row``, without the copy of the row that a SELECT makes.

        Of a damaged page SQLCipher gives zeros here, and refuses the next one: who finds by a hash
        that it is not what was stored goes on behind :meth:`begin_anew`.
        """
        try:
            with closing(self._live().open_blob(table, column, row, True)) as handle:
                data: bytes = handle.read()
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return data

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return False

    @property
    def rows_written(self) -> int:
        """How many rows were written through this since it was opened."""
        return 0

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
            self._reopen()
        return self._connection

    def begin_anew(self) -> None:
        """Take another connection for what is read next, as after a damaged page."""
        self._spoilt = True

    def _reopen(self) -> None:
        self._connection.close()
        self._connection = self._connect()
        self._spoilt = False
        try:
            self._unlock(self._key)
        except BaseException:
            self._spoilt = True
            raise

    def _connect(self) -> Any:
        return connect(self.path, "mode=rw")


def connect(path: Path, how: str) -> Any:
    """A connection to the file; ``how``: the query of its URI."""
    uri = f"{path.absolute().as_uri()}?{how}"
    try:
        return sqlcipher.connect(
            uri, uri=True, isolation_level=None, timeout=0, cached_statements=_STATEMENTS
        )
    except sqlcipher.Error as error:
        if len(os.fsencode(path.absolute())) > _LONGEST_PATH:
            raise NameRefused("the path is longer than SQLite takes") from None
        raise error_to_raise(error) from None
