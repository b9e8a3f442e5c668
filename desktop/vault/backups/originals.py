"""The originals of a vault in a backup place: each stored once, for all generations.

``originals/ab/ab….`` is one sealed file (``desktop/crypto/kept_apart.py``). One that is longer
than FAT32 takes lies in volumes ``.001``, ``.002`` …, which ``cat`` joins. Files grow under a
passing name, are synced, read back past the system's memory, and take their names last
(``settling.py``): what has its name, and all of its length, was whole then. What a check found
otherwise has an empty file ``NAME.damaged`` beside it, by which the next run stores it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.crypto.kept_apart import Keys, sealed_length, unseal
from desktop.errors import DamagedBackup
from desktop.system.files import PARTIAL, translate_os_errors
from desktop.system.private_files import private_folder
from desktop.vault.backups.joined import Joined
from desktop.vault.backups.settling import Settling

VOLUME: Final = 2**32 - 1
"""Bytes of the longest file that FAT32 takes."""
_DAMAGED: Final = ".damaged"
_NAME: Final = re.compile(r"([0-9a-f]{64})(?:\.[0-9]{3,})?")


class Originals:
    """The originals in the folder ``folder``, which is made where it is missing.

    ``volume``: bytes of the longest file that is written.
    """

    def __init__(self, folder: Path, keys: Keys, volume: int = VOLUME) -> None:
        self._folder, self.keys, self.volume = folder, keys, volume

    def name_of(self, sha256: str) -> str:
        """What the original with this SHA-256 (hex) is called here."""
        return self.keys.name_of(bytes.fromhex(sha256))

    def lengths(self) -> dict[str, int]:
        """How many bytes of each original are here, by its name."""
        found: dict[str, int] = {}
        with translate_os_errors():
            for name, file in self._named():
                found[name] = found.get(name, 0) + file.stat().st_size
        return found

    def names(self) -> set[str]:
        """The names of all that are here, whole or not."""
        with translate_os_errors():
            return {name for name, _file in self._named()}

    def missing(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """Those of these originals (name → size of its contents) that are not here whole, as far as
        their lengths and earlier checks tell."""
        here, damaged = self.lengths(), self._marked()
        return {
            name: size
            for name, size in sizes.items()
            if name in damaged or here.get(name) != sealed_length(size)
        }

    def mark_damaged(self, names: Iterable[str]) -> None:
        """Have the next run store these anew; ``StorageError``."""
        with translate_os_errors():
            for name in names:
                self._mark(name).touch(mode=0o600)

    def settling(self) -> Settling:
        """What stores originals here."""
        return Settling(self)

    def read(self, name: str) -> Iterator[bytes]:
        """The contents of an original; ``DamagedBackup`` where it is missing,
        ``PayloadDamaged`` where it is not what was stored."""
        with translate_os_errors():
            files = self._volumes(name)
        if not files:
            raise DamagedBackup("an original is missing")
        with Joined(files) as source:
            yield from unseal(source, self.keys, name)

    def remove(self, names: Iterable[str]) -> None:
        """Remove originals; of one that is not here nothing is to be removed."""
        with translate_os_errors():
            for name in names:
                for file in self._volumes(name):
                    file.unlink()
                self._mark(name).unlink(missing_ok=True)

    def remove_unfinished(self) -> None:
        """Remove what a killed process left. Nobody else may be writing here."""
        with translate_os_errors():
            for file in self._files():
                if file.name.endswith(PARTIAL):
                    file.unlink()

    def _mark(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}{_DAMAGED}"

    def _marked(self) -> set[str]:
        with translate_os_errors():
            marks = (each.name for each in self._files() if each.name.endswith(_DAMAGED))
            return {each.removesuffix(_DAMAGED) for each in marks}

    def _volumes(self, name: str) -> list[Path]:
        folder = self._folder / name[:2]
        whole = folder / name
        with suppress(FileNotFoundError):
            parts = [each for each in folder.iterdir() if each.name.startswith(f"{name}.")]
            numbered = [each for each in parts if _NAME.fullmatch(each.name)]
            return ([whole] if whole.exists() else []) + sorted(numbered, key=_number)
        return []

    def _named(self) -> Iterator[tuple[str, Path]]:
        """Every file of an original, by the name of that."""
        for file in self._files():
            match = _NAME.fullmatch(file.name)
            if match:
                yield match[1], file

    def _files(self) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if folder.is_dir() and not folder.is_symlink():
                yield from folder.iterdir()

    def made_folder(self, name: str) -> Path:
        """The folder that an original of this name lies in, made where it is missing."""
        folder = self._folder / name[:2]
        with translate_os_errors():
            for each in (self._folder, folder):
                if not each.is_dir():
                    private_folder(each)
        return folder


def _number(volume: Path) -> int:
    return int(volume.suffix[1:])
