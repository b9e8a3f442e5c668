"""New files and folders that only their user may read.

POSIX has mode bits for it. Windows has none: there a new file gets an access list of its own,
with the user, the system and administrators on it, as the folders of Windows users have
(``C:\\Users\\NAME``); administrators could take every file anyway, as root can elsewhere. What
is made inside such a folder inherits the list. It is given on the volume of the user's own
profile alone: sticks and other drives are carried to computers that do not know this user, who
would be shut out of their own packages and backups; there, what the drive itself allows stands.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

from desktop.system.file_names import is_one_file_on_windows

_FILE_MODE: Final = 0o600
_FOLDER_MODE: Final = 0o700
_ERROR_INVALID_NAME: Final = 123
_ERROR_NAME_TOO_LONG: Final = 206
_LONGEST_NAME: Final = 255
_NEW_FILE: Final = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)


def private_file(path: Path) -> int:
    """Create an empty file and return its descriptor, open for reading and writing.

    ``FileExistsError`` where anything of that name is there, and any other ``OSError``.
    """
    refuse_other_than_a_file(path)
    if sys.platform == "win32":
        from desktop.system import windows_acl

        if windows_acl.on_own_volume(path):
            return windows_acl.create_file(path)
    return os.open(path, _NEW_FILE, _FILE_MODE)


def open_private_file(path: Path, *, buffering: int = -1) -> BinaryIO:
    """As :func:`private_file`; an open file, of which one without buffering may take less of what
    is written than it was given."""
    return _on(private_file(path), buffering)


def _on(descriptor: int, buffering: int) -> BinaryIO:
    """Through here goes all that is written to new files (``tests/systems.py`` limits it)."""
    return os.fdopen(descriptor, "w+b", buffering)


def private_folder(path: Path) -> None:
    """Create a folder; the one above it is there. ``FileExistsError``, or another ``OSError``."""
    refuse_other_than_a_file(path)
    if sys.platform == "win32":
        from desktop.system import windows_acl

        if windows_acl.on_own_volume(path):
            windows_acl.create_folder(path)
            return
    path.mkdir(_FOLDER_MODE)


def refuse_other_than_a_file(path: Path) -> None:
    """``OSError`` for a name that Windows takes for a device or for a stream of a file.

    And for one that is too long, of which Windows says no more than that nothing is there.
    """
    if sys.platform == "win32":
        if not is_one_file_on_windows(path.name):
            raise OSError(None, "no name of a file", None, _ERROR_INVALID_NAME)
        if len(path.name.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST_NAME:
            raise OSError(None, "the name is too long", None, _ERROR_NAME_TOO_LONG)
