"""Whether a file is still being written by a living process.

Whoever writes a large file holds a lock on it that the system takes away when the process
dies, however it dies: flock(2) on POSIX. Windows needs none, because there a file that is
open for writing cannot be renamed or deleted. Where the system cannot tell, a file counts as
in use.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO, Final

_FIRST: Final = 4096
_OPEN: Final = (
    os.O_RDWR
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


def hold(file: BinaryIO, path: Path) -> bool:
    """Mark the open file at ``path`` as in use until it is closed; whether that could be done.

    Some network shares make a lock keep out every other reader, the own process too. There
    it is given back, because a package that cannot be read back cannot be verified.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _readable_beside(path):
            return True
        fcntl.flock(file, fcntl.LOCK_UN)
    return False


def is_held(path: Path) -> bool:
    """Whether a living process holds the file at ``path``; False where nothing is there."""
    if sys.platform == "win32":
        return _is_open(path)
    import fcntl

    try:
        with os.fdopen(os.open(path, _OPEN), "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def remove_abandoned(path: Path, is_ours: Callable[[bytes], bool]) -> bool:
    """Remove a file that nobody writes any more; whether it was removed.

    ``is_ours`` is asked about its first bytes. Left as they are: links, folders, devices,
    files that cannot be opened, and every file of which it is not sure that nobody holds it.
    """
    with suppress(OSError), closing(os.fdopen(os.open(path, _OPEN), "rb")) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode) or not is_ours(file.read(_FIRST)):
            return False
        if sys.platform == "win32":
            file.close()  # nothing that is open is deleted there, not by its own process either
        elif not (hold(file, path) and is_at(file, path)):
            return False
        path.unlink()
        return True
    return False


def remove_abandoned_folder(path: Path, is_ours: Callable[[str], bool]) -> bool:
    """Remove a folder in which nobody writes any more; whether it was removed.

    ``is_ours`` is asked about each file by its path in the folder, parts joined by ``/``. A
    link to a folder, and a folder with a file in it that is held or not ours, stay whole.
    """
    with suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            return False
        found = [each for each in path.rglob("*") if each.is_symlink() or not each.is_dir()]
        if any(is_held(each) or not is_ours(each.relative_to(path).as_posix()) for each in found):
            return False
        shutil.rmtree(path)
        return True
    return False


def is_at(file: BinaryIO, path: Path) -> bool:
    """Whether ``path`` still names this open file."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    _SHARING_VIOLATION: Final = 32

    def _is_open(path: Path) -> bool:
        """Whether any process has the file open; asked by giving it the name it has."""
        try:
            os.rename(path, path)  # noqa: PTH104 - as the system itself does it
        except OSError as error:
            return error.winerror == _SHARING_VIOLATION
        return False


def _readable_beside(path: Path) -> bool:
    """Whether another reader of the file gets at its bytes."""
    try:
        with path.open("rb", buffering=0) as other:
            other.read(1)
    except OSError:
        return False
    return True
