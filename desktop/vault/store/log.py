"""The write-ahead log of an open database: how long it grows, and that it is signed before it is
moved into the file.

SQLite would move it by itself behind the commit that makes it long. It is moved here, as that
leaves no time to sign.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from desktop.errors import DamagedVault, StorageError, VaultInUse
from desktop.vault.store.pace import Pace
from desktop.vault.store.reader import PAGE_SIZE, Row

_LONG: Final = 1000
"""Pages behind which it is moved, SQLite's default."""
_LEAST_MOVED: Final = 64
"""Pages that are worth a wait for the disk."""
_FIRST_MOVED: Final = 250
"""Pages that are moved before it is known how long that takes."""
_MOVED_WITHIN: Final = 0.06
"""Seconds that moving should take at once."""


class _Logged(Protocol):
    """What a database is asked for here; each of the statements may raise."""

    @property
    def spoilt(self) -> bool:
        """Whether the connection met a damaged page, and takes nothing more."""

    @property
    def in_transaction(self) -> bool:
        """Whether one is open."""

    def one(self, sql: str) -> Row | None:
        """The first row."""

    def transaction_in_order(self) -> AbstractContextManager[None]:
        """Whose commit does not wait for the disk."""


class Log:
    """The log of ``db``, whose file is ``path``. ``signing``: whether what is written now is no
    save, but signs what was saved."""

    def __init__(self, db: _Logged, path: Path) -> None:
        self._db, self._file = db, Path(f"{path}-wal")
        self.signing = False
        self._staying = self._apart = 0
        self._sign: Callable[[], None] | None = None

    def sign_with(self, sign: Callable[[], None]) -> None:
        """Let ``sign`` write something last whenever the log is moved from now on, so that what it
        holds by then differs from each of its parts."""
        self._sign = sign

    def empty(self) -> None:
        """Move everything into the file; ``VaultInUse`` where another connection still reads."""
        self._sign_off(1)
        answer = self._db.one("PRAGMA wal_checkpoint(TRUNCATE)")
        if answer and answer[0]:
            raise VaultInUse("the vault's log is read by another connection")

    def move_long(self) -> None:
        """Behind each commit: move it where it has become long. What keeps it from being moved
        keeps it until the next commit."""
        if self.signing or self._db.spoilt or not self.moves_by_itself or self._is_short():
            return
        with suppress(StorageError, DamagedVault, VaultInUse):
            if self._waiting() >= _LONG:
                self._move(_LONG)

    @property
    def moves_by_itself(self) -> bool:
        """Whether it is moved where it has become long."""
        return not self._staying and not self._apart

    @property
    def stays(self) -> bool:
        """Whether what is written stays in it."""
        return self._staying > 0

    @contextmanager
    def staying(self) -> Iterator[None]:
        """While open nothing moves it but :meth:`empty`."""
        self._staying += 1
        try:
            yield
        finally:
            self._staying -= 1

    @contextmanager
    def moved_apart(self) -> Iterator[Callable[[], bool]]:
        """While open no commit moves it. Gives what does so where it has become long, outside any
        transaction; whether it did. Where it is to stay, it stays."""
        pace = Pace(_LEAST_MOVED, _FIRST_MOVED, _LONG, _MOVED_WITHIN)
        self._apart += 1
        try:
            yield partial(self._move_at, pace)
        finally:
            self._apart -= 1

    def _move_at(self, pace: Pace) -> bool:
        if self.stays or self._db.in_transaction:
            return False
        waiting = self._waiting()
        if waiting < pace.amount:
            return False
        began = time.monotonic()
        self._move(waiting)
        pace.took(waiting, time.monotonic() - began)
        return True

    def _move(self, least: int) -> None:
        self._sign_off(least)
        self._db.one("PRAGMA wal_checkpoint(PASSIVE)")

    def _sign_off(self, least: int) -> None:
        """Sign what waits, where it is so many pages or more. Where the disk takes no signature,
        the log is moved without one."""
        if self._sign is None or self.signing or self._db.spoilt or self._db.in_transaction:
            return
        self.signing = True
        try:
            with suppress(StorageError, DamagedVault, VaultInUse):
                if self._waiting() >= least:
                    with self._db.transaction_in_order():
                        self._sign()
        finally:
            self.signing = False

    def _waiting(self) -> int:
        """How many pages are not in the file yet."""
        answer = self._db.one("PRAGMA wal_checkpoint(NOOP)")
        return answer[1] - answer[2] if answer else 0

    def _is_short(self) -> bool:
        """Whether its file, which stays as large as it once was, was never long: to ask SQLite
        behind each commit would have a statement prepared each time."""
        try:
            return self._file.stat().st_size < _LONG * PAGE_SIZE
        except OSError:
            return True
