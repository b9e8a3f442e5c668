"""The names of the files a vault is made of, and which files and folders belong to one.

What a vault is made of never goes anywhere but into a backup: not into an attachment, and so
not into a package. Names are compared without case, for systems that do not know it.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.errors import WithinVault
from desktop.system.files import translate_os_errors

FOLDER_SUFFIX: Final = ".skrynia"
"""How the name of a vault's folder ends."""
DATABASE: Final = "vault.db"
KEYS: Final = "keys.json"
LOCK: Final = "vault.lock"
SINCE: Final = "vault.since"
SEQUENCE: Final = "vault.seq"
"""The number of the last save (``desktop/vault/file/sequence.py``)."""
DESTROYING: Final = "vault.destroying"
"""What ``keys.json`` is called from when the vault is destroyed until all of it is gone."""
BACKUPS: Final = "backups.json"
"""Says of a folder that backups of a vault lie in it (``desktop/vault/backups/place.py``)."""
GENERATIONS: Final = "generations"
"""The folder in it of single backups."""
ORIGINALS: Final = "originals"
"""The folder beside them of what is stored once (``desktop/vault/backups/originals.py``)."""
MANIFEST: Final = "manifest"
"""What each of these says of itself (``desktop/vault/backups/generation.py``)."""
BACKUPS_LOCK: Final = "backups.lock"
BACKUPS_SUFFIX: Final = ".backups"
"""How the name of a folder of backups ends."""
BACKUPS_FORMAT: Final = "skrynia backups"
"""What it says it is."""
LOGS: Final = ("-wal", "-journal")
"""Endings of the files beside the database that hold what is not in it yet."""
KEYS_FORMAT: Final = "skrynia key slots"
"""What ``keys.json`` says it is (``desktop/crypto/slots/document.py``)."""

LEFT: Final = re.compile(r"\.(?:keys\.json|vault\.since)\.[0-9a-f]{8}\.new")
"""The names of what a kill leaves of the small files, each of which is replaced whole."""
PART: Final = re.compile(
    r"vault\.(?:db(?:-wal|-shm|-journal)?|since|seq|destroying)|keys\.json|vault-before-[0-9]{4}\.db"
    rf"|{LEFT.pattern}"
)
"""The names of the files a vault is made of, of those left by a crash while one was written."""

SALT_BYTES: Final = 16
"""Bytes with which a database begins, in the clear, and no other does (SQLCipher); the number of
its last save begins with them too."""

_SAID: Final = {KEYS: KEYS_FORMAT, BACKUPS: BACKUPS_FORMAT}
"""Files of names that other programs use too, and what tells that one is ours."""
_ORIGINAL: Final = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}(?:\.[0-9]{3,})?")
"""An original in its folder, as :data:`ORIGINALS` holds it."""
_OF_BACKUPS: Final = frozenset({ORIGINALS, GENERATIONS, BACKUPS, BACKUPS_LOCK})
_FIRST = 4096
_LARGEST_KEYS = 1 << 20


class OpenVault:
    """Recognises the files of one vault however they are named: the one that files go into.

    Its own files under another name (a hard link), its database and those of the other vaults
    known here copied as they are, and key slots of any vault. A copy of the database of a vault
    that nobody knows here, and one that a backup wrote anew, are random bytes and not recognised
    under another name, unless the vault's other files lie beside it (``is_of_a_vault``). Archives:
    ``desktop/media/adding/within.py``. Hard links to the files of another vault: ``VaultsMet``.
    """

    def __init__(self, folder: Path, salts: Iterable[bytes]) -> None:
        """``folder`` of the vault that is open; ``salts`` of it and of those known here.

        That of the open one is asked of the connection: on POSIX a process that closes a file of
        its own database gives SQLite's locks on it away.
        """
        self._files = {_identity(each) for each in _entries(folder)} - {None}
        self._salts = frozenset(salts)

    def owns(self, path: Path, size: int) -> bool:
        """Whether the regular file at ``path``, of ``size`` bytes, is one of the vault's."""
        if _identity(path) in self._files:
            return True
        if _start(path, SALT_BYTES) in self._salts:
            return True
        return size <= _LARGEST_KEYS and _is_key_slots(path)


