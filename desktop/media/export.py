"""An original out of the vault: the same bytes, a name that is safe anywhere (R12)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import DamagedVault, FileExists
from desktop.file_names import safe_name
from desktop.files import PartialFile
from desktop.i18n import _
from desktop.media.hashing import Hasher
from desktop.model.custody import CustodyKind
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

_TRIES = 10_000
_SETTLED = 4
"""Pieces after which a stick has to have them: else all of them are waited for at the end."""


def export_original(
    vault: Vault, media_id: str, target_folder: Path, progress: Progress = no_progress
) -> Path:
    """Write the original's bytes into the folder and return the new file's path.

    The name is the original one as far as it is safe; a name that is taken gets a number,
    nothing is overwritten. The bytes are hashed on their way: ``DamagedVault`` when they are
    not what came in, and then no file is left. ``StorageError`` as the disk refuses. The
    custody log has it before the first byte is written (``CustodyLog.leaving``). ``progress`` is
    in bytes; ``Cancelled`` leaves no file.
    """
    media = vault.media.get(media_id)
    hasher, done = Hasher(), 0
    name = safe_name(media.original_name, media.sha256[:16])
    event = (CustodyKind.REPLICATION, "media", media_id, {"to": "file"})
    with vault.custody.leaving(*event) as record, _unused(target_folder, name) as out:
        record(out.partial)
        for number, piece in enumerate(vault.media.read(media_id), 1):
            hasher.update(piece)
            done += out.write(piece)
            if number % _SETTLED == 0:
                out.settle()
            progress(done, media.size, _("Saving the original"))
        found = hasher.digests()
        if (found.sha256, found.sha512) != (media.sha256, media.sha512):
            raise DamagedVault("an original is not what came in")
        out.commit()
    return out.path


def _unused(folder: Path, name: str) -> PartialFile:
    """A new file under this name, or under the first free one with a number."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - Path cuts other names differently
    for number in range(1, _TRIES):
        path = folder / (name if number == 1 else f"{stem} ({number}){ending}")
        if not os.path.lexists(path):
            return PartialFile(path, unmistakable=True)
    raise FileExists("no free name")
