"""``vault.seq``: the number of the last save that was finished, kept beside the database.

SQLite ends the write-ahead log at the first frame whose checksum does not hold: where a crash or a
disk spoilt it, what was saved last is missing, and what is left is whole and says nothing of it.
So each commit counts up a number in the database, in its own transaction, and when the commit has
returned the same number is written here. A database behind this file lost the saves between.

- The file is never ahead of what the disk was told to keep: it is written behind the sync of the
  log. It may be behind: a kill between the two, a commit that waits for no disk, a power cut (it
  is not synced for each save, which would cost more than the save's own sync). So what it knows of
  is missing, and where it knows of nothing, nothing is said.
- A copy of the folder without it, a new vault and a restored one begin a file of their own. Where
  it cannot be written there is none.
- Under the same number two copies of a vault that went on apart have other random bytes.

The form: the salt of the database (16 bytes, which it begins with as well: a rescue needs it where
the first page is spoilt), then two slots, written in turn, so that one is whole wherever a write
is torn. A slot is sealed with a key that follows from the database's: number (8 bytes,
big-endian), when (milliseconds since 1970, 8), random (8). It tells nothing but when it was
written, which the file system tells too.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from desktop.crypto.sealed import OVERHEAD, Sealing
from desktop.crypto.slots import derive_subkey
from desktop.model.values.moment import Moment
from desktop.system.private_files import private_file
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.versions.sums import COMMITS
from desktop.vault_files import SEQUENCE

SALT_BYTES: Final = 16
_KEY: Final = b"skrynia vault sequence v1"
_BOUND: Final = b"skrynia vault.seq slot v1"
_MARK_BYTES: Final = 24
_SLOT_BYTES: Final = _MARK_BYTES + OVERHEAD
_SIZE: Final = SALT_BYTES + 2 * _SLOT_BYTES
_SELECT: Final = "SELECT rows, value FROM tally WHERE name = ?"
_COUNT: Final = (
    "INSERT INTO tally (name, rows, value) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (name) DO UPDATE SET rows = ?2, value = ?3"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A commit. ``number``: from 1; ``unique``: 16 bytes, when it was and random ones."""

    number: int = 0
    unique: bytes = bytes(16)

    @classmethod
    def after(cls, number: int) -> Self:
        """Of the commit behind the one with this number, now."""
        when = time.time_ns() // 1_000_000
        return cls(number + 1, when.to_bytes(8) + secrets.token_bytes(8))

    @property
    def at(self) -> Moment | None:
        """When it was, by the clock of its day, in UTC; None of no commit."""
        milliseconds = int.from_bytes(self.unique[:8])
        with suppress(OverflowError):
            if milliseconds:
                then = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
                return Moment.of(then)
        return None


@dataclass(frozen=True, slots=True)
class Behind:
    """How far a database is behind its file: the last save that is ``here``, and the last that was
    finished."""

    here: Mark
    last: Mark

    @property
    def saves(self) -> int:
        """How many are missing; 0 where that is not known, as other saves stand in their place."""
        return self.last.number - self.here.number


