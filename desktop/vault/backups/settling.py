"""Originals on their way into a backup place: while one is sealed, those before it are settled.

A file grows under a passing name on the thread that reads the vault. Other threads bring it to the
device, drop it from the system's memory and read it back as a restore would: each chunk of it
proves itself under a key that no other file has. It takes its name last.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from desktop.crypto.age.payload import Buffer
from desktop.crypto.kept_apart import seal, unseal
from desktop.errors import DamagedBackup, PayloadDamaged
from desktop.system.files import (
    PARTIAL,
    drop_from_page_cache,
    sync,
    sync_folder,
    translate_os_errors,
)
from desktop.system.private_files import open_private_file
from desktop.system.renaming import rename_over
from desktop.vault.backups.joined import Joined

if TYPE_CHECKING:
    from desktop.vault.backups.originals import Originals

_THREADS: Final = 3
"""A device takes several syncs at once for little more than one."""
_AHEAD: Final = 8
"""Files at most that are sealed and not settled yet."""


class Settling:
    """Stores originals in a place, inside ``with``: at its end each that was put is there under
    its name, read back. Where it ends by an error, what has no name yet leaves nothing behind.

    Raises, as :meth:`put` does, ``DamagedBackup`` where something does not read back, and any
    ``StorageError``.
    """

    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="settling")
        self._waiting: deque[tuple[Future[None], _Growing]] = deque()
        self._folders: set[Path] = set()
        self._before: set[str] | None = None

    def __enter__(self) -> Self:
        return self

    def put(self, name: str, size: int, pieces: Iterable[Buffer]) -> None:
        """Seal an original of ``size`` bytes, and leave the rest to the other threads.

        ``ValueError`` for another number of bytes, and what ``pieces`` raises: nothing is stored.
        """
        while len(self._waiting) >= _AHEAD:
            self._wait_for_first()
        if self._before is None:
            # Once, and not for each: nobody else writes here.
            self._before = self._originals.names()
        folder = self._originals.made_folder(name)
        self._folders |= {folder, folder.parent}
        growing = _Growing(folder, name, self._originals, replaces=name in self._before)
        try:
            with translate_os_errors():
                seal(growing, self._originals.keys, name, size, pieces)
        except BaseException:
            growing.discard()
            raise
        self._waiting.append((self._pool.submit(growing.settle), growing))

    def _wait_for_first(self) -> None:
        # It stays among those that are discarded where it fails.
        self._waiting[0][0].result()
        self._waiting.popleft()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        try:
            while kind is None and self._waiting:
                self._wait_for_first()
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            for _done, growing in self._waiting:
                growing.discard()
        if kind is None:
            with translate_os_errors():
                for folder in sorted(self._folders):
                    sync_folder(folder)


class _Growing:
    """A sink that is spread over volumes under passing names until it is settled.

    ``replaces``: whether anything of that name is there already.
    """

    def __init__(self, folder: Path, name: str, originals: Originals, *, replaces: bool) -> None:
        self._folder, self._name, self._originals = folder, name, originals
        self._replaces = replaces
        self._volumes: list[tuple[Path, BinaryIO]] = []
        self._left = 0
        self._undone = ExitStack()

    def write(self, data: memoryview) -> int:
        """Take as many bytes as the volume has room for."""
        if not self._left:
            self._next()
        taken = self._volumes[-1][1].write(data[: self._left])
        self._left -= taken
        return taken

    def _next(self) -> None:
        path = self._folder / f"{self._name}.{os.urandom(4).hex()}{PARTIAL}"
        self._undone.callback(path.unlink, missing_ok=True)
        file = open_private_file(path, buffering=0)
        self._undone.callback(file.close)
        self._volumes.append((path, file))
        self._left = self._originals.volume

    def settle(self) -> None:
        """Bring it to the device, read it back, and give each volume its name."""
        with translate_os_errors():
            for _path, file in self._volumes:
                sync(file)
                drop_from_page_cache(file.fileno())
                file.close()
            self._read_back()
            if self._replaces:
                # Fewer volumes than before would leave the rest of the old ones behind.
                self._originals.remove([self._name])
            self._name_all()
        self._undone.pop_all()

    def _read_back(self) -> None:
        paths = [path for path, _file in self._volumes]
        try:
            with Joined(paths) as source:
                for _piece in unseal(source, self._originals.keys, self._name):
                    pass
        except PayloadDamaged:
            raise DamagedBackup("what was written does not read back") from None

    def _name_all(self) -> None:
        if len(self._volumes) == 1:
            rename_over(self._volumes[0][0], self._folder / self._name)
            return
        for number, (path, _file) in enumerate(self._volumes, 1):
            rename_over(path, self._folder / f"{self._name}.{number:03d}")

    def discard(self) -> None:
        """Remove what has no name yet."""
        with translate_os_errors():
            self._undone.close()
