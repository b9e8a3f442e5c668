"""An original out of the vault: the same bytes, a name that is safe anywhere (R12)."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import BeyondConsent, DamagedVault, FileExists
from desktop.i18n import _
from desktop.media.hashing import Hasher, hash_bytes
from desktop.model.consent import Refusal, cells_of
from desktop.model.consent.beyond import (
    WORK_HERE,
    Reason,
    Shown,
    beyond_branches,
    may_stand,
    reasons_for,
)
from desktop.model.custody import CustodyKind
from desktop.model.written_out import FILE
from desktop.progress import Pause, Progress, no_pause, no_progress
from desktop.system.file_names import safe_name
from desktop.system.files import PartialFile
from desktop.vault_files import refuse_folder

if TYPE_CHECKING:
    from desktop.model.media import Media
    from desktop.vault import Vault

_TRIES = 10_000
_SETTLED = 4
"""Pieces after which a stick has to have them: else all of them are waited for at the end."""


@dataclass(frozen=True, slots=True)
class Copy:
    """``data`` under this ``name``, where it is free; ``called``: what kind of copy it is."""

    name: str
    called: str
    data: bytes


def original_beyond(vault: Vault, media_id: str, *, with_name: bool = False) -> Refusal | None:
    """Why an original may not be shown as it is by the consent behind each interview it rests on;
    None where it may, or where it rests on none yet. ``with_name``: beside who is named with it.

    ``DamagedVault`` where the vault does not hold what was decided last, ``SavesLost`` where that
    may be missing and nobody has looked at the consents since.
    """
    return originals_beyond(vault, (media_id,), with_name=with_name).get(media_id)


def originals_beyond(
    vault: Vault,
    media_ids: Collection[str],
    pause: Pause = no_pause,
    *,
    with_name: bool = False,
) -> dict[str, Refusal]:
    """:func:`original_beyond` of many at once: by id, of those that may not be shown."""
    vault.outlines.refuse_unlooked()
    grounds = vault.outlines.grounds(vault.media.kind.name, media_ids, pause)
    interviews = {each for on in grounds.values() for each in on}
    standings = vault.outlines.standings(interviews, cells_of(*WORK_HERE), pause)
    shown = Shown(with_name, with_files=True)
    refused = {each: beyond_branches(standings.get(each), shown) for each in interviews}
    found = ((id_, [refused[each] for each in on]) for id_, on in grounds.items())
    return {id_: gravest(those) for id_, of in found if (those := [each for each in of if each])}


def gravest(refusals: Collection[Refusal]) -> Refusal:
    """The one to be told of several: a withdrawal first, and last what more reasons stand against;
    whoever gives a reason for a person's file gives it for all who have part in it."""
    return min(refusals, key=lambda each: (each is not Refusal.WITHDRAWN, len(reasons_for(each))))


def export_original(
    vault: Vault,
    media_id: str,
    target_folder: Path,
    progress: Progress = no_progress,
    reason: Reason | None = None,
    name: str = "",
    modified: str = "",
) -> Path:
    """Write the original's bytes into the folder and return the new file's path.

    Where somebody did not agree that files are shown, or withdrew, a ``reason`` has to be chosen:
    ``BeyondConsent`` without one. The custody log says which.

    ``name``: another than the file came with; ``modified``: as the medium said when it was changed
    (``SetFile.modified_at``); else what is known of that. The new file gets it, where its own
    medium takes such a time.

    The name is the original one as far as it is safe; a name that is taken gets a number,
    nothing is overwritten. The bytes are hashed on their way: ``DamagedVault`` when they are
    not what came in, and then no file is left. ``StorageError`` as the disk refuses;
    ``WithinVault`` where the folder is of a vault or of backups. The custody log has it before the
    first byte is written (``CustodyLog.leaving``). ``progress`` is in bytes; ``Cancelled`` leaves
    no file.
    """
    refuse_folder(target_folder)
    media = vault.media.get(media_id)
    hasher, done = Hasher(), 0
    name = safe_name(name, media.sha256[:16]) if name else original_name(media)
    detail = _noted(vault, media_id, reason)
    event = (CustodyKind.REPLICATION, vault.media.kind.name, media_id, detail)
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
        set_modified(out.path, modified or modified_when_it_came(vault, media_id))
    return out.path


def export_copy(
    vault: Vault, media_id: str, target_folder: Path, copy: Copy, reason: Reason | None = None
) -> Path:
    """Write a copy that was made of the original, as :func:`export_original` writes that: consent
    is asked as of it, and the custody log says that a copy was saved, and which."""
    refuse_folder(target_folder)
    made = {"copy": copy.called, "sha256": hash_bytes(copy.data).sha256}
    detail = _noted(vault, media_id, reason) | made
    event = (CustodyKind.REPLICATION, vault.media.kind.name, media_id, detail)
    with vault.custody.leaving(*event) as record, _unused(target_folder, copy.name) as out:
        record(out.partial)
        out.write(copy.data)
        out.commit()
    return out.path


def refuse_beyond(vault: Vault, media_id: str, reason: Reason | None) -> Refusal | None:
    """Why consent keeps an original back, where the ``reason`` stands against that; None where it
    does not. ``BeyondConsent`` where no reason does."""
    refusal = original_beyond(vault, media_id)
    if refusal is not None and (reason is None or not may_stand(reason, refusal)):
        raise BeyondConsent(refusal.value)
    return refusal


def _noted(vault: Vault, media_id: str, reason: Reason | None) -> dict[str, str]:
    """What the custody log says of a file that leaves; ``BeyondConsent`` where it may not."""
    refusal = refuse_beyond(vault, media_id, reason)
    if refusal is None or reason is None:
        return {"to": FILE}
    return {"to": FILE, "beyond": refusal.value, "reason": reason.value}


def modified_when_it_came(vault: Vault, media_id: str) -> str:
    """When the medium it came on said that it was changed; "" where nobody kept that."""
    return next(
        (
            each.value
            for each in vault.media.metadata(media_id)
            if (each.group, each.key) == ("File", "ModifiedAt")
        ),
        "",
    )


def set_modified(path: Path, modified: str) -> None:
    """Give a file the time of the original; a medium that takes none, or a time that is none,
    leaves it as it is: the bytes are what is promised."""
    with suppress(ValueError, OSError, OverflowError):
        seconds = (
            float(modified[1:])
            if modified.startswith("@")
            else datetime.fromisoformat(modified).timestamp()
        )
        os.utime(path, (seconds, seconds))


def original_name(media: Media) -> str:
    """The name that an original is saved under where it is free."""
    return safe_name(media.original_name, media.sha256[:16])


def _unused(folder: Path, name: str) -> PartialFile:
    """A new file under this name, or under the first free one with a number."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - Path cuts other names differently
    for number in range(1, _TRIES):
        path = folder / (name if number == 1 else f"{stem} ({number}){ending}")
        if not os.path.lexists(path):
            return PartialFile(path, unmistakable=True)
    raise FileExists("no free name")
