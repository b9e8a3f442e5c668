"""Deleting files from the medium they came from, once the vault was seen to hold them.

Never by itself, and never a file that is not, byte for byte, what the vault's own device gives
back (docs/decisions/0062-deleting-where-it-came-from.md). On flash memory (sticks, cards, phones) a
deleted file can often be read again: the medium writes elsewhere and keeps the old cells; nothing
that a program overwrites changes that for sure.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import DamagedVault, NoSuchRecord, SkryniaError
from desktop.i18n import _
from desktop.media.adding.known_here import salts_here
from desktop.media.adding.sources import as_text, is_called_as_of_a_system
from desktop.media.hashing import PIECE, Digests, Hasher
from desktop.model.fixity import SOURCES_GOING, SOURCES_GONE, Medium
from desktop.progress import Progress, no_progress
from desktop.system.device_reads import can_tell
from desktop.system.files import sync_folder, translate_os_errors
from desktop.vault_files import OpenVault, is_of_a_folder, is_of_a_vault, is_of_backups

if TYPE_CHECKING:
    from desktop.media.adding.ingest import Ingested, IngestReport
    from desktop.vault import Vault


class Left(StrEnum):
    """Why a file stays where it is: codes of the vocabulary ``left_there``."""

    GONE = "gone"
    NOT_A_FILE = "not-a-file"
    CHANGED = "changed"
    NOT_WHOLE = "not-whole"
    NOT_READ_BACK = "not-read-back"
    REMOVED = "removed"
    OF_A_VAULT = "of-a-vault"
    OTHER_NAME = "other-name"
    NOT_DELETABLE = "not-deletable"
    STOPPED = "stopped"
    NOT_TAKEN = "not-taken"
    OF_A_SYSTEM = "of-a-system"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class LeftThere:
    """A file that stays, by its name, and why."""

    name: str
    reason: Left


@dataclass(frozen=True, slots=True)
class Cleared:
    """``deleted``: how many files went; ``left``: those of them that stay; ``stays``: what else
    still lies where they lay, and may tell of them. ``gone``: ids of what was deleted. ``stopped``:
    what ended it before its end."""

    deleted: int
    left: tuple[LeftThere, ...]
    stays: tuple[LeftThere, ...] = ()
    gone: tuple[str, ...] = ()
    stopped: SkryniaError | None = field(default=None, compare=False)


def on_media(report: IngestReport) -> tuple[Ingested, ...]:
    """The files of an import that lie on a medium and are in the vault."""
    return tuple(file for file in (*report.added, *report.already_there) if file.path)


def on_another_medium(report: IngestReport, folder: Path) -> tuple[Ingested, ...]:
    """Those of them that do not lie on the disk of this folder: on a stick, a card, a phone. None
    where the system does not tell what is read from a device: nothing could be deleted then."""
    own = _device_of(folder)
    if own is None or not can_tell():
        return ()
    return tuple(
        each for each in on_media(report) if _device_of(Path(each.path)) not in (None, own)
    )


def _device_of(path: Path) -> int | None:
    try:
        return path.lstat().st_dev
    except OSError:
        return None


def clear_source(
    vault: Vault, files: Iterable[Ingested], progress: Progress = no_progress
) -> Cleared:
    """Delete each of these from where it came.

    First all are read back from the vault's device, past what memory holds, and compared with both
    hashes. Then the custody log says which are to go; then each is read again where it lies, and
    what is deleted is the very file that was read; then the log says which went. It tells so on
    every end: where somebody stops it, and where the disk refuses, what is told is ``stopped``.
    """
    return _Clearing(vault, tuple(files), progress).run()


class _Clearing:
    """One run."""

    def __init__(self, vault: Vault, files: tuple[Ingested, ...], progress: Progress) -> None:
        self._vault, self._files, self._progress = vault, files, progress
        self._own = OpenVault(vault.folder, salts_here(vault))
        self._done = 0
        self._left: dict[int, LeftThere] = {}
        self._gone: list[int] = []
        self._begun = False
        self._stopped: SkryniaError | None = None

    def run(self) -> Cleared:
        try:
            self._or_stopped(self._run)
        finally:
            if self._begun:
                self._or_stopped(self._bring_to_the_medium)
                self._or_stopped(lambda: self._note(SOURCES_GONE, self._gone))
        for number in range(len(self._files)):
            if number not in self._gone:
                self._left.setdefault(number, LeftThere(self._files[number].name, Left.STOPPED))
        left = tuple(each for _number, each in sorted(self._left.items()))
        gone = [self._files[number] for number in self._gone]
        ids = tuple(dict.fromkeys(each.media_id for each in gone))
        return Cleared(len(gone), left, tuple(_staying(gone, self._files)), ids, self._stopped)

    def _or_stopped(self, step: Callable[[], None]) -> None:
        """What ends a step first is told; what has to be done all the same follows."""
        try:
            step()
        except SkryniaError as error:
            self._stopped = self._stopped or error

    def _run(self) -> None:
        whole = self._read_back()
        going = [n for n, each in enumerate(self._files) if each.media_id in whole]
        if going:
            self._note(SOURCES_GOING, going)
            self._begun = True
        for number in going:
            self._tell()
            why = self._delete(self._files[number])
            if why is None:
                self._gone.append(number)
            self._leave(number, why)
            self._done += 1
        self._tell()

    def _leave(self, number: int, why: Left | None) -> None:
        if why is not None:
            self._left[number] = LeftThere(self._files[number].name, why)

    def _tell(self) -> None:
        total = 2 * len(self._files)
        self._progress(min(self._done, total), total, _("Deleting from where it came"))

    def _told(self, done: int, total: int, what: str) -> None:  # noqa: ARG002 - of one file
        self._tell()

    # -- what the vault has ------------------------------------------------------------------

    def _read_back(self) -> set[str]:
        """Ids of what the vault's device gives back as it came."""
        found: dict[str, bool] = {}
        with self._vault.fixity.reading_back() as read:
            for number, file in enumerate(self._files):
                self._tell()
                self._done += 1
                if read is None:
                    self._leave(number, Left.NOT_READ_BACK)
                elif self._vault.media.find(file.media_id) is None:
                    self._leave(number, Left.REMOVED)
                else:
                    if file.media_id not in found:
                        found[file.media_id] = read(file.media_id, self._told)
                    self._leave(number, None if found[file.media_id] else Left.NOT_WHOLE)
        self._have_checked(media_id for media_id, whole in found.items() if not whole)
        return {media_id for media_id, whole in found.items() if whole}

    def _have_checked(self, media_ids: Iterator[str]) -> None:
        """Let what is not as it came be known as that, in the log and on the pages."""
        for media_id in media_ids:
            self._vault.let_go()
            with suppress(DamagedVault, NoSuchRecord):
                self._vault.fixity.check_one(media_id)

    # -- what the log says -------------------------------------------------------------------

    def _note(self, what: str, numbers: list[int]) -> None:
        ids = [self._files[number].media_id for number in numbers]
        self._vault.fixity.sources(what, len(ids), ids, self._medium())

    def _medium(self) -> str:
        """Whether they lay on another file system than the vault, as far as that is known."""
        own = _device_of(self._vault.folder)
        folders = {_device_of(Path(each.path).parent) for each in self._files} - {None}
        if own is None or not folders:
            return Medium.NOT_KNOWN
        if own in folders:
            return Medium.OF_THE_VAULT if len(folders) == 1 else Medium.SEVERAL
        return Medium.ANOTHER

    # -- what lies there ---------------------------------------------------------------------

    def _delete(self, file: Ingested) -> Left | None:
        """Delete one whose bytes the vault holds; why not, where it stays."""
        path = Path(file.path)
        if _is_kept(path):
            return Left.OF_A_VAULT
        try:
            folder = os.open(path.parent, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        except (FileNotFoundError, NotADirectoryError):
            return Left.GONE
        except OSError:
            return Left.NOT_DELETABLE
        try:
            return self._delete_in(folder, file, path)
        except FileNotFoundError:
            return Left.GONE
        except OSError as error:
            return Left.NOT_A_FILE if error.errno == errno.ELOOP else Left.NOT_DELETABLE
        finally:
            os.close(folder)

    def _delete_in(self, folder: int, file: Ingested, path: Path) -> Left | None:
        """From the folder that was opened, whatever stands under its path meanwhile."""
        before = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(before.st_mode):
            return Left.NOT_A_FILE
        if before.st_nlink > 1:
            return Left.OTHER_NAME
        if self._own.owns(path, before.st_size):
            return Left.OF_A_VAULT
        opened = os.open(path.name, _READ, dir_fd=folder)
        try:
            if not _same(before, os.fstat(opened)):
                return Left.CHANGED
            found = _hashed(opened, self._tell)
            # From here on nobody else comes to the vault before it is gone.
            media = self._vault.media.find(file.media_id)
            if media is None:
                return Left.REMOVED
            if found != Digests(media.sha256, media.sha512, media.size):
                return Left.CHANGED
            now = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
            if not (_same(before, os.fstat(opened)) and _same(before, now)):
                return Left.CHANGED
            os.unlink(path.name, dir_fd=folder)
        finally:
            os.close(opened)
        return None

    def _bring_to_the_medium(self) -> None:
        """Until then a stick that is pulled has them again."""
        with translate_os_errors():
            for folder in sorted({Path(self._files[number].path).parent for number in self._gone}):
                sync_folder(folder)


_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)


