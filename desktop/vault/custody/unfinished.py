"""Decrypted files that are being written outside the vault, so that a kill leaves none there.

A process that dies leaves such a file under the passing name it grew under
(``desktop/system/files.py``), with some of its content. The vault remembers that path until no
file is there any more, and the next opening removes it. On a stick that was pulled it stays, and is
removed at an opening while the stick is in the same place. After so many openings
(:data:`MOST_OPENINGS`) without it the path is forgotten: its folder is gone for good.

A package that is unpacked grows as a folder. One that was left is removed only as long as
nothing but the files of a bag (RFC 8493) lies in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from desktop.errors import DamagedVault, StorageError
from desktop.system.file_locks import remove_abandoned, remove_abandoned_folder
from desktop.system.files import PARTIAL
from desktop.vault.looking import Looking
from desktop.vault.store.connection import Database

_PASSING: Final = re.compile(rf".+\.[0-9a-f]{{8}}(?:{re.escape(PARTIAL)}|\.new)", re.DOTALL)
_OF_A_BAG: Final = re.compile(r"data/.+|(?:bagit|bag-info|(?:tag)?manifest-sha\d+)\.txt(?:\.sig)?")

MOST_OPENINGS: Final = 20
"""After so many openings that did not find a file or its folder, nothing is looked for any more."""
_PATIENCE: Final = 1.0
"""Seconds that closing waits for a file system; on a disk or stick it takes milliseconds."""


def remember(db: Database, path: Path) -> None:
    """A file or a bag begins to grow at ``path``: its passing name, not the one of the end."""
    if not _PASSING.fullmatch(path.name):
        raise ValueError("not a name that only this program gives")
    db.execute(
        "INSERT INTO unfinished_file (path) VALUES (?) ON CONFLICT DO NOTHING",
        (os.fsencode(path.absolute()),),
    )


@contextmanager
def remembered(db: Database, path: Path) -> Iterator[None]:
    """Let a file or a bag grow at ``path`` inside, its passing name; nothing is left there."""
    remember(db, path)
    try:
        yield
    finally:
        settle(db, path)


class Leftovers:
    """What killed processes left, looked for and removed while the vault is in use.

    Beside the vault's thread: a path on a network share that does not answer would hold the
    opening. Only :meth:`forget`, on the vault's own thread, writes what was found.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._looking = Looking(_paths_to_look_at(db), _remove)

    def forget(self) -> None:
        """Forget what is gone, before the vault is closed; a share that does not answer is
        waited for no longer than :data:`_PATIENCE`."""
        gone = [path for path, is_gone in self._looking.answers(_PATIENCE) if is_gone]
        with suppress(DamagedVault):
            _forget(self._db, gone)


def _paths_to_look_at(db: Database) -> list[Path]:
    """What is remembered; one opening more is counted for each, and the oldest are forgotten."""
    paths = [Path(os.fsdecode(path)) for (path,) in db.all("SELECT path FROM unfinished_file")]
    if paths:
        with suppress(StorageError), db.transaction():
            db.execute("UPDATE unfinished_file SET openings = openings + 1")
            db.execute("DELETE FROM unfinished_file WHERE openings >= ?", (MOST_OPENINGS,))
    return paths


def settle(db: Database, path: Path) -> None:
    """Remove what is left at ``path``, and forget it where it is sure that nothing is.

    A link or another folder of that name, and what a living process writes, stay and are not
    forgotten. On a full disk it is forgotten another time.
    """
    if _remove(path):
        _forget(db, (path,))


def _remove(path: Path) -> bool:
    """Remove what nobody writes any more; whether it is sure that nothing is there."""
    if not remove_abandoned(path, lambda _first: True):
        remove_abandoned_folder(path, lambda name: _OF_A_BAG.fullmatch(name) is not None)
    return _is_gone(path)


def _forget(db: Database, paths: Iterable[Path]) -> None:
    with suppress(StorageError):
        for path in paths:
            named = os.fsencode(path.absolute())
            db.execute("DELETE FROM unfinished_file WHERE path = ?", (named,))


def _is_gone(path: Path) -> bool:
    """Whether it is sure that nothing is at ``path``, and not only that its stick is away."""
    try:
        path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return path.parent.is_dir()
    except OSError:
        return False
    return False
