"""What is to be added: files, folders with all that lies in them, or bytes in memory."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from desktop.system.files import PARTIAL
from desktop.vault_files import OpenVault, VaultsMet, is_called_as_part

_LEFT_BY_SYSTEMS: Final = frozenset(
    {
        ".ds_store", "thumbs.db", "desktop.ini", "system volume information", ".spotlight-v100",
        ".fseventsd", ".temporaryitems", ".documentrevisions-v100", ".apdisk",
    }
)  # fmt: skip
"""Names in small letters of what systems keep for themselves on a medium."""
_TRASH: Final = re.compile(r"\.trash(?:es|-\d+)?|\$recycle\.bin|recycler|recycled")
"""Folders in which systems keep what was deleted."""
_BESIDE: Final = "._"
_BESIDE_STARTS: Final = b"\0\x05\x16\x07"
"""Name and first bytes of what macOS writes beside a file on a foreign medium (AppleDouble)."""


class Failure(StrEnum):
    """Why a file was not taken: codes of the vocabulary ``file_failure``."""

    NOT_FOUND = "not-found"
    NOT_A_FILE = "not-a-file"
    NOT_READABLE = "not-readable"
    CHANGED_MEANWHILE = "changed-meanwhile"
    VAULT = "vault"
    UNFINISHED = "unfinished"
    LINK = "link"
    KEY = "secret-key"
    PACKAGE = "package"
    CARD = "card"
    TRASH = "trash"
    UNSEARCHED = "unsearched"


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that was not taken, by its name, and why. ``path``: of one ``UNSEARCHED`` that
    was named itself and does not lie in a folder that was; a person may take it all the same."""

    name: str
    reason: Failure
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MemoryFile:
    """A file that is on no disk: dropped as data, or drawn."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A regular file. ``size`` in bytes, as the system said when it was listed. ``root``: the
    folder that was named and in which it lies; None of a file that was named itself."""

    path: Path
    size: int
    modified_ns: int
    root: Path | None = None

    @property
    def name(self) -> str:
        """The file's name as text; bytes that are no UTF-8 are escaped."""
        return as_text(self.path.name)

    @property
    def name_inside(self) -> str:
        """Its name with the folders inside of :attr:`root`, "/" between them."""
        inside = self.path.relative_to(self.root) if self.root else Path(self.path.name)
        return "/".join(map(as_text, inside.parts))


Source = Path | MemoryFile
Candidate = MemoryFile | DiskFile | FailedFile


def as_text(name: str) -> str:
    """A file name as well-formed text: bytes that are no UTF-8 as an escape (``\\xff``)."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def candidates(sources: Iterable[Source], vault: OpenVault | None = None) -> list[Candidate]:
    """Every file in the order given, folders walked in sorted order.

    A link named by a person is followed; links met inside a folder, to a file or to a folder,
    are not. What systems keep for themselves in folders (``.DS_Store``, ``Thumbs.db``, ``._…``,
    ``System Volume Information`` …) is left out. So are, and each is named among what was not
    taken: those links; the trash of a medium met inside a folder, with what was deleted; a folder
    that holds a vault or is one of backups, with all that lies in it; the files of these, also when
    one is named directly, and every other name (hard link) of theirs; and ``.partial`` files,
    which another job is still writing or never finished. Of ``vault``, which they are to go
    into, its files and their copies are left out under any name.
    """
    met = VaultsMet()
    found: list[Candidate] = []
    for source in sources:
        found.extend([_dropped(source)] if isinstance(source, MemoryFile) else _of(source, met))
    # Only now: a hard link may have been met before the vault that its file belongs to.
    return [_unless_owned(each, vault, met) for each in found]


def _dropped(file: MemoryFile) -> Candidate:
    return FailedFile(file.name, Failure.VAULT) if is_called_as_part(file.name) else file


def _unless_owned(found: Candidate, vault: OpenVault | None, met: VaultsMet) -> Candidate:
    if isinstance(found, DiskFile) and (
        met.own(found.path) or (vault and vault.owns(found.path, found.size))
    ):
        return FailedFile(found.name, Failure.VAULT)
    return found


def _of(source: Path, met: VaultsMet) -> Iterator[Candidate]:
    for each in _under(source, met):
        if isinstance(each, DiskFile) and each.path != source:
            yield replace(each, root=source)
        else:
            yield each


def _under(path: Path, met: VaultsMet) -> Iterator[Candidate]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield FailedFile(as_text(path.name), Failure.NOT_FOUND)
    except OSError:
        yield FailedFile(as_text(path.name), Failure.NOT_READABLE)
    else:
        if stat.S_ISDIR(status.st_mode):
            yield from _in_folder(path, met)
        else:
            yield _file(path, status, met)


def _file(path: Path, status: os.stat_result, met: VaultsMet) -> Candidate:
    # A pipe or a device could keep a reader waiting for ever.
    if not stat.S_ISREG(status.st_mode):
        return FailedFile(as_text(path.name), Failure.NOT_A_FILE)
    if met.is_of_a_vault(path):
        return FailedFile(as_text(path.name), Failure.VAULT)
    if path.name.casefold().endswith(PARTIAL):
        return FailedFile(as_text(path.name), Failure.UNFINISHED)
    return DiskFile(path, status.st_size, status.st_mtime_ns)


def _in_folder(folder: Path, met: VaultsMet) -> Iterator[Candidate]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: _sorting(entry.name))
    except OSError:
        yield FailedFile(as_text(folder.name), Failure.NOT_READABLE)
        return
    if met.holds_a_vault(folder, (entry.name for entry in entries)):
        yield FailedFile(as_text(folder.resolve().name), Failure.VAULT)
        return
    for entry in entries:
        if _is_of_a_system(entry):
            continue
        if _TRASH.fullmatch(entry.name.casefold()) and entry.is_dir(follow_symlinks=False):
            yield FailedFile(as_text(entry.name), Failure.TRASH)
        elif entry.is_symlink():
            yield FailedFile(as_text(entry.name), Failure.LINK)
        else:
            yield from _under(Path(entry.path), met)


def is_called_as_of_a_system(name: str) -> bool:
    """Whether a file or folder of this name is one that systems leave on a medium: it may show
    what else lay there."""
    called = name.casefold()
    trash = _TRASH.fullmatch(called) is not None
    return trash or called in _LEFT_BY_SYSTEMS or called.startswith(_BESIDE)


def _is_of_a_system(entry: os.DirEntry[str]) -> bool:
    if entry.name.casefold() in _LEFT_BY_SYSTEMS:
        return True
    if not entry.name.startswith(_BESIDE) or not entry.is_file(follow_symlinks=False):
        return False
    try:
        with open(entry.path, "rb") as file:  # noqa: PTH123 - an entry, not a path
            return file.read(len(_BESIDE_STARTS)) == _BESIDE_STARTS
    except OSError:
        return False


def _sorting(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", as_text(name)).casefold(), name
