"""A database on a medium that cannot be written to: everything is read, nothing is kept.

SQLite is told that the file is immutable, so it takes no lock and lays no file beside it
(https://sqlite.org/uri.html#uriimmutable). What lies in a log beside it would not be seen: whoever
opens one sees to it that there is none.
"""

from __future__ import annotations

from typing import Any

from desktop.vault.store.connection import Database
from desktop.vault.store.reader import CIPHER_SETTINGS, connect


class ReadOnlyDatabase(Database):
    """Each statement that writes, and each transaction, is a ``VaultReadOnly``."""

    settings = (
        *CIPHER_SETTINGS,
        "PRAGMA temp_store = MEMORY",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cache_size = -32768",
    )

    def _connect(self) -> Any:
        return connect(self.path, "mode=ro&immutable=1")

    def checkpoint(self) -> None:
        """There is no log."""
