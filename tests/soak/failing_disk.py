"""A file system that fails as media do: ``python -m tests.soak.failing_disk STORE MOUNTED [NAME]``,
where ``NAME`` is what the system shall call it (``fuse.NAME``).

What is written at ``MOUNTED`` lies in the folder ``STORE``. How it fails stands in ``STORE.faults``
as JSON and counts from then on: see :class:`Faults`. By FUSE, in a process of its own, so that the
one that works with it goes through the kernel as with any disk.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import mfusepy

FAULTS: Final = ".faults"
_FLIPPED: Final = 0x40


@dataclass(frozen=True, slots=True)
class Faults:
    """``fails_after``: so many bytes are taken, then writing fails (EIO). ``largest``: bytes of the
    longest file. ``alters_after``: behind so many bytes one bit of each piece is kept as another
    one, which shows once the kernel has let go of what it holds of the file; ``alters_only``: of
    files whose path ends so."""

    fails_after: int | None = None
    alters_after: int | None = None
    alters_only: str = ""
    largest: int | None = None


class FailingDisk(mfusepy.Operations):  # type: ignore[misc]
    """Passes everything on to a folder, but for its faults."""

    use_ns = True

    def __init__(self, store: str) -> None:
        self._store = store
        self._faults, self._read_at, self._taken = Faults(), 0, 0

    def _at(self, path: str) -> Path:
        return Path(self._store + path)

    def _refuse(self, size: int, end: int) -> Faults:
        """Take so many bytes up to this end of a file, or fail; what counts by now."""
        control = Path(self._store + FAULTS)
        changed = control.stat().st_mtime_ns
        if changed != self._read_at:
            self._faults = Faults(**json.loads(control.read_text("ascii")))
            self._read_at, self._taken = changed, 0
        faults = self._faults
        if faults.largest is not None and end > faults.largest:
            raise mfusepy.FuseOSError(errno.EFBIG)
        self._taken += size
        if faults.fails_after is not None and self._taken > faults.fails_after:
            raise mfusepy.FuseOSError(errno.EIO)
        return faults

    def init(self, path: str) -> None:
        """Say that it is mounted."""
        os.write(1, b"mounted\n")

    def getattr(self, path: str, fi: Any = None) -> dict[str, Any]:
        found = self._at(path).lstat()
        names = ("atime", "ctime", "mtime")
        times = {f"st_{name}": getattr(found, f"st_{name}_ns") for name in names}
        plain = ("gid", "mode", "nlink", "size", "uid", "ino", "blocks")
        return times | {f"st_{name}": getattr(found, f"st_{name}") for name in plain}

    def readdir(self, path: str, fi: Any) -> list[str]:
        return [".", "..", *(each.name for each in self._at(path).iterdir())]

    def statfs(self, path: str) -> dict[str, int]:
        found = os.statvfs(self._at(path))
        return {name: getattr(found, name) for name in dir(found) if name.startswith("f_")}

    def mkdir(self, path: str, mode: int) -> None:
        self._at(path).mkdir(mode)

    def rmdir(self, path: str) -> None:
        self._at(path).rmdir()

    def unlink(self, path: str) -> None:
        self._at(path).unlink()

    def rename(self, old: str, new: str) -> None:
        self._at(old).rename(self._at(new))

    def chmod(self, path: str, mode: int) -> None:
        self._at(path).chmod(mode)

    def chown(self, path: str, uid: int, gid: int) -> None:
        os.chown(self._at(path), uid, gid)

    def utimens(self, path: str, times: tuple[int, int]) -> None:
        os.utime(self._at(path), ns=times)

    def create(self, path: str, mode: int, fi: Any) -> int:
        fi.fh = os.open(self._at(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        fi.keep_cache = True
        return 0

    def open(self, path: str, fi: Any) -> int:
        # The kernel reads what it is to write a part of, and appends by itself.
        wanted = os.O_RDWR if fi.flags & (os.O_WRONLY | os.O_RDWR) else os.O_RDONLY
        fi.fh = os.open(self._at(path), wanted)
        # What it holds of a file is as it was written, until it lets go of it.
        fi.keep_cache = True
        return 0

    def read(self, path: str, size: int, offset: int, fi: Any) -> bytes:
        return os.pread(fi.fh, size, offset)

    def write(self, path: str, data: bytes, offset: int, fi: Any) -> int:
        faults = self._refuse(len(data), offset + len(data))
        alters = faults.alters_after is not None and self._taken > faults.alters_after
        if alters and path.endswith(faults.alters_only):
            altered = bytearray(data)
            altered[len(data) // 2] ^= _FLIPPED
            data = bytes(altered)
        return os.pwrite(fi.fh, data, offset)

    def truncate(self, path: str, length: int, fi: Any = None) -> None:
        self._refuse(0, length)
        os.truncate(self._at(path), length)

    def flush(self, path: str, fi: Any) -> None:
        """Nothing is held back here."""

    def fsync(self, path: str, datasync: int, fi: Any) -> None:
        self._refuse(0, 0)
        os.fsync(fi.fh)

    def release(self, path: str, fi: Any) -> None:
        os.close(fi.fh)


if __name__ == "__main__":
    named = {"subtype": sys.argv[3]} if len(sys.argv) > 3 else {}
    mfusepy.FUSE(
        FailingDisk(sys.argv[1]), sys.argv[2], foreground=True, nothreads=True, raw_fi=True, **named
    )
