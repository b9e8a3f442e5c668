"""Small file systems of their own, for what becomes of work on a disk that is full."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

_FILLER: Final = "somebody else's files"
_PIECE: Final = 4096
_MEBIBYTE: Final = 1 << 20


class Disk:
    """A file system mounted at ``path``, which others fill up and clear again."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self._filler = path / _FILLER

    def fill(self, leave: int = 0) -> None:
        """Take all the room there is but ``leave`` bytes, as another program does."""
        statistics = os.statvfs(self.path)
        room = statistics.f_bavail * statistics.f_frsize - leave
        with self._filler.open("ab", buffering=0) as file:
            for _ in range(max(0, room) // _PIECE):
                if not _is_taken(file.fileno(), _PIECE):
                    break
            while leave == 0 and _is_taken(file.fileno(), 1):
                pass

    def make_room(self) -> None:
        """Remove what took the room."""
        self._filler.unlink()

    def names(self) -> set[Path]:
        """All that lies here by now, but what took the room."""
        return set(self.path.rglob("*")) - {self._filler}


def _is_taken(file: int, size: int) -> bool:
    try:
        return os.write(file, bytes(size)) == size
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return False
        raise


@contextmanager
def small_disk(path: Path, mebibytes: int, kind: str = "tmpfs") -> Iterator[Disk]:
    """A file system of this size at the new folder ``path``; ``kind``: "tmpfs", or "ext4" in a
    file beside it. Skips the test where this machine mounts none."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root on Linux mounts a small file system")
    path.mkdir(exist_ok=True)
    size = ["-o", f"size={mebibytes}m", "-t", "tmpfs", "tmpfs"]
    command = ["mount", *(size if kind == "tmpfs" else ["-o", "loop", _image(path, mebibytes)])]
    if subprocess.run([*command, str(path)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        if kind == "ext4":
            (path / "lost+found").rmdir()
        yield Disk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def _image(path: Path, mebibytes: int) -> str:
    image = path.with_name(f"{path.name}.ext4")
    with image.open("wb") as file:
        file.truncate(mebibytes * _MEBIBYTE)
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("there is no mkfs.ext4")
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=True)
    return str(image)
