"""How long the file of a vault may become on the medium it lies on.

What lies in the log would be committed, shown as saved, and never move into a file that takes no
more: the log would grow, and each commit try anew. So SQLite is told the longest file beforehand
and refuses the row that goes beyond it (https://sqlite.org/pragma.html#pragma_max_page_count).
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.errors import DiskFull, VaultTooLong
from desktop.system.sticks import file_system, largest_file
from desktop.vault.store.reader import PAGE_SIZE

_MOST: Final = 0xFFFFFFFE
"""Pages of the longest database (SQLITE_MAX_PAGE_COUNT)."""
_ROOM: Final = 64 << 20
"""Bytes: a medium with so many free is not full."""


def longest(database: Path) -> int | None:
    """Pages of the longest file where it is to lie; None where nothing smaller than SQLite's own
    limit is known."""
    pages = 0
    with suppress(OSError):
        pages = largest_file(file_system(database.parent)) // PAGE_SIZE
    return pages if 0 < pages < _MOST else None


def refusal(told: Exception, database: Path, limit: int | None) -> Exception:
    """What to raise where SQLite ``told`` that there is no room: a full disk, or a file that is as
    long as the medium takes (``VaultTooLong``)."""
    if limit is None or not isinstance(told, DiskFull):
        return told
    with suppress(OSError):
        if shutil.disk_usage(database.parent).free > _ROOM:
            return VaultTooLong("the medium takes no longer file")
    return told
