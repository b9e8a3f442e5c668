"""Deleting files from the medium they came from, once the vault was seen to hold them.

Never by itself, and never a file that is not, byte for byte, what the vault gives back now. On
flash memory (sticks, cards, phones) a deleted file can often be read again: the medium writes
elsewhere and keeps the old cells; nothing that a program overwrites changes that for sure.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.media.hashing import PIECE, Digests, Hasher
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.media.ingest import Ingested, IngestReport
    from desktop.vault import Vault


class Left(StrEnum):
    """Why a file stays where it is: codes of the vocabulary ``left_there``."""

    GONE = "gone"
    NOT_A_FILE = "not-a-file"
    CHANGED = "changed"
    NOT_WHOLE = "not-whole"
    NOT_DELETABLE = "not-deletable"


@dataclass(frozen=True, slots=True)
class LeftThere:
    """A file that stays, by its name, and why."""

    name: str
    reason: Left


@dataclass(frozen=True, slots=True)
class Cleared:
    """``deleted``: how many files went; ``left``: those that stay."""

    deleted: int
    left: tuple[LeftThere, ...]


def on_media(report: IngestReport) -> tuple[Ingested, ...]:
    """The files of an import that lie on a medium and are in the vault."""
    return tuple(file for file in (*report.added, *report.already_there) if file.path)


def on_another_medium(report: IngestReport, folder: Path) -> tuple[Ingested, ...]:
    """Those of them that do not lie on the disk of this folder: on a stick, a card, a phone."""
    try:
        own = folder.stat().st_dev
    except OSError:
        return ()
    return tuple(each for each in on_media(report) if _device_of(each) not in (None, own))


def _device_of(file: Ingested) -> int | None:
    try:
        return Path(file.path).lstat().st_dev
    except OSError:
        return None


def clear_source(
    vault: Vault, files: Iterable[Ingested], progress: Progress = no_progress
) -> Cleared:
    """Delete each of these from where it came.

    First its bytes are read back from the vault and compared with both hashes (the custody log has
    that as a check), then the file is read again where it lies: only the very same bytes go.
    ``Cancelled`` between two files and while one is read; what went by then is gone.
    """
    files = tuple(files)
    good: dict[str, bool] = {}
    deleted, left = 0, []
    for number, file in enumerate(files):
        progress(number, len(files), _("Deleting from where it came"))
        if file.media_id not in good:
            good[file.media_id] = _is_whole(vault, file.media_id, number, len(files), progress)
        why = _delete(vault, file) if good[file.media_id] else Left.NOT_WHOLE
        if why is None:
            deleted += 1
        else:
            left.append(LeftThere(file.name, why))
    progress(len(files), len(files), _("Deleting from where it came"))
    return Cleared(deleted, tuple(left))


def _is_whole(vault: Vault, media_id: str, number: int, files: int, progress: Progress) -> bool:
    def told(done: int, total: int, what: str) -> None:  # noqa: ARG001 - of one file
        progress(number, files, what)

    return vault.fixity.check_one(media_id, told).is_good


def _delete(vault: Vault, file: Ingested) -> Left | None:
    """Delete one whose bytes the vault holds; why not, where it stays."""
    media, path = vault.media.get(file.media_id), Path(file.path)
    try:
        before = path.lstat()
    except OSError:
        return Left.GONE
    if not stat.S_ISREG(before.st_mode):
        return Left.NOT_A_FILE
    try:
        found = _hashed(path, before)
    except OSError:
        return Left.NOT_DELETABLE
    if found != Digests(media.sha256, media.sha512, media.size):
        return Left.CHANGED
    try:
        if not _same(before, path.lstat()):
            return Left.CHANGED
        path.unlink()
    except OSError:
        return Left.NOT_DELETABLE
    return None


def _hashed(path: Path, before: os.stat_result) -> Digests | None:
    """The hashes of the very file that was looked at; None where another is there by now."""
    hasher = Hasher()
    with path.open("rb") as opened:
        if not _same(before, os.fstat(opened.fileno())):
            return None
        while piece := opened.read(PIECE):
            hasher.update(piece)
        return hasher.digests() if _same(before, os.fstat(opened.fileno())) else None


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether both are of one file that was not written to between them."""
    return (one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns) == (
        other.st_dev,
        other.st_ino,
        other.st_size,
        other.st_mtime_ns,
    )
