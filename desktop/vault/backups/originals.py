"""The originals of a vault in a backup place: each stored once, for all generations.

``originals/ab/ab….`` is one sealed file (``desktop/crypto/kept_apart.py``). One that is longer
than FAT32 takes lies in volumes ``.001``, ``.002`` …, which ``cat`` joins. Files grow under a
passing name, are synced, read back past the system's memory and compared, and take their names
last: what has its name, and all of its length, is whole.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final

from desktop.crypto.age.payload import Buffer
from desktop.crypto.kept_apart import Keys, seal, sealed_length, unseal
from desktop.errors import DamagedBackup
from desktop.system.files import (
    PARTIAL,
    drop_from_page_cache,
    sync,
    sync_folder,
    translate_os_errors,
)
from desktop.system.private_files import open_private_file, private_folder
from desktop.system.renaming import rename_over

VOLUME: Final = 2**32 - 1
"""Bytes of the longest file that FAT32 takes."""
_PIECE: Final = 1 << 20
_NAME: Final = re.compile(r"([0-9a-f]{64})(?:\.[0-9]{3,})?")


class Originals:
    """The originals in the folder ``folder``, which is made where it is missing.

    ``volume``: bytes of the longest file that is written.
    """

    def __init__(self, folder: Path, keys: Keys, volume: int = VOLUME) -> None:
        self._folder, self._keys, self._volume = folder, keys, volume
        self._written: set[Path] = set()

    def name_of(self, sha256: str) -> str:
        """What the original with this SHA-256 (hex) is called here."""
        return self._keys.name_of(bytes.fromhex(sha256))

    def lengths(self) -> dict[str, int]:
        """How many bytes of each original are here, by its name."""
        found: dict[str, int] = {}
        with translate_os_errors():
            for file in self._files():
                match = _NAME.fullmatch(file.name)
                if match:
                    found[match[1]] = found.get(match[1], 0) + file.stat().st_size
        return found

    def missing(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """Those of these originals (name → size of its contents) that are not here whole."""
        here = self.lengths()
        return {name: size for name, size in sizes.items() if here.get(name) != sealed_length(size)}

    def put(self, name: str, size: int, pieces: Iterable[Buffer]) -> None:
        """Store an original of ``size`` bytes; ``DamagedBackup`` where it does not read back.

        It counts once :meth:`settle` was called.
        """
        folder = self._made(self._folder / name[:2])
        with ExitStack() as undone, translate_os_errors():
            growing = _Growing(folder, name, self._volume, undone)
            seal(growing, self._keys, name, size, pieces)
            growing.end()
            # Fewer volumes than before would leave the rest of the old ones behind.
            self.remove([name])
            growing.name_all()
            undone.pop_all()
        self._written |= {folder, self._folder}

    def settle(self) -> None:
        """Bring the names of what was stored to the disk."""
        with translate_os_errors():
            for folder in sorted(self._written):
                sync_folder(folder)
        self._written.clear()

    def read(self, name: str) -> Iterator[bytes]:
        """The contents of an original; ``DamagedBackup`` where it is missing,
        ``PayloadDamaged`` where it is not what was stored."""
        with translate_os_errors():
            files = self._volumes(name)
        if not files:
            raise DamagedBackup("an original is missing")
        with _Joined(files) as source:
            yield from unseal(source, self._keys, name)

    def remove(self, names: Iterable[str]) -> None:
        """Remove originals; of one that is not here nothing is to be removed."""
        with translate_os_errors():
            for name in names:
                for file in self._volumes(name):
                    file.unlink()

    def remove_unfinished(self) -> None:
        """Remove what a killed process left. Nobody else may be writing here."""
        with translate_os_errors():
            for file in self._files():
                if file.name.endswith(PARTIAL):
                    file.unlink()

    def _volumes(self, name: str) -> list[Path]:
        folder = self._folder / name[:2]
        whole = folder / name
        with suppress(FileNotFoundError):
            parts = [each for each in folder.iterdir() if each.name.startswith(f"{name}.")]
            numbered = [each for each in parts if _NAME.fullmatch(each.name)]
            return ([whole] if whole.exists() else []) + sorted(numbered, key=_number)
        return []

    def _files(self) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if folder.is_dir() and not folder.is_symlink():
                yield from folder.iterdir()

    def _made(self, folder: Path) -> Path:
        with translate_os_errors():
            for each in (self._folder, folder):
                if not each.is_dir():
                    private_folder(each)
        return folder


def _number(volume: Path) -> int:
    return int(volume.suffix[1:])


class _Growing:
    """A sink that is spread over volumes under passing names, all of which go with ``undone``."""

    def __init__(self, folder: Path, name: str, volume: int, undone: ExitStack) -> None:
        self._folder, self._name, self._volume, self._undone = folder, name, volume, undone
        self._growing: list[Path] = []
        self._file: BinaryIO | None = None
        self._left = 0
        self._digest = hashlib.sha256()

    def write(self, data: memoryview) -> int:
        """Take as many bytes as the volume has room for."""
        if self._file is None or not self._left:
            self._next()
        assert self._file is not None  # noqa: S101 - the line above opened it
        piece = data[: self._file.write(data[: self._left])]
        self._digest.update(piece)
        self._left -= len(piece)
        return len(piece)

    def _next(self) -> None:
        self._close()
        path = self._folder / f"{self._name}.{os.urandom(4).hex()}{PARTIAL}"
        self._undone.callback(path.unlink, missing_ok=True)
        self._file = open_private_file(path, buffering=0)
        self._undone.callback(self._file.close)
        self._growing.append(path)
        self._left = self._volume

    def _close(self) -> None:
        if self._file is not None:
            sync(self._file)
            drop_from_page_cache(self._file.fileno())
            self._file.close()

    def end(self) -> None:
        """Bring it to the disk, and compare what is there with what was written."""
        self._close()
        found = hashlib.sha256()
        for path in self._growing:
            with path.open("rb", buffering=0) as file:
                while piece := file.read(_PIECE):
                    found.update(piece)
        if found.digest() != self._digest.digest():
            raise DamagedBackup("what was written does not read back")

    def name_all(self) -> None:
        """Give each volume its name."""
        if len(self._growing) == 1:
            rename_over(self._growing[0], self._folder / self._name)
            return
        for number, path in enumerate(self._growing, 1):
            rename_over(path, self._folder / f"{self._name}.{number:03d}")


class _Joined(io.RawIOBase):
    """The volumes of a file, read one behind the other."""

    def __init__(self, files: list[Path]) -> None:
        self._left = files[::-1]
        self._file: BinaryIO | None = None

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the volume goes; 0 behind the last."""
        while True:
            if self._file is None:
                if not self._left:
                    return 0
                with translate_os_errors():
                    self._file = self._left.pop().open("rb", buffering=0)
            with translate_os_errors():
                count = self._file.readinto(buffer)  # type: ignore[attr-defined]
            if count:
                return int(count)
            self._file.close()
            self._file = None

    def close(self) -> None:
        """Close the volume that is open."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()
