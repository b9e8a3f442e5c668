"""A copy of the database while it is made: no log and no journal, for it counts only when whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.system.files import translate_os_errors
from desktop.system.private_files import private_file
from desktop.vault.store.reader import CIPHER_SETTINGS, Reader, Values


class Copy(Reader):
    """A new file, for its user alone, into which SQLite's backup or rows are written;
    ``FileExists``.

    With a log every page was written twice, and closing brought all of it into the file in one
    statement. What is left of a copy that failed is removed by who wanted it.
    """

    settings = (
        *CIPHER_SETTINGS,
        "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = FULL",
    )

    def __init__(self, path: Path, key: bytes) -> None:
        with translate_os_errors():
            os.close(private_file(path))
        super().__init__(path, key)

    @property
    def connection(self) -> object:
        """Where the pages go."""
        return self._connection

    def run(self, sql: str) -> None:
        """Run one statement that writes."""
        self.all(sql)

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one for each row of values."""
        try:
            self._live().executemany(sql, rows)
        except sqlcipher.Error as error:
            raise self._refusal(error) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class Filling(Copy):
    """As :class:`Copy`, of a file that is there: one that is being built, and counts when whole."""

    def __init__(self, path: Path, key: bytes) -> None:
        Reader.__init__(self, path, key)


class Settling:
    """Brings to the device what a growing file holds, on a helper thread, so that the sync at its
    end has little left to do."""

    def __init__(self, path: Path) -> None:
        with translate_os_errors():
            self._file = path.open("rb+")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="settle")
        self._running: Future[None] | None = None

    def go_on(self) -> None:
        """Begin another round where the last one has ended. What the device says against it, it
        says to SQLite's own sync."""
        if self._running is None or self._running.done():
            self._running = self._thread.submit(os.fsync, self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()
        self._file.close()