class Sequence:
    """The file beside the open database ``db``, whose 32-byte key is ``key``."""

    def __init__(self, db: Database, folder: Path, key: bytes) -> None:
        self._db, self._path = db, folder / SEQUENCE
        self._sealing = _sealing(key)
        self._salt = salt_of(db)
        self._kept = _read(self._path, self._sealing)
        self._here = here(db)
        self._written = db.rows_written
        self._last = max(self._here, self._kept, key=lambda mark: mark.number)
        self._coming: Mark | None = None
        self._held = self.behind() is not None
        self._file = -1

    def behind(self) -> Behind | None:
        """What was finished and is not in the database; None where nothing is known to be."""
        return compared(self._here, self._kept)

    def follow(self) -> None:
        """Count every commit from now on, behind the last that is known of. Where something is
        missing none is counted before :meth:`noting`: the next opening would miss nothing."""
        self._db.count_commits(self)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Around the transaction that keeps what is missing: from this one on each is counted,
        unless it fails."""
        self._held = False
        try:
            yield
        except BaseException:
            self._held = True
            raise

    def close(self) -> None:
        """Bring the file to the disk and let go of it."""
        if self._file >= 0:
            with suppress(OSError):
                os.fsync(self._file)
            self._let_go()

    def count(self, saves: bool) -> None:
        """Last in each transaction; one that wrote nothing is no commit, nor one that only signs
        what was saved before."""
        self._coming = None
        if self._held or self._db.rows_written == self._written:
            return
        if saves:
            self._coming = Mark.after(self._last.number)
            self._db.execute(_COUNT, (COMMITS, self._coming.number, self._coming.unique))
        self._written = self._db.rows_written

    def committed(self, waited: bool) -> None:
        """Keep it where the commit waited for the disk."""
        if self._coming is None:
            return
        self._last = self._coming
        if waited:
            self._keep(self._last)

    def _keep(self, mark: Mark) -> None:
        # What was saved is saved, also where this file is full, gone or refused.
        try:
            if self._file < 0:
                self._file = self._begun()
            self._write(SALT_BYTES + mark.number % 2 * _SLOT_BYTES, self._sealing.seal(_slot(mark)))
        except OSError:
            self._let_go()

    def _begun(self) -> int:
        """The file, open; a new one where there is none of its size."""
        with suppress(OSError):
            if self._path.stat().st_size == _SIZE:
                flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
                return os.open(self._path, flags)
            self._path.unlink()
        self._file = private_file(self._path)
        self._write(0, self._salt + bytes(2 * _SLOT_BYTES))
        return self._file

    def _write(self, at: int, data: bytes) -> None:
        os.lseek(self._file, at, os.SEEK_SET)
        os.write(self._file, data)

    def _let_go(self) -> None:
        if self._file >= 0:
            with suppress(OSError):
                os.close(self._file)
        self._file = -1


def compared(here_: Mark, kept: Mark) -> Behind | None:
    """By how much what is here is behind what is kept beside it."""
    behind = kept.number > here_.number
    other = kept.number == here_.number and kept.unique != here_.unique
    return Behind(here_, kept) if behind or other else None


def behind_beside(db: Reader, folder: Path, key: bytes) -> Behind | None:
    """As :meth:`Sequence.behind`, of a database whose file lies in another folder: a copy is
    compared with the folder it was made of."""
    return compared(here(db), _read(folder / SEQUENCE, _sealing(key)))


def here(db: Reader) -> Mark:
    """The last commit that is in the database."""
    row = db.one(_SELECT, (COMMITS,))
    return Mark(*row) if row else Mark()


def salt_of(db: Reader) -> bytes:
    """The 16 random bytes that a database's file begins with."""
    row = db.one("PRAGMA cipher_salt")
    return bytes.fromhex(row[0]) if row else bytes(SALT_BYTES)


def kept_salt(folder: Path) -> bytes:
    """The same as it stands beside the database in ``folder``; none where it does not."""
    data = _data(folder / SEQUENCE)
    return data[:SALT_BYTES] if len(data) == _SIZE else b""


def _sealing(key: bytes) -> Sealing:
    return Sealing(derive_subkey(key, _KEY), _BOUND)


def _slot(mark: Mark) -> bytes:
    return mark.number.to_bytes(8) + mark.unique


def _read(path: Path, sealing: Sealing) -> Mark:
    data, marks = _data(path), [Mark()]
    for at in (SALT_BYTES, SALT_BYTES + _SLOT_BYTES):
        plain = sealing.open(data[at : at + _SLOT_BYTES])
        if plain is not None and len(plain) == _MARK_BYTES:
            marks.append(Mark(int.from_bytes(plain[:8]), plain[8:]))
    return max(marks, key=lambda mark: mark.number)


def _data(path: Path) -> bytes:
    """What stands in the file; nothing of one that cannot be read."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_SIZE + 1)
    return b""
