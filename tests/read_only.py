"""A folder on a medium that cannot be written to, as a CD. The tests may run as root, whom no mode
of a file keeps from writing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock


def refuse_writes(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on the system refuses every file below ``folder`` that would be written."""
    opened, acquired = os.open, FileLock.acquire
    below = str(folder.absolute())

    def refused(path: str, flags: int, *rest: int, **more: int) -> int:
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and os.fspath(path).startswith(below):
            raise OSError(30, "Read-only file system")
        return opened(path, flags, *rest, **more)

    def locked(lock: FileLock, *args: object, **more: object) -> object:
        if os.fspath(lock.lock_file).startswith(below):
            raise OSError(30, "Read-only file system")
        return acquired(lock, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(FileLock, "acquire", locked)