def salt_of(folder: Path) -> bytes:
    """How the database of a vault begins that is not open here; nothing where it does not read."""
    found = _start(folder / DATABASE, SALT_BYTES)
    return found if len(found) == SALT_BYTES else b""


class VaultsMet:
    """Remembers the files of every vault that a walk meets, to know them by their other names.

    A hard link to one, and a copy of its database, are recognised where the vault lies in what is
    walked too, before it or after it; so ``own`` is asked when the walk is over.
    """

    def __init__(self) -> None:
        self._files: set[tuple[int, int]] = set()
        self._salts: set[bytes] = set()

    def is_of_a_vault(self, path: Path) -> bool:
        """As the function of that name; what is one is remembered."""
        found = is_of_a_vault(path)
        if found:
            self._remember([path])
        return found

    def holds_a_vault(self, folder: Path, names: Iterable[str]) -> bool:
        """As the function of that name, and where ``folder`` is one of backups, whatever of it was
        lost; all files of vaults in and under it, and all of backups, are remembered."""
        found = holds_a_vault(folder, names) or is_of_backups(folder)
        if found:
            for inner, _folders, files in os.walk(folder):
                each = (Path(inner, name) for name in files)
                self._remember(filter(is_of_a_vault, each))
        return found

    def own(self, path: Path) -> bool:
        """Whether the file at ``path`` is one of those remembered, by whatever name, or a copy of
        a database among them."""
        if self._files and _identity(path) in self._files:
            return True
        return bool(self._salts) and _start(path, SALT_BYTES) in self._salts

    def _remember(self, paths: Iterable[Path]) -> None:
        for path in paths:
            if known := _identity(path):
                self._files.add(known)
            if salt := _salt_beside(path):
                self._salts.add(salt)


def _entries(folder: Path) -> list[Path]:
    with suppress(OSError):  # its stick went away; what is added then fails by itself
        return list(folder.iterdir())
    return []


def is_called_as_part(name: str) -> bool:
    """Whether a file of this name alone is one that a vault is made of. ``keys.json`` is not: other
    programs use it too."""
    called = name.casefold()
    return called != KEYS and (called == LOCK or PART.fullmatch(called) is not None)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, by whatever name; None for what is no regular file or has no number."""
    with suppress(OSError):
        status = path.stat()
        # Some file systems number no files: there 0 says nothing.
        if stat.S_ISREG(status.st_mode) and status.st_ino:
            return status.st_dev, status.st_ino
    return None


def _start(path: Path, size: int) -> bytes:
    """The first bytes of a file; none of one that cannot be read, or is none: a pipe could keep a
    reader waiting for ever."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(size)
    return b""


def _is_key_slots(path: Path) -> bool:
    """Whether a file is the JSON of key slots, and does not only speak of them."""
    if _start(path, 1) != b"{":
        return False
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        return bool(json.loads(_start(path, _LARGEST_KEYS))["format"] == KEYS_FORMAT)
    return False


def is_of_a_vault(path: Path) -> bool:
    """Whether the file at ``path`` is one that a vault or its backups are made of, however it was
    named.

    A link is followed. A ``keys.json`` of another program is none, unless it stands beside
    files of a vault. A database under another name is known by what lies beside it.
    """
    followed = _followed(path)
    return any(_is_part(each) for each in {path, followed}) or _lies_in_backups(followed)


def holds_a_vault(folder: Path, names: Iterable[str]) -> bool:
    """Whether a vault, a half one, a copy of one or backups of one lie in ``folder``, which has
    these names."""
    return any(_tells_a_vault(folder / name) for name in names)


def is_of_a_folder(folder: Path) -> bool:
    """Whether ``folder`` is that of a vault or of backups, by a file that says so or by two that
    stand together nowhere else."""
    if _says(folder / KEYS, KEYS_FORMAT) or _has_both(folder, DATABASE, SEQUENCE):
        return True
    return _is_place(folder)


