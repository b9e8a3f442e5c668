"""Files that are whole or not there, and refusals of the system as types.

Writing outside the database happens in one of two ways. :func:`write_atomically` replaces a
small file by a complete new one. :class:`PartialFile` grows a large one under the name
``NAME.partial`` and gives it its own name only when it is complete and on the disk. Both
sync the file and then its folder (as Borg's ``SaveFile`` does), because a rename that is not
on the disk is undone by a loss of power. Before a file has its name it is read back from the
device: a stick that fails, or holds less than it says, takes every byte and gives back others.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from desktop.errors import (
    DiskFull,
    FileExists,
    FileTooLarge,
    NameRefused,
    NotAsWritten,
    NotWritable,
    StorageError,
)
from desktop.system.file_locks import hold, is_at, is_held
from desktop.system.private_files import open_private_file, refuse_other_than_a_file
from desktop.system.renaming import refuse_existing, rename_over, rename_without_overwriting

if TYPE_CHECKING:
    import hashlib

PARTIAL: Final = ".partial"
"""The ending of a file that is not complete."""
_PIECE: Final = 1 << 20

_KINDS: Final[dict[int, type[StorageError]]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), DiskFull),
    **dict.fromkeys(
        (
            errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENODEV, errno.ENXIO,
            errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EBUSY, errno.ESTALE,
        ),
        NotWritable,
    ),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EILSEQ), NameRefused),
    errno.EFBIG: FileTooLarge,
    errno.EEXIST: FileExists,
}  # fmt: skip

# System error codes of Windows that Python gives no errno of their own.
_WINDOWS_KINDS: Final[dict[int, type[StorageError]]] = {
    123: NameRefused,  # ERROR_INVALID_NAME
    206: NameRefused,  # ERROR_FILENAME_EXCED_RANGE
    223: FileTooLarge,  # ERROR_FILE_TOO_LARGE
    433: NotWritable,  # ERROR_NO_SUCH_DEVICE
    1006: NotWritable,  # ERROR_FILE_INVALID: the volume was changed from outside
    1117: NotWritable,  # ERROR_IO_DEVICE
    1167: NotWritable,  # ERROR_DEVICE_NOT_CONNECTED
}


@contextmanager
def translate_os_errors() -> Iterator[None]:
    """Turn any ``OSError`` inside into the :class:`StorageError` it means.

    The reason is the error's symbolic name (``ENOSPC``); paths are dropped, because a file's
    name may be a person's.
    """
    try:
        yield
    except OSError as error:
        kind = _WINDOWS_KINDS.get(getattr(error, "winerror", None) or 0)
        kind = kind or _KINDS.get(error.errno or 0, StorageError)
        raise kind(errno.errorcode.get(error.errno or 0, "the system gave no code")) from None


def _nothing(_fresh: Path) -> None:
    """What :func:`write_atomically` calls where nobody has to be told."""


def write_atomically(path: Path, data: bytes, before: Callable[[Path], None] = _nothing) -> None:
    """Replace ``path`` by ``data``: after a crash the old or the new content is there, whole.

    The file is readable by its user alone. ``before`` is called with the new file's passing
    name once one could be made there, with nothing in it yet; what it raises ends the writing.
    The new file is held until it has its name, so that nobody takes it for an abandoned one.
    Raises :class:`StorageError`, ``NotAsWritten`` among them; the old content then stays.
    """
    fresh = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    with translate_os_errors():
        refuse_other_than_a_file(path)
        try:
            with open_private_file(fresh) as file:
                hold(file, fresh)
                before(fresh)
                file.write(data)
                sync(file)
                _read_back(file, _sha256(data).digest())
                if sys.platform == "win32":
                    file.close()  # an open file is not renamed there
                rename_over(fresh, path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def read_small(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file; ``OSError``, also for a pipe, which could keep a reader
    waiting for ever, and for a device."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EACCES, "not a file")
        return file.read(most)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in lower-case hex; what the system refuses as a :class:`StorageError`."""
    from hashlib import file_digest

    with translate_os_errors(), path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class PartialFile:
    """A file that grows as ``NAME.partial`` and becomes ``NAME`` by :meth:`commit`.

    Left without a commit, by an error or a cancelled job, it removes what it wrote. It never
    overwrites ``NAME``; a ``NAME.partial`` left by a crash is started anew, one that another
    process is writing is not::

        with PartialFile(folder / name) as out:
            out.write(piece)
            out.commit()                # reads it back; then it has its name
    """

    def __init__(self, path: Path, *, unmistakable: bool = False, read_back: bool = True) -> None:
        """Create ``NAME.partial``, for its user alone, held as long as it is written.

        ``unmistakable``: as ``NAME.….partial`` with a random part, which no other program
        gives, so that what a kill leaves may be removed later. ``read_back``: by
        :meth:`commit`; not where who writes reads it back and looks into it. ``FileExists`` when
        ``NAME`` is there or another process is writing it.
        """
        self.path: Final = path
        own = f".{os.urandom(4).hex()}" if unmistakable else ""
        self.partial: Final = path.with_name(path.name + own + PARTIAL)
        self._committed = self._tried = False
        self._digest = _sha256() if read_back else None
        with translate_os_errors():
            refuse_other_than_a_file(path)
            refuse_existing(path)
            if is_held(self.partial):
                raise FileExists("another process is writing this file")
            self.partial.unlink(missing_ok=True)
            self._folder = path.parent.stat()
            self._file = open_private_file(self.partial)
            hold(self._file, self.partial)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Append ``data``; returns its length in bytes. Raises :class:`StorageError`."""
        with translate_os_errors():
            written = self._file.write(data)
        if self._digest is not None:
            self._digest.update(data)
        return written

    def settle(self) -> None:
        """Bring to the device what the system was given so far, and give its memory back.

        May run on another thread beside :meth:`write`, so that a slow device is busy from
        the start and says early what is wrong with it. Raises :class:`StorageError`.
        """
        with translate_os_errors():
            _sync_data(self._file.fileno())
        self.forget()

    def forget(self) -> None:
        """Let what is read back of the synced file come from the device, not from memory."""
        drop_from_page_cache(self._file.fileno())

    def tell(self) -> int:
        """Bytes written so far."""
        return self._file.tell()

    def sync(self) -> None:
        """Bring everything written to the disk."""
        with translate_os_errors():
            sync(self._file)

    def commit(self) -> None:
        """Sync, read back, take the name, sync the folder.

        ``NotAsWritten`` where the device gives back other bytes; ``FileExists`` when the name was
        taken since, or when another file stands where this one was written.
        """
        with translate_os_errors():
            sync(self._file)
            if self._digest is not None:
                _read_back(self._file, self._digest.digest())
            self._refuse_swapped()
            self._tried = True
            if sys.platform == "win32":
                self._file.close()  # an open file is not renamed there
            rename_without_overwriting(self.partial, self.path)
            self._committed = True
            sync_folder(self.path.parent)

    def take_back(self) -> bool:
        """Remove the file that :meth:`commit` named, because what should tell of it failed.

        Whether it is sure that no file written here bears the name. It is not where the
        device went away while the name was taken. Another's file of that name stays.
        """
        if not self._tried:
            return True
        try:
            if self._has_the_name():
                self.path.unlink()
            same = os.path.samestat(self._folder, self.path.parent.stat())
            sync_folder(self.path.parent)
        except OSError:
            return False
        return same

    def _has_the_name(self) -> bool:
        if sys.platform == "win32":  # closed by now; there the rename itself says so
            return self._committed and self.path.exists()
        return is_at(self._file, self.path)

    def _refuse_swapped(self) -> None:
        """What was written, and may have been verified, is what gets the name."""
        if os.path.lexists(self.partial) and not is_at(self._file, self.partial):
            raise FileExistsError(errno.EEXIST, "another file took its place")

    def discard(self) -> None:
        """Remove what was written. A device that is gone took the partial file along."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self.partial.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._committed:
            self._file.close()
        else:
            self.discard()


