"""Crossing a border without the vault: it goes into a backup that only others open, and is gone.

What stays on the laptop is a program without a vault. Who travels can open nothing: the backup has
no slot for a passphrase, only for shares that several people hold and for a key left with an
organisation. Coming back is a restore by these. ``docs/travel.md`` says what it does not hide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from desktop.crypto.secret import Secret
from desktop.errors import (
    ChangedMeanwhile,
    ChooseWays,
    DamagedBackup,
    NoBackupsHere,
    NoWayBack,
    OpenOtherwise,
    SkryniaError,
)
from desktop.model.way_in import HELD_BY_OTHERS
from desktop.progress import Progress, no_progress
from desktop.system.files import translate_os_errors
from desktop.vault.backups.check import PlaceReport
from desktop.vault.backups.create import Made
from desktop.vault.backups.place import generations_in, read_place
from desktop.vault.file.folder import kinds_of_slots, read_slots
from desktop.vault.file.housing import destroy_vault
from desktop.vault.file.opening import open_vault
from desktop.vault_files import DATABASE, KEYS

_State: TypeAlias = "frozenset[tuple[str, int, int]]"
_WRITTEN: Final = (KEYS, DATABASE, f"{DATABASE}-wal")


@dataclass(frozen=True, slots=True)
class Left:
    """``made``: the backup that the vault became. ``elsewhere``: other folders in which backups of
    it lie, which open by what opened it. ``stays``: names of what lay in its folder and was no part
    of it."""

    made: Made
    elsewhere: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A vault that is in a backup for others, read back whole, and still in ``folder``: its files
    as they lay then."""

    folder: Path
    left: Left
    state: _State


def pack(
    folder: Path,
    secret: Secret | str,
    path: Path,
    progress: Progress = no_progress,
    ways: Collection[str] = (),
    *,
    damaged: bool = False,
) -> Packed:
    """Back up the vault in ``folder`` to the new place ``path``, for who opens it by the slots of
    the ids ``ways``, each of which others hold (``HELD_BY_OTHERS``), and read all of that back.
    Without ``ways``: by all of these, where there is one of a kind. ``damaged``: also where the
    vault does not hold; then it is in the backup as it is.

    ``NoWayBack`` where the vault has no such slot, ``ChooseWays``, ``OpenOtherwise`` where backups
    lie at ``path`` already, ``NotWhole``, ``DamagedBackup`` where the backup does not read back;
    what opening and backing up raise. Nothing of the vault is touched.
    """
    slots = read_slots(folder)
    _slot, vault_key = slots.opened(secret)
    held = {slot.id: slot.kind for slot in slots.slots if slot.kind in HELD_BY_OTHERS}
    chosen = held.keys() & {*ways} if ways else held.keys()
    if not chosen:
        raise NoWayBack("neither shares nor escrow")
    _refuse_others(path)
    with open_vault(folder, secret) as vault:
        if not ways and len(held) > len(set(held.values())):
            raise ChooseWays([way for way in vault.ways_in.all() if way.slot_id in held])
        only = slots.only(vault_key, chosen)
        made = vault.backups.create(path, progress, slots=only, damaged=damaged)
        _refuse_lacking(vault.backups.check(path, progress), made)
        here = str(path.absolute())
        others = [each.path for each in vault.backups.places() if each.path != here]
        elsewhere = tuple(each for each in others if not _only_others_open(Path(each)))
    return Packed(folder, Left(made, elsewhere), _as_it_lies(folder))


def destroy(packed: Packed) -> Left:
    """Destroy for good the vault that was packed; again, where that broke off behind its slots.

    ``ChangedMeanwhile`` where it was written to since: then it stays; what destroying raises.
    """

    def refuse_changed() -> None:
        if not (packed.folder / KEYS).exists():
            return  # destroyed in part: what is left opens for nobody
        if _as_it_lies(packed.folder) != packed.state:
            raise ChangedMeanwhile("the vault was written to after it was packed")

    return replace(packed.left, stays=destroy_vault(packed.folder, refuse_changed))


def leave(
    folder: Path,
    secret: Secret | str,
    path: Path,
    progress: Progress = no_progress,
    ways: Collection[str] = (),
    *,
    damaged: bool = False,
    sure: Callable[[Packed], None] = lambda _packed: None,
) -> Left:
    """Pack the vault in ``folder`` and destroy it.

    ``sure``: called in between; what it raises leaves both. What :func:`pack` and :func:`destroy`
    raise.
    """
    packed = pack(folder, secret, path, progress, ways, damaged=damaged)
    sure(packed)
    return destroy(packed)


def _refuse_lacking(report: PlaceReport, made: Made) -> None:
    """``DamagedBackup`` where anything is not in the backup that is whole in the vault."""
    lacking = {media for each in report.generations for media in each.lacking}
    if not all(each.holds for each in report.generations) or lacking - {*made.damaged}:
        raise DamagedBackup("not everything is in it as it was written")


def _as_it_lies(folder: Path) -> _State:
    """An empty log says as little as none."""
    with translate_os_errors():
        files = [folder / name for name in _WRITTEN if (folder / name).exists()]
        stats = [(file.name, file.stat()) for file in files]
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats if stat.st_size)


def _only_others_open(path: Path) -> bool:
    """Whether every backup at ``path`` is of an earlier packing; of a stick that is not plugged in
    nobody knows."""
    try:
        generations = read_place(path).generations()
    except SkryniaError:
        return False
    kinds = [kinds_of_slots(each) for each in generations]
    return all(each and set(each) <= set(HELD_BY_OTHERS) for each in kinds)


def _refuse_others(path: Path) -> None:
    try:
        if generations_in(path):
            raise OpenOtherwise("older backups lie here")
    except NoBackupsHere:
        return