def refuse_within(path: Path) -> None:
    """``WithinVault`` where ``path`` lies in the folder of a vault or of backups: it would be taken
    for a part of that, be lost with it, or stay where that is destroyed."""
    with translate_os_errors():
        above = path.resolve().parents
    _refuse_any(above)


def refuse_folder(folder: Path) -> None:
    """The same of whatever is put into ``folder``. One of these two is the first thing that every
    writer asks of a place that a person chose (``tests/unit/rules/test_exits.py``)."""
    with translate_os_errors():
        there = folder.resolve()
    _refuse_any((there, *there.parents))


def _refuse_any(folders: Iterable[Path]) -> None:
    if any(is_of_a_folder(each) for each in folders):
        raise WithinVault("it lies in the folder of a vault or of backups")


def is_of_backups(path: Path) -> bool:
    """Whether ``path`` is a folder of backups, or a file or folder of one: also where its label is
    lost or altered, or all but half of what it is made of."""
    followed = _followed(path)
    return _is_place(followed) or _lies_in_backups(followed)


def _lies_in_backups(path: Path) -> bool:
    within = zip((path, *path.parents), path.parents, strict=False)
    return any(each.name.casefold() in _OF_BACKUPS and _is_place(place) for each, place in within)


def _is_place(folder: Path) -> bool:
    if _says(folder / BACKUPS, BACKUPS_FORMAT) or _has_both(folder, BACKUPS_LOCK, GENERATIONS):
        return True
    return _has_generations(folder) or _has_originals(folder)


def _has_both(folder: Path, *names: str) -> bool:
    return all(os.path.lexists(folder / name) for name in names)


def _has_generations(folder: Path) -> bool:
    return any(_has_both(each, MANIFEST, DATABASE) for each in _entries(folder / GENERATIONS))


def _has_originals(folder: Path) -> bool:
    return any(
        _ORIGINAL.fullmatch(f"{each.name}/{original.name}")
        for each in _entries(folder / ORIGINALS)
        if len(each.name) == len("ab")
        for original in _entries(each)
    )


def is_one_backup(folder: Path) -> bool:
    """Whether ``folder`` is one of several backups that lie in a folder of them: it looks like a
    vault, and is none."""
    return folder.absolute().parent.name == GENERATIONS and (folder / MANIFEST).is_file()


def _is_part(path: Path) -> bool:
    if _tells_a_vault(path) or _begins_as_beside(path):
        return True
    if path.name.casefold() != KEYS:
        return False
    try:
        return holds_a_vault(path.parent, os.listdir(path.parent))  # noqa: PTH208 - names only
    except OSError:
        return False


def _begins_as_beside(path: Path) -> bool:
    """Whether it begins as the database does whose number of the last save lies beside it."""
    salt = _start(path.with_name(SEQUENCE), SALT_BYTES)
    return len(salt) == SALT_BYTES and _start(path, SALT_BYTES) == salt


def _salt_beside(path: Path) -> bytes:
    """How the database begins of the vault or backup that a file is one of. The database itself
    is read only where no number lies beside it: one without is not open in this process."""
    beside = path.with_name(SEQUENCE)
    found = _start(beside if beside.exists() else path.with_name(DATABASE), SALT_BYTES)
    return found if len(found) == SALT_BYTES else b""


def _tells_a_vault(path: Path) -> bool:
    name = path.name.casefold()
    if name in _SAID:
        return _says(path, _SAID[name])
    return is_called_as_part(name)


def _says(path: Path, named: str) -> bool:
    """Whether the file names its format; one that cannot be read may be one."""
    try:
        # A pipe could keep a reader waiting for ever; pipes are never taken in.
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return named.encode() in file.read(_FIRST)
    except OSError:
        return True


def _followed(path: Path) -> Path:
    with suppress(OSError, RuntimeError):  # a loop of links: nothing to read there either
        return path.resolve()
    return path
