"""The folder of a vault: ``vault.db``, ``keys.json``, and a lock against a second writer.

The lock is held as long as the vault is open and freed by the system when the process
dies. ``vault.since`` beside it says who holds it (``holder.py``); it stands in a file of
its own because Windows lets nobody read a locked one. Neither holds any content.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.crypto.slots import KeySlots, derive_subkey
from desktop.errors import (
    CopyFirst,
    DamagedKeySlots,
    DeletionBegun,
    MissingDatabase,
    NotAVault,
    NotWritable,
    OneOfBackups,
    SkryniaError,
    VaultExists,
    VaultInUse,
)
from desktop.system.file_locks import is_held
from desktop.system.files import PARTIAL, sync_folder, translate_os_errors, write_atomically
from desktop.system.private_files import private_folder
from desktop.system.renaming import rename_folder
from desktop.vault.file.holder import holder_of, say_held
from desktop.vault_files import (
    DATABASE,
    DESTROYING,
    KEYS,
    LEFT,
    LOCK,
    LOGS,
    PART,
    SINCE,
    is_one_backup,
    refuse_within,
)

_MAX_KEYS_BYTES = 1 << 20
_DATABASE_KEY = b"skrynia vault database v1"
_FORBIDDEN = {"EROFS", "EACCES", "EPERM"}
"""What the system says where nothing can be written, in distinction from a stick that is gone."""


def database_key_of(vault_key: bytes) -> bytes:
    """The key of the database, 32 bytes."""
    return derive_subkey(vault_key, _DATABASE_KEY)


class VaultFolder:
    """A folder that holds a vault, locked for this process from the start until ``release``.

    ``read_only``: nothing can be written there, so nobody else writes and no lock is needed.
    """

    def __init__(self, path: Path) -> None:
        """``NotAVault``, ``DamagedKeySlots``, ``MissingDatabase``, ``VaultInUse``, or
        ``CopyFirst`` for one that was not closed properly, where nothing can be written."""
        refuse_other(path)
        self.path = path.absolute()
        self._lock = _acquire(self.path)
        self.read_only = self._lock is None
        if self.read_only:
            _refuse_log(self.path)

    @property
    def database(self) -> Path:
        """The file of the encrypted database."""
        return self.path / DATABASE

    def read_slots(self) -> KeySlots:
        """The key slots; ``DamagedKeySlots`` where they are not whole, or ``NewerVault``."""
        return read_slots(self.path)

    def write_slots(self, slots: KeySlots) -> None:
        """Replace the key slots, atomically."""
        write_slots(self.path, slots)

    def release(self) -> None:
        """Let another process have the vault."""
        if self._lock is not None:
            (self.path / SINCE).unlink(missing_ok=True)
            self._lock.release()


def read_slots(folder: Path) -> KeySlots:
    """The key slots of the vault in ``folder``."""
    _refuse_begun(folder)
    with translate_os_errors(), (folder / KEYS).open("rb") as file:
        untrusted_data = file.read(_MAX_KEYS_BYTES + 1)
    if len(untrusted_data) > _MAX_KEYS_BYTES:
        raise DamagedKeySlots("keys.json is too large to be one")
    return KeySlots.from_bytes(untrusted_data)


def kinds_of_slots(folder: Path) -> tuple[str, ...]:
    """The kinds of slots that a vault says it has, in their order; () where it does not say."""
    try:
        return tuple(slot.kind for slot in read_slots(folder).slots)
    except SkryniaError:
        return ()


def write_slots(folder: Path, slots: KeySlots) -> None:
    """Write the key slots of the vault in ``folder``, atomically, for its owner alone.

    No earlier copy is kept beside it, although damage to this file alone closes the vault: an
    old copy would go on opening with a passphrase that was changed or a slot that was removed.
    A backup holds the slots of its time, and ``DamagedKeySlots`` says to take them from there.
    """
    write_atomically(folder / KEYS, slots.to_bytes())


@contextmanager
def new_folder(path: Path, *, inside: bool = False) -> Iterator[Path]:
    """A private folder to build a vault in, which becomes ``path`` once all is well.

    ``VaultExists`` where anything stands there already, ``NotWritable`` where the folder
    above is not there, ``WithinVault``. Whatever goes wrong inside leaves nothing behind; what
    a killed process left of the same name is removed first. ``inside``: a generation, which lies in
    its place.
    """
    if os.path.lexists(path):
        raise VaultExists("something already stands there")
    if not inside:
        refuse_within(path)
    _remove_unfinished(path)
    with translate_os_errors():
        # No folder above it is made: where a stick was pulled, its mount point is gone, and
        # a backup must not land on the laptop's own disk instead.
        building = path.with_name(f"{path.name}.{os.urandom(4).hex()}{PARTIAL}")
        private_folder(building)
    try:
        with translate_os_errors(), locked(building):
            yield building
        _put_in_place(building, path)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


@contextmanager
def at_rest(folder: Path) -> Iterator[None]:
    """Keep the vault in ``folder`` closed while it is copied; ``VaultInUse`` where it is open.

    A vault that is open or was killed has a lock file, a backup has none and gets none. Where
    a medium is read-only nobody has the vault open for writing either.
    """
    lock = None
    if (folder / LOCK).exists():
        with suppress(NotWritable):
            lock = _lock(folder)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def remove_unwanted(path: Path) -> None:
    """Remove an unwanted, newly made vault: the files a vault consists of, and its folder.

    Anything else in the folder stays, and the folder with it. ``VaultInUse`` where the vault
    is open; nothing happens where there is none.
    """
    with translate_os_errors():
        if not path.is_dir() or path.is_symlink():
            return
        with locked(path):
            ours = [file for file in path.iterdir() if PART.fullmatch(file.name)]
            # While keys.json is there, what is left still tells whose it is.
            for file in sorted(ours, key=lambda file: file.name == KEYS):
                file.unlink(missing_ok=True)
        with suppress(OSError):  # something else is in it
            path.rmdir()


def _remove_unfinished(path: Path) -> None:
    """Remove what killed processes left while they built a vault or copy called ``path``."""
    name = re.compile(rf"{re.escape(path.name)}\.[a-z0-9_]{{8}}{re.escape(PARTIAL)}")
    with suppress(OSError, SkryniaError):  # then it stays, and building says what is wrong
        for folder in path.parent.iterdir():
            if name.fullmatch(folder.name) and folder.is_dir():
                remove_unwanted(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a vault that is not to be opened; the file of it goes again."""
    lock = _lock(folder)
    try:
        yield
    finally:
        lock.release()
        (folder / LOCK).unlink(missing_ok=True)


