"""Giving a finished file or folder its name.

On Windows nothing is renamed that somebody has open, and virus scanners and indexers open
what was just written, for moments. So a rename that is refused for that reason is tried again
for a second there.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_SECONDS: Final = 1.0
_PAUSE: Final = 0.02
_ACCESS_DENIED: Final = 5
_SHARING_VIOLATION: Final = 32


def rename_over(source: Path, target: Path) -> None:
    """Replace the file ``target`` by ``source``, atomically. Raises ``OSError``."""
    _patiently(lambda: source.replace(target))


def rename_folder(source: Path, target: Path) -> None:
    """Rename a folder. ``OSError``, on Windows also where ``target`` is an empty folder."""
    _patiently(lambda: source.rename(target))


def rename_without_overwriting(source: Path, target: Path) -> None:
    """Rename a file. ``FileExistsError`` where anything of that name is there, or ``OSError``."""
    if sys.platform == "win32":
        _patiently(lambda: source.rename(target))  # refuses an existing target by itself
        return
    try:
        os.link(source, target)  # atomic, and refuses an existing target
    except FileExistsError:
        raise
    except OSError:  # FAT, exFAT and some network shares have no hard links
        refuse_existing(target)
        source.rename(target)
    else:
        source.unlink()


def refuse_existing(path: Path) -> None:
    """``FileExistsError`` where anything of that name is there, a dangling link included."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "exists")


def _patiently(rename: Callable[[], object]) -> None:
    """Rename; on Windows again and again as long as somebody has it open, for a second."""
    end = time.monotonic() + _SECONDS
    while True:
        try:
            rename()
        except PermissionError as error:
            if not _is_passing(error) or time.monotonic() > end:
                raise
        else:
            return
        time.sleep(_PAUSE)


def _is_passing(error: OSError) -> bool:
    return getattr(error, "winerror", None) in (_ACCESS_DENIED, _SHARING_VIOLATION)