def _is_kept(path: Path) -> bool:
    """Whether it is of a vault or of backups, or lies in one: these are not what came."""
    with suppress(OSError, RuntimeError):
        path = path.parent.resolve() / path.name
    if is_of_a_vault(path) or is_of_backups(path):
        return True
    return any(is_of_a_folder(above) for above in path.parents)


def _staying(gone: list[Ingested], files: Iterable[Ingested]) -> Iterator[LeftThere]:
    """What else lies in the folders that files were deleted from, and these. Beside files that were
    named themselves others were not meant: there only what systems left."""
    folders = {above for each in gone if each.folder for above in _up_to_root(each)}
    beside = {Path(each.path).parent for each in gone if not each.folder} - folders
    known = {Path(each.path) for each in files} | folders
    for folder in sorted(folders | beside):
        if folder in folders and not os.path.ismount(folder):
            yield LeftThere(as_text(folder.name), Left.FOLDER)
        for entry in _entries(folder):
            of_a_system = is_called_as_of_a_system(entry.name)
            if entry not in known and (of_a_system or folder in folders):
                why = Left.OF_A_SYSTEM if of_a_system else Left.NOT_TAKEN
                yield LeftThere(as_text(entry.name), why)


def _up_to_root(file: Ingested) -> Iterator[Path]:
    root = Path(file.folder)
    for above in Path(file.path).parents:
        if above.is_relative_to(root):
            yield above


def _entries(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _hashed(descriptor: int, pause: Callable[[], None]) -> Digests:
    """The hashes of the file that is open."""
    hasher = Hasher()
    while piece := os.read(descriptor, PIECE):
        hasher.update(piece)
        pause()
    return hasher.digests()


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether both are of one file that has one name and was not written to between them."""
    return _known_by(one) == _known_by(other)


def _known_by(status: os.stat_result) -> tuple[int, ...]:
    return (
        status.st_dev,
        status.st_ino,
        status.st_mode,
        status.st_nlink,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )
