"""A copy of a picture to be handed on: made smaller, with nothing but its pixels (R28).

It is made anew each time and is no record. What identifies it is listed beside what identifies the
original, so that whoever has the copy can be told of which file it was made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import UndecodableMedia
from desktop.media.decoding.decoder import SCREEN, DecoderPool
from desktop.media.decoding.wire import MAX_FILE, Problem
from desktop.media.exporting.export import Copy, export_copy, refuse_beyond
from desktop.media.hashing import hash_bytes
from desktop.model.consent.beyond import Reason
from desktop.vault_files import refuse_folder

if TYPE_CHECKING:
    from desktop.vault import Vault

SIZES: Final = {"small": 1024, "medium": 2048, "large": 4096}
"""Pixels of the longer side at most, by the name of a preset."""
_NAMED: Final = 16
"""Signs of the original's SHA-256 in the name of a copy, which says nothing else of it."""


@dataclass(frozen=True, slots=True)
class Shared:
    """``path``: of the copy; ``width`` × ``height`` in pixels; ``sha256`` of its bytes and of the
    original's. ``incomplete``: not all of the picture could be read."""

    path: Path
    width: int
    height: int
    sha256: str
    original_sha256: str
    incomplete: bool = False


def share_copy(
    vault: Vault, media_id: str, target_folder: Path, size: str, reason: Reason | None = None
) -> Shared:
    """Write a copy into the folder, of a preset of :data:`SIZES`: a JPEG in sRGB, upright, over
    white, without any metadata. Nothing is overwritten.

    Consent is asked as of the original (``export_original``), and the custody log says that a copy
    was saved. ``UndecodableMedia`` where there is no picture, ``BeyondConsent``, ``StorageError``.
    """
    refuse_folder(target_folder)
    media = vault.media.get(media_id)
    refuse_beyond(vault, media.id, reason)
    if media.size > MAX_FILE:
        raise UndecodableMedia(Problem.TOO_LARGE)
    with DecoderPool(workers=1) as pool:
        asked = replace(SCREEN, edge=SIZES[size])
        decoded = pool.submit(b"".join(vault.media.read(media.id)), asked).result()
    if decoded.picture is None:
        raise UndecodableMedia(decoded.problem or Problem.DAMAGED)
    picture = decoded.picture
    name = f"{media.sha256[:_NAMED]}-{SIZES[size]}.jpg"
    path = export_copy(vault, media.id, target_folder, Copy(name, size, picture.data), reason)
    sha256 = hash_bytes(picture.data).sha256
    size_made = picture.width, picture.height
    return Shared(path, *size_made, sha256, media.sha256, incomplete=bool(decoded.problem))
