"""Crossing a border without the vault: it goes into a backup that only others open, and is gone.

What stays on the laptop is a program without a vault. Who travels can open nothing: the backup has
no slot for a passphrase, only for shares that several people hold and for a key left with an
organisation. Coming back is a restore by these. ``docs/travel.md`` says what it does not hide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.crypto.secret import Secret
from desktop.errors import DamagedBackup, NoBackupsHere, NoWayBack, OpenOtherwise
from desktop.progress import Progress, no_progress
from desktop.vault.backups.create import Made
from desktop.vault.backups.place import generations_in
from desktop.vault.file.folder import read_slots
from desktop.vault.file.housing import destroy_vault
from desktop.vault.file.opening import open_vault

HELD_BY_OTHERS: Final = ("recovery-shares", "escrow")
"""Kinds of slots that nobody opens who travels alone."""


@dataclass(frozen=True, slots=True)
class Left:
    """``made``: the backup that the vault became. ``elsewhere``: other folders in which backups of
    it lie, which open by what opened it."""

    made: Made
    elsewhere: tuple[str, ...] = ()


def leave(
    folder: Path,
    secret: Secret | str,
    path: Path,
    progress: Progress = no_progress,
    *,
    sure: Callable[[], None] = lambda: None,
) -> Left:
    """Back up the vault in ``folder`` to the new place ``path``, read all of that back, and destroy
    the vault for good.

    ``sure``: called when the backup is whole and before anything is destroyed; what it raises
    leaves both. ``NoWayBack`` where the vault has neither shares nor a key left with an
    organisation, ``OpenOtherwise`` where backups lie at ``path`` already, ``DamagedBackup`` where
    the backup does not read back; what opening, backing up and destroying raise. Until the last
    nothing of the vault is touched.
    """
    slots = read_slots(folder)
    _slot, vault_key = slots.opened(secret)
    if not any(slot.kind in HELD_BY_OTHERS for slot in slots.slots):
        raise NoWayBack("neither shares nor escrow")
    _refuse_others(path)
    with open_vault(folder, secret) as vault:
        made = vault.backups.create(path, progress, slots=slots.only(vault_key, HELD_BY_OTHERS))
        report = vault.backups.check(path, progress)
        if made.damaged or made.older or not report.intact:
            raise DamagedBackup("not everything is in it as it was written")
        here = str(path.absolute())
        elsewhere = tuple(each.path for each in vault.backups.places() if each.path != here)
    sure()
    destroy_vault(folder)
    return Left(made, elsewhere)


def _refuse_others(path: Path) -> None:
    try:
        if generations_in(path):
            raise OpenOtherwise("older backups lie here")
    except NoBackupsHere:
        return
