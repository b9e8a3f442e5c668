"""Where a vault lies: moved, renamed, or destroyed for good. Nobody may have it open.

**Destroyed**: the key slots first, renamed and overwritten, then the rest, and last the file that
tells by its name what was begun. Without them nobody opens what is left of the database, the
passphrase or not (crypto-erase). A flash disk may keep what
was overwritten for a while, where only a laboratory reads it; a backup elsewhere keeps its own
slots. So a passphrase is not asked for: who can write to the folder can destroy it anyway.

**Moved**: by its name where that goes; otherwise every file is copied and compared before the old
folder is destroyed. A kill leaves the vault whole in one of the two places.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import NotAVault, NotWritable, VaultExists
from desktop.progress import Progress, no_progress
from desktop.system.files import sync_folder, translate_os_errors
from desktop.system.renaming import rename_folder
from desktop.vault.file.backup import copy_file
from desktop.vault.file.folder import locked, new_folder, refuse_other
from desktop.vault_files import DESTROYING, KEYS, LOCK, PART, holds_a_vault, refuse_within

_ROUND = 3
"""How often the slots are written over: once is enough for a magnetic disk; a flash disk writes
elsewhere each time."""


def destroy_vault(folder: Path, sure: Callable[[], None] = lambda: None) -> tuple[str, ...]:
    """Remove the vault in ``folder`` for good, and the folder where nothing else is in it; the
    names of what else is.

    ``sure``: called once nobody else can write to it any more; what it raises leaves it.
    One that was half destroyed, or lacks its slots or its database, too. ``NotAVault``,
    ``VaultInUse``, ``NotWritable``; then the slots may be gone already, and it can be tried again.
    Where it or ``keys.json`` is a link nothing is done: what it leads to may be anything.
    """
    if folder.is_symlink():
        raise NotWritable("the folder is a link")
    _refuse_nothing(folder)
    with locked(folder):
        sure()
        _destroy(folder)
    return _remove(folder)


def move_vault(folder: Path, target: Path, progress: Progress = no_progress) -> None:
    """Let the vault in ``folder`` lie in the new folder ``target``, on whatever disk.

    ``NotAVault``, ``VaultInUse``, ``VaultExists``, ``WithinVault``, ``NotWritable``, ``DiskFull``:
    then it lies where it lay. Where the old folder cannot be destroyed after a copy,
    ``NotWritable`` says so.
    """
    refuse_other(folder)
    if os.path.lexists(target):
        raise VaultExists("something already stands there")
    refuse_within(target)
    with locked(folder):
        pass  # nobody has it open; on Windows a folder with an open file keeps its name
    try:
        rename_folder(folder, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            with translate_os_errors():
                raise
        # One lock over both: what somebody wrote between them would be destroyed uncopied.
        with locked(folder):
            _refuse_link(folder / KEYS)
            _copy(folder, target, progress)
            _destroy(folder)
        _remove(folder)
    with suppress(OSError):
        sync_folder(target.parent)


def _copy(folder: Path, target: Path, progress: Progress) -> None:
    with new_folder(target) as building:
        for file in _ours(folder):
            copy_file(file, building / file.name, progress)
        with translate_os_errors():
            sync_folder(building)


def _destroy(folder: Path) -> None:
    """The slots, then the rest, of a vault that is locked."""
    _refuse_link(folder / KEYS)
    begun = folder / DESTROYING
    _overwrite(begun)  # of a try before, which may have ended ahead of that
    with translate_os_errors():
        if (folder / KEYS).is_file():
            (folder / KEYS).replace(begun)
            sync_folder(folder)
    _overwrite(begun)
    with translate_os_errors():
        for file in sorted(_ours(folder), key=lambda file: file.name == DESTROYING):
            file.unlink(missing_ok=True)


def _remove(folder: Path) -> tuple[str, ...]:
    """The folder, where nothing else is in it; the names of what else is, in their order."""
    with suppress(OSError):
        folder.rmdir()
    with suppress(OSError):
        sync_folder(folder.parent)
    with suppress(OSError):
        return tuple(sorted(each.name for each in folder.iterdir()))
    return ()


def _refuse_link(keys: Path) -> None:
    if keys.is_symlink():
        raise NotWritable("the file of the slots is a link")


def _refuse_nothing(folder: Path) -> None:
    """``NotAVault`` where no file of a vault is; one that lacks a part is one, and what has but
    another program's ``keys.json`` is none."""
    with translate_os_errors():
        if not folder.is_dir() or not holds_a_vault(folder, (each.name for each in _ours(folder))):
            raise NotAVault("there is no vault in this folder")


def _ours(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if PART.fullmatch(each.name) and each.name != LOCK]


@contextmanager
def _open_over(path: Path) -> Iterator[int]:
    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, os.O_WRONLY | flags)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _overwrite(keys: Path) -> None:
    """Random bytes where the slots were, on the disk."""
    _refuse_link(keys)
    with translate_os_errors():
        if not keys.is_file():
            return
        size = keys.stat().st_size
        for _round in range(_ROUND):
            with _open_over(keys) as descriptor:
                os.write(descriptor, os.urandom(size))
                os.fsync(descriptor)