def _put_in_place(building: Path, path: Path) -> None:
    if os.path.lexists(path):
        raise VaultExists("something already stands there")
    with translate_os_errors():
        rename_folder(building, path)
        sync_folder(path.parent)


def refuse_other(path: Path) -> None:
    """``NotAVault``, ``DamagedKeySlots`` (``DeletionBegun``) or ``MissingDatabase`` for what is no
    whole vault, ``OneOfBackups`` for what only looks like one."""
    _refuse_begun(path)
    with translate_os_errors():
        if is_one_backup(path):
            raise OneOfBackups("one backup out of a folder of several")
        keys, database = (path / KEYS).is_file(), (path / DATABASE).is_file()
    if not keys and not database:
        raise NotAVault("there is no vault in this folder")
    if not keys:
        raise DamagedKeySlots("keys.json is missing")
    if not database:
        raise MissingDatabase("vault.db is missing")


def _refuse_begun(path: Path) -> None:
    with translate_os_errors():
        begun = (path / DESTROYING).exists() and not (path / KEYS).exists()
    if begun:
        raise DeletionBegun("its slots were taken away")


def _lock(path: Path) -> FileLock:
    lock = FileLock(path / LOCK, mode=0o600, thread_local=False)
    with translate_os_errors():
        # Timeout is an OSError too, so it is caught before it could be translated.
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise VaultInUse("in use by another process", holder_of(path)) from None
    return lock


def _acquire(path: Path) -> FileLock | None:
    """The lock, and who holds it written down; None where nothing can be written."""
    try:
        lock = _lock(path)
    except NotWritable as error:
        if error.reason in _FORBIDDEN:
            return None
        raise
    _clear_left(path)
    say_held(path)
    return lock


def _refuse_log(path: Path) -> None:
    """``CopyFirst`` where changes lie beside the database: they would not be seen."""
    with translate_os_errors():
        for ending in LOGS:
            log = path / (DATABASE + ending)
            if log.is_file() and log.stat().st_size:
                raise CopyFirst("a log with changes lies beside the database")


def _clear_left(path: Path) -> None:
    """Remove what kills left of ``keys.json`` while it was replaced: slots that may open by a
    passphrase that was never this vault's, and nobody would find them to revoke."""
    with suppress(OSError):  # a medium that nobody can write to
        for each in path.iterdir():
            if LEFT.fullmatch(each.name) and not is_held(each):
                each.unlink()
