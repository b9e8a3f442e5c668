"""A database file that nobody writes, read by a thread of its own: for what takes minutes.

SQLite is told that the file is immutable, so it takes no lock and reads no log beside it
(https://sqlite.org/uri.html#uriimmutable). Who lets one be read sees to it that this is true.
"""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import Cancelled
from desktop.vault.store.reader import CIPHER_SETTINGS, Reader, connect

_STEPS: Final = 2000
"""Of SQLite's machine, between two looks at whether somebody wants it to stop: about 1 ms."""


class Frozen(Reader):
    """Used by the thread that makes it. ``stop``: ends every statement with ``Cancelled``."""

    settings = (
        *CIPHER_SETTINGS,
        "PRAGMA temp_store = MEMORY",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cache_size = -16384",
    )

    def __init__(self, path: Path, key: bytes, stop: Event) -> None:
        self._stop = stop
        super().__init__(path, key)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _connect(self) -> Any:
        connection = connect(self.path, "mode=ro&immutable=1")
        connection.set_progress_handler(self._stop.is_set, _STEPS)
        return connection

    def _refusal(self, error: sqlcipher.Error) -> Exception:
        if self._stop.is_set():
            return Cancelled("stopped by the person")
        return super()._refusal(error)
