"""Where backups of a vault lie that does not open, or is not asked: beside it, or on a medium."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import SkryniaError
from desktop.model.values.moment import Moment
from desktop.vault.backups.place import Place, places_within
from desktop.vault.file.folder import read_slots


@dataclass(frozen=True, slots=True)
class NearBackup:
    """``path``: a place of backups. ``made``: its newest, by the clock of that day."""

    path: Path
    made: Moment


def backups_near(vault: Path, folders: Iterable[Path]) -> tuple[NearBackup, ...]:
    """Places of backups of the closed ``vault`` in the folder it lies in and in ``folders``, the
    newest first. Nothing is unlocked; what cannot be read is passed over. Where the key slots of
    the vault do not say which one it is, nothing is found."""
    found: dict[Path, NearBackup] = {}
    with suppress(SkryniaError):
        vault_id = read_slots(vault).vault_id
        for folder in (vault.parent, *folders):
            for place in places_within(folder):
                _add(found, place, vault_id)
    return tuple(sorted(found.values(), key=lambda each: each.made.utc, reverse=True))


def _add(found: dict[Path, NearBackup], place: Place, vault_id: str) -> None:
    with suppress(SkryniaError):
        listed = place.listed() if vault_id in place.told_vaults() else ()
        whole = [each.made for each in listed if each.made and not each.unread]
        if whole:
            found[place.path.resolve()] = NearBackup(place.path, whole[-1])
