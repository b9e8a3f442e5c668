"""A backup place: the folder in which the backups of one vault lie, and who works in it.

::

    NAME.backups/
        backups.json                       whose backups these are, for who has not unlocked any
        originals/ab/ab….                  each original once (originals.py)
        generations/20261130T131530Z-….    one state of the vault each (generation.py)

``backups.lock`` is held by whoever works in it, as a vault's is. The label ``backups.json`` is
neither sealed nor needed: what a place is of, and which one it is, stands in the sealed manifests
of its generations, by which each run mends the label.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from desktop import canonical
from desktop.crypto.kept_apart import Keys
from desktop.errors import (
    BackupsInUse,
    DamagedBackup,
    NewerVault,
    NoBackupsHere,
    NotWritable,
    OneOfBackups,
    SkryniaError,
)
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from desktop.system.files import (
    PARTIAL,
    read_small,
    sync_folder,
    translate_os_errors,
    write_atomically,
)
from desktop.system.private_files import private_folder
from desktop.system.renaming import rename_folder
from desktop.vault.backups.originals import VOLUME, Originals
from desktop.vault.file.folder import read_slots
from desktop.vault_files import (
    BACKUPS,
    BACKUPS_FORMAT,
    BACKUPS_LOCK,
    DATABASE,
    GENERATIONS,
    KEYS,
    MANIFEST,
    ORIGINALS,
    is_one_backup,
)

VERSION: Final = 1
_MOST_BYTES: Final = 4096
_MOST_LOOKED_AT: Final = 500
"""Entries of a folder: a stick may be full of pictures."""
_GENERATION: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z(?:-([0-9]{4,9}))?-[0-9a-f]{8}")
_LEFT: Final = re.compile(rf".+{re.escape(PARTIAL)}|\..+\.new")


@dataclass(frozen=True, slots=True)
class Label:
    """What a place says of itself, to everybody, and proves to nobody. ``id``: its own, random."""

    id: str
    vault_id: str
    format: str = BACKUPS_FORMAT
    version: int = VERSION


LOST: Final = Label("", "")
"""Of a place whose label is missing or does not read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A generation as the name of its folder tells it, which everybody can change: when it was
    made, by the clock of its day in UTC; None where it does not say. ``unread``: one of its files
    is missing or empty."""

    name: str
    made: Moment | None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place, and its label: ``LOST`` where generations lie there and no label reads."""

    path: Path
    label: Label

    def told_vaults(self) -> frozenset[str]:
        """Ids of the vaults whose backups these are, as their key slots tell, or the label where
        none does. None of it is proven before one is unlocked."""
        found = {_vault_told(each) for each in self.generations()} - {""}
        return frozenset(found or {self.label.vault_id} - {""})

    def originals(self, keys: Keys, volume: int = VOLUME) -> Originals:
        """What is stored once."""
        return Originals(self.path / ORIGINALS, keys, volume)

    @property
    def generations_folder(self) -> Path:
        """Where the generations lie."""
        return self.path / GENERATIONS

    def generations(self) -> list[Path]:
        """The folders of all generations in the order in which they were made, as their names tell
        it, whatever the clock said; none is half written."""
        with translate_os_errors():
            if not self.generations_folder.is_dir():
                return []
            within = self.generations_folder.iterdir()
            found = [each for each in within if each.is_dir() and not each.is_symlink()]
            return sorted(filter(_is_generation, found), key=_order)

    def listed(self) -> tuple[Listed, ...]:
        """The same as their names tell them."""
        with translate_os_errors():
            return tuple(
                Listed(each.name, _made(each.name), unread=not _has_files(each))
                for each in self.generations()
            )

    def generation(self, name: str) -> Path:
        """The folder of the generation ``name``, or of the only one whose name begins so;
        ``NoBackupsHere``."""
        found = [each for each in self.generations() if each.name.startswith(name)]
        if not name or len(found) != 1:
            raise NoBackupsHere("no generation has this name")
        return found[0]

    def renamed(self, folder: Path) -> Path:
        """Another path for a generation of the same time."""
        return folder.with_name(f"{folder.name[:-8]}{os.urandom(4).hex()}")

    def remove_generation(self, folder: Path) -> None:
        """Remove a generation, which is none any more as soon as this begins."""
        with translate_os_errors():
            leaving = folder.with_name(f"{folder.name}.{os.urandom(4).hex()}{PARTIAL}")
            rename_folder(folder, leaving)
            sync_folder(folder.parent)
            _remove(leaving)

    def remove_unfinished(self, keys: Keys) -> None:
        """Remove what killed processes left here, under whatever name; the place is held."""
        with translate_os_errors():
            for folder in (self.path, self.generations_folder):
                for each in folder.iterdir() if folder.is_dir() else ():
                    if _LEFT.fullmatch(each.name):
                        _remove(each)
        self.originals(keys).remove_unfinished()


def _is_generation(folder: Path) -> bool:
    """Whatever it was renamed to, as long as its manifest has one of the files that it is of."""
    if _GENERATION.fullmatch(folder.name):
        return True
    if _LEFT.fullmatch(folder.name) or not (folder / MANIFEST).is_file():
        return False
    return (folder / DATABASE).is_file() or (folder / KEYS).is_file()


def _vault_told(generation: Path) -> str:
    try:
        return read_slots(generation).vault_id
    except SkryniaError:
        return ""


