"""Decrypted files that are being written outside the vault, so that a kill leaves none there.

A process that dies leaves such a file under the passing name it grew under
(``desktop/files.py``), with some of its content. The vault remembers that path until no file is
there any more, and the next opening removes it. On a stick that was pulled it stays, and is
removed at an opening while the stick is in the same place.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.errors import StorageError
from desktop.file_locks import remove_abandoned
from desktop.files import PARTIAL
from desktop.vault.store.connection import Database

_PASSING: Final = re.compile(rf".+\.[0-9a-f]{{8}}(?:{re.escape(PARTIAL)}|\.new)", re.DOTALL)


def remember(db: Database, path: Path) -> None:
    """A file begins to grow at ``path``: its passing name, not the one it gets in the end."""
    if not _PASSING.fullmatch(path.name):
        raise ValueError("not a name that only this program gives")
    db.execute(
        "INSERT INTO unfinished_file (path) VALUES (?) ON CONFLICT DO NOTHING",
        (os.fsencode(path.absolute()),),
    )


def remove_all(db: Database) -> None:
    """Remove what killed processes left, as far as its folders are there."""
    for (path,) in db.all("SELECT path FROM unfinished_file"):
        settle(db, Path(os.fsdecode(path)))


def settle(db: Database, path: Path) -> None:
    """Remove the file at ``path`` if one is left, and forget it where it is sure that none is.

    A link or a folder of that name, and a file that a living process writes, stay and are not
    forgotten. On a full disk it is forgotten another time.
    """
    remove_abandoned(path, lambda _first: True)
    if _is_gone(path):
        with suppress(StorageError):
            db.execute(
                "DELETE FROM unfinished_file WHERE path = ?", (os.fsencode(path.absolute()),)
            )


def _is_gone(path: Path) -> bool:
    """Whether it is sure that nothing is at ``path``, and not only that its stick is away."""
    try:
        path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return path.parent.is_dir()
    except OSError:
        return False
    return False
