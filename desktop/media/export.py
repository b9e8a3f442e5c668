"""An original out of the vault: the same bytes, a name that is safe anywhere (R12)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import DamagedVault, FileExists
from desktop.file_names import safe_name
from desktop.files import PartialFile
from desktop.media.hashing import Hasher
from desktop.model.custody import CustodyKind

if TYPE_CHECKING:
    from desktop.vault import Vault

_TRIES = 10_000


def export_original(vault: Vault, media_id: str, target_folder: Path) -> Path:
    """Write the original's bytes into the folder and return the new file's path.

    The name is the original one as far as it is safe; a name that is taken gets a number,
    nothing is overwritten. The bytes are hashed on their way: ``DamagedVault`` when they are
    not what came in, and then no file is left. ``StorageError`` as the disk refuses. The
    custody log has it before the first byte is written (``CustodyLog.leaving``).
    """
    media = vault.media.get(media_id)
    hasher = Hasher()
    name = safe_name(media.original_name, media.sha256[:16])
    event = (CustodyKind.REPLICATION, "media", media_id, {"to": "file"})
    with vault.custody.leaving(*event) as record, _unused(target_folder, name) as out:
        record(out.partial)
        for piece in vault.media.read(media_id):
            hasher.update(piece)
            out.write(piece)
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