def number_told(folder: Path) -> int:
    """The number of a generation as the name of its folder tells it; 0 where none stands there, as
    in those of the first backups."""
    match = _GENERATION.fullmatch(folder.name)
    return int(match[1] or 0) if match else 0


def _order(folder: Path) -> tuple[int, str]:
    """By its number; what was made before there was one in the name goes first, by its clock."""
    return number_told(folder), folder.name


def is_filled(file: Path) -> bool:
    """Whether a file is there with anything in it: one that was cut off on a stick has nothing."""
    return file.is_file() and file.stat().st_size > 0


def _has_files(generation: Path) -> bool:
    return all(is_filled(generation / name) for name in (MANIFEST, DATABASE, KEYS))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def read_place(path: Path) -> Place:
    """The place at ``path``; ``NoBackupsHere`` (``OneOfBackups``), ``DamagedBackup``,
    ``NewerVault``. Where generations lie no label is needed, and one of a later version is not
    believed before they say so, too."""
    with translate_os_errors():
        _refuse_links(path)
    place = Place(path, LOST)
    try:
        label = _read_label(path)
    except (NoBackupsHere, DamagedBackup):
        if place.generations():
            return place
        if is_one_backup(path):
            raise OneOfBackups("one backup out of several") from None
        raise
    place = Place(path, label)
    if label.version > VERSION and not place.generations():
        raise NewerVault("backups of a later version")
    return place


def is_place(path: Path) -> bool:
    """Whether ``path`` is a folder of backups, whether or not they read."""
    try:
        read_place(path)
    except NoBackupsHere:
        return False
    except SkryniaError:
        return (path / BACKUPS).is_file()
    return True


def _read_label(path: Path) -> Label:
    with translate_os_errors():
        if not (path / BACKUPS).is_file():
            raise NoBackupsHere("no backups.json")
        data = read_small(path / BACKUPS, _MOST_BYTES)
    try:
        label = canonical.decode(data, Label, newer=True)
    except canonical.NotADocument:
        raise DamagedBackup("backups.json is not what was written") from None
    if label.format != BACKUPS_FORMAT or not label.id:
        raise NoBackupsHere("backups.json is of another program")
    return label


def write_label(path: Path, label: Label) -> None:
    """Say of the place at ``path`` what it is."""
    write_atomically(path / BACKUPS, canonical.encode(label))


def _refuse_links(path: Path) -> None:
    """A stick that somebody else had may lead out of itself: what is written and removed here
    would be written and removed there."""
    for folder in (path / ORIGINALS, path / GENERATIONS):
        within = folder.iterdir() if folder.is_dir() else ()
        if folder.is_symlink() or any(each.is_symlink() for each in within):
            raise DamagedBackup("a link stands where a folder should")


def generations_in(path: Path) -> tuple[Listed, ...]:
    """The generations of the place at ``path``, in the order in which they were made; nothing is
    unlocked.

    What :func:`read_place` raises.
    """
    return read_place(path).listed()


def places_within(folder: Path) -> Iterator[Place]:
    """The places of backups that lie at the top of ``folder``, as of a stick; what does not read is
    passed over, entry by entry."""
    with suppress(OSError):
        for each in islice(folder.iterdir(), _MOST_LOOKED_AT):
            with suppress(SkryniaError):
                yield read_place(each)


def _made(name: str) -> Moment | None:
    try:
        return Moment.of(datetime.strptime(name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
    except ValueError:
        return None


@contextmanager
def place_to_read(path: Path) -> Iterator[Place]:
    """The place at ``path`` as :func:`read_place` has it, in which nobody writes meanwhile.

    ``BackupsInUse``. Where nothing can be written nobody does.
    """
    place = read_place(path)
    lock = None
    try:
        lock = _locked(path)
    except NotWritable:
        lock = None
    try:
        yield place
    finally:
        if lock is not None:
            lock.release()


@contextmanager
def place_to_write(path: Path, vault_id: str) -> Iterator[Place]:
    """The place at ``path`` for backups of this vault, made where nothing is there yet. Whose lie
    there is still to be asked, by the vault's keys.

    ``NoBackupsHere`` where other things lie there, ``BackupsInUse``, ``NotWritable`` where the
    folder above is not there or something else stands at ``path``.
    """
    with translate_os_errors():
        # No folder above it is made: where a stick was pulled, its mount point is gone, and
        # a backup must not land on the laptop's own disk instead.
        if not os.path.lexists(path):
            private_folder(path)
            sync_folder(path.parent)
        if path.is_dir() and not _is_free(path):
            read_place(path)  # before anything is written among what is not ours
    lock = _locked(path)
    try:
        yield _labelled(path, vault_id)
    finally:
        lock.release()


def _is_free(path: Path) -> bool:
    """Whether nothing lies in a folder but what a run that died left before it had a label."""
    with translate_os_errors():
        names = [each.name for each in path.iterdir() if each.name != BACKUPS_LOCK]
        return all(map(_LEFT.fullmatch, names))


def _labelled(path: Path, vault_id: str) -> Place:
    if _is_free(path):
        write_label(path, Label(new_id(), vault_id))
    place = read_place(path)
    with translate_os_errors():
        if not place.generations_folder.is_dir():
            private_folder(place.generations_folder)
    return place


def _locked(path: Path) -> FileLock:
    lock = FileLock(path / BACKUPS_LOCK, mode=0o600, thread_local=False)
    with translate_os_errors():
        # Timeout is an OSError too, so it is caught before it could be translated.
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise BackupsInUse("another process works there") from None
    return lock