def _sha256(data: bytes = b"") -> hashlib._Hash:
    # It loads OpenSSL, for which the first window does not wait.
    from hashlib import sha256

    return sha256(data)


def _read_back(file: BinaryIO, digest: bytes) -> None:
    """``NotAsWritten`` where what a synced file holds has another SHA-256, as the device says."""
    drop_from_page_cache(file.fileno())
    file.seek(0)
    found = _sha256()
    while piece := file.read(_PIECE):
        found.update(piece)
    if found.digest() != digest:
        raise NotAsWritten("the device gave back something else")


def sync(file: BinaryIO) -> None:
    """Bring a file's content to the disk, on macOS past the drive's own cache."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # file systems without it still take the fsync below
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    os.fsync(file.fileno())


def _sync_data(descriptor: int) -> None:
    """As :func:`sync`, but without times and past no buffer of ours or of the drive."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, where the system has folders that can be synced."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # network shares that cannot sync a folder
            raise
    finally:
        os.close(descriptor)


def free_space(folder: Path) -> int:
    """Bytes that this user can still write into ``folder``. Raises :class:`StorageError`."""
    import shutil  # pulls in every compressor; the first window does without

    with translate_os_errors():
        return shutil.disk_usage(folder).free


def private_umask() -> None:
    """From now on, files and folders this process makes are for its user alone.

    Windows has no such thing; there it holds for what ``desktop/system/private_files.py`` makes.
    """
    os.umask(0o077)


def forget_cached(path: Path) -> None:
    """Let the next reading of a file that is on the disk come from there, not from memory. Nobody
    in this process has it open by SQLite, whose locks on it would go."""
    with translate_os_errors(), path.open("rb") as file:
        drop_from_page_cache(file.fileno())


def drop_from_page_cache(descriptor: int) -> bool:
    """Ask that the next reading of a synced file comes from the device, not from memory.

    Returns whether the system has such a request. Call it after a sync: unwritten pages stay.
    """
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)
        return True
    if sys.platform == "win32" or not hasattr(os, "posix_fadvise"):
        return False
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    return True
