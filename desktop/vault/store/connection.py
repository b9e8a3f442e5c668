"""The one connection to the encrypted database: how it is opened, and its transactions.

SQLCipher 4 with a raw 256-bit key (no PBKDF2 on top: the key slots did that work). The
settings and the figures behind them stand in ``docs/decisions/0003-database-settings.md``.
A connection belongs to the thread that opened it; SQLite itself refuses any other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, ClassVar, Final, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import DamagedVault, StorageError, VaultInUse
from desktop.model.changes import Part
from desktop.system.files import translate_os_errors
from desktop.system.private_files import private_file
from desktop.vault.store.copying import Copy, Settling
from desktop.vault.store.device import Device
from desktop.vault.store.frozen import Frozen
from desktop.vault.store.log import Log
from desktop.vault.store.longest import longest, refusal
from desktop.vault.store.reader import CIPHER_SETTINGS, PAGE_SIZE, Reader, Row, Values
from desktop.vault.store.tally import RowHash, Sum, Tally
from desktop.vault.store.transactions import Counting, Transactions

__all__ = ["PAGE_SIZE", "Database", "Reader", "Row", "Values"]

T = TypeVar("T")

_SQLITE_MAGIC = b"SQLite format 3\0"
_WRITES: Final = ("INSERT", "UPDATE", "DELETE")
_CURSORS_MARKED = 201
"""After so many the marks of those that are gone go too (``created_cursors`` in connection.c)."""
_SETTINGS = (
    *CIPHER_SETTINGS,
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


class Database(Reader):
    """An open encrypted database. Errors a user can meet come out as ``desktop.errors``."""

    settings: ClassVar[tuple[str, ...]] = _SETTINGS

    def __init__(self, path: Path, key: bytes, *, create: bool = False) -> None:
        """Open the file with its 32-byte ``key``; ``create`` makes a new one and only then.

        ``DamagedVault`` where the file is not what this key wrote, ``NotWritable``.
        """
        if create:
            _make_private(path)
        else:
            _refuse_foreign(path)
        self._longest = longest(path)
        self._transactions = Transactions(
            self.execute, lambda: bool(self._connection.in_transaction), self._refuse_spoilt
        )
        self.touched, self.met = self._transactions.touched, self._transactions.met
        self.index_waits = False
        """Whether new texts wait to be indexed (``desktop/vault/search/waiting.py``)."""
        self._last_refusal: Exception = StorageError("the transaction was undone")
        self._before = 0
        self._device = Device(path)
        self._jobs: dict[Any, Callable[[list[Any]], None]] = {}
        self._closed, self._copying, self._waits = False, False, True
        self._counting: Counting | None = None
        self._log = Log(self, path)
        self._transactions.behind_each(self._log.move_long)
        self._tally: Tally | None = None
        self._row_hash: RowHash | None = None
        super().__init__(path, key)

    def execute(self, sql: str, values: Values = ()) -> int:
        """Run one statement; the number of rows it changed (-1 where that means nothing)."""
        if self._needs_transaction(sql):
            with self.transaction():
                return self.execute(sql, values)
        try:
            changed: int = self._live().execute(sql, values).rowcount
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return changed

    def execute_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        if self._needs_transaction(sql):
            with self.transaction():
                self.execute_many(sql, rows)
            return
        try:
            self._live().executemany(sql, rows)
        except sqlcipher.Error as error:
            raise self._refusal(error) from None

    def insert(self, sql: str, values: Values = ()) -> int:
        """Run an INSERT; the rowid of the new row."""
        if self._needs_transaction(sql):
            with self.transaction():
                return self.insert(sql, values)
        try:
            row: int = self._live().execute(sql, values).lastrowid
        except sqlcipher.Error as error:
            raise self._refusal(error) from None
        return row

    def _needs_transaction(self, sql: str) -> bool:
        """Whether a statement writes by itself: its sums are to be written with it."""
        return not self._transactions.open and self._tally is not None and sql.startswith(_WRITES)

    @property
    def spoilt(self) -> bool:
        """Whether the connection met a damaged page: outside a transaction the next statement
        opens another."""
        return self._spoilt

    @property
    def in_transaction(self) -> bool:
        """Whether one is open."""
        return self._transactions.open

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing; an inner one joins the outer and fails with it."""
        return self._transactions.transaction()

    @contextmanager
    def transaction_in_order(self) -> Iterator[None]:
        """As :meth:`transaction`, but its commit does not wait for the disk: for one of many
        steps of a job that says nothing is done before a commit that does.

        The log keeps its order and is written to the disk by the next commit that waits, whoever
        makes it, and before it is moved into the file (SQLite's pragma.html, synchronous =
        NORMAL). So a killed process loses nothing, and a power cut at most the last of these
        transactions, from the end, each whole.
        """
        if self.in_transaction:
            with self.transaction():
                yield
            return
        self.all("PRAGMA synchronous = NORMAL")
        self._waits = False
        try:
            with self.transaction():
                yield
        finally:
            self._waits = True
            if not self._spoilt:
                self.all("PRAGMA synchronous = FULL")

    @contextmanager
    def children_first(self) -> Iterator[None]:
        """Let rows be written before the rows they refer to; around a transaction of nothing
        else (SQLite's foreignkeys.html, section 2: inside one it would change nothing)."""
        if self.in_transaction:
            raise RuntimeError("inside a transaction references are looked at all the same")
        self.all("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            if not self._spoilt:
                self.all("PRAGMA foreign_keys = ON")

    def attempt(self) -> AbstractContextManager[None]:
        """A piece that is undone alone when it fails, so that the caller may go on."""
        return self._transactions.attempt()

    def at_end(self, job: Callable[[Database, list[T]], None], item: T) -> None:
        """Have ``job`` run once before the transaction that is open commits, with every item
        that was given for it in the transaction; at once where none is open."""
        bound = self._jobs.get(job)
        if bound is None:
            bound = self._jobs[job] = partial(job, self)
        self._transactions.at_end(bound, item)

    def catch_up(self) -> None:
        """Run what :meth:`at_end` left until now, in the open transaction, where it is much."""
        self._transactions.catch_up()

    def _refuse_spoilt(self) -> None:
        if self._spoilt:
            raise DamagedVault("a damaged page was met in this piece of work")
        self._refuse_lost()

    def _refuse_lost(self) -> None:
        """Nothing is run in a transaction that SQLite undid, whoever caught its error."""
        if self._transactions.lost:
            raise self._last_refusal

    def _refusal(self, error: sqlcipher.Error) -> Exception:
        told = super()._refusal(error)
        self._last_refusal = refusal(told, self.path, self._longest)
        return self._last_refusal

    def _live(self) -> Any:
        # Asked for each statement: what is nearly always so is seen here without a further call.
        connection = self._connection
        if self._transactions.open and not connection.in_transaction:
            self._refuse_lost()
        if self._copying:
            # A connection that is copied from does not let go of the file when it is closed.
            self._refuse_spoilt()
        return super()._live() if self._spoilt else connection

    def touch(self, kind: str, record_id: str) -> None:
        """Say which record a statement wrote; told to the window when it is committed."""
        self.touched.add(kind, record_id)

    @property
    def rows_written(self) -> int:
        """How many rows were written since this was opened; never the same after a write."""
        return self._before + int(self._connection.total_changes)

    def at_rest(self, path: Path, stop: Event) -> Frozen:
        """Another file under the same key that nobody writes, for reading on this thread."""
        return Frozen(path, self._key, stop)

    def copy_to(self, path: Path, pages: int, progress: Callable[[int, int], None]) -> None:
        """Copy everything into a new file under the same key, ``pages`` at a time; ``progress``
        counts pages and is called where other work may be done on this connection.

        ``DamagedVault`` also where such work meets a damaged page: until this has ended, nothing
        can be written.
        """
        with closing(Copy(path, self._key)) as copy, Settling(path) as settling:

            def step(_status: int, remaining: int, total: int) -> None:
                settling.go_on()
                progress(total - remaining, total)
                self._refuse_spoilt()

            connection, self._copying = self._live(), True
            try:
                connection.backup(copy.connection, pages=pages, progress=step, sleep=0)
            except sqlcipher.Error as error:
                raise self._refusal(error) from None
            finally:
                self._copying = False

    def watch(self, tally: Tally, write: Callable[[], None]) -> None:
        """Note every row that is written in watched tables; ``write`` keeps the sums, last in
        each transaction."""
        self._tally = tally
        self.hash_rows_with(tally.row_hash)
        self._watch()
        self._transactions.follow(tally, write)

    def count_commits(self, counting: Counting) -> None:
        """Let ``counting`` hear of each commit from now on."""
        self._transactions.count(
            lambda: counting.count(saves=not self._log.signing),
            lambda: counting.committed(self._waits),
        )
        self._counting = counting

    def sign_before_moving(self, sign: Callable[[], None]) -> None:
        """Let ``sign`` write something last whenever the log is moved into the file from now on,
        so that what the log holds by then differs from each of its parts."""
        self._log.sign_with(sign)

    def hash_rows_with(self, row_hash: RowHash) -> None:
        """Let :meth:`mac` use this."""
        self._row_hash = row_hash

    def mac(self, table: str, values: Sequence[Any]) -> bytes:
        """What these values add to the sum of their table, 16 bytes: nobody makes them who has
        not the vault's key. ``RuntimeError`` before that was read."""
        if self._row_hash is None:
            raise RuntimeError("the key of the sums was not read yet")
        return self._row_hash.stored(table, values)

    def pending(self, table: str) -> Sum:
        """By how much the open transaction changed a table whose sum is not written yet."""
        return self._tally.pending(table) if self._tally else Sum()

    def _watch(self) -> None:
        if self._tally is not None:
            self._tally.watch(self._connection.create_function, self._connection.executescript)

    def _unlock(self, key: bytes) -> None:
        super()._unlock(key)
        self._watch()
        # The log is signed before it is moved (log.py).
        self.all("PRAGMA wal_autocheckpoint = 0")
        if self._longest is not None:
            self.all(f"PRAGMA max_page_count = {self._longest:d}")

    def _reopen(self) -> None:
        self._before = self.rows_written + 1
        if self._log.stays:
            # Closing empties the log into the file; on an interrupted connection SQLite leaves
            # that before the first page (walCheckpoint in wal.c), and the log stays.
            self._connection.interrupt()
        super()._reopen()

    def let_go(self) -> None:
        """Free the pages that were read: after much was read once, and nothing of it is asked for
        again soon. What is read next is deciphered anew."""
        if self._spoilt:
            return
        self.all("PRAGMA shrink_memory")
        # The library keeps a mark of each of the last cursors. Lying among what was read, each
        # holds a stretch of memory.
        for _ in range(_CURSORS_MARKED):
            self._connection.cursor()

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the database file and empty the log.

        ``VaultInUse`` where another connection still reads from the log.
        """
        self._log.empty()

    @contextmanager
    def frozen(self) -> Iterator[Callable[[Event], Frozen]]:
        """While open, the file stays as it is now, and what is written waits in the log.

        So it does where this connection meets a damaged page and is opened anew. Gives what
        opens the file for reading, on the thread that reads. ``VaultInUse``.
        """
        self.checkpoint()
        with self._log.staying():
            yield partial(Frozen, self.path, self._key)

    def from_device(self) -> AbstractContextManager[Reader | None]:
        """Gives, once, a reader of all that was saved, from the device and not from memory; None
        where the system cannot be held to that, or the file is frozen for another job already."""
        return self._device.reading(nullcontext() if self._log.stays else self.frozen())

    @contextmanager
    def log_moved_apart(self) -> Iterator[Callable[[], bool]]:
        """While open no commit moves the log into the file. Gives what does so where it has
        become long, outside any transaction; whether it did.

        A commit then takes no longer than its own pages do, and the log becomes no longer than
        what the disk took in a moment the last time. Where the log is kept from the file already
        (:meth:`frozen`), it stays.
        """
        try:
            with self._log.moved_apart() as move, self.met.remembered():
                yield move
        finally:
            # What is done while nobody waits let it pass.
            self.touch(Part.LEFT, "")

    def close(self) -> None:
        """Empty the write-ahead log and close; closing twice is no error."""
        if self._closed:
            return
        self._closed = True
        # A full disk or a reader does not keep the log from being emptied at the next opening
        # instead: what was committed is safe in it. Damage was told where it was met.
        try:
            with suppress(StorageError, DamagedVault, VaultInUse):
                self.checkpoint()
        finally:
            self._connection.close()
            self._device.close()
            if self._counting:
                self._counting.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


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
