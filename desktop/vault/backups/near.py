"""Where backups of a vault lie that does not open, or is not asked: beside it, or on a medium."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.errors import SkryniaError
from desktop.model.values.moment import Moment
from desktop.system.files import translate_os_errors
from desktop.vault.backups.place import generations_in, read_place
from desktop.vault.file.folder import read_slots
from desktop.vault_files import BACKUPS

_MOST_LOOKED_AT: Final = 500
"""Entries of a folder: a stick may be full of pictures."""


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
            for each in _within(folder):
                _add(found, each, vault_id)
    return tuple(sorted(found.values(), key=lambda each: each.made.utc, reverse=True))


def _within(folder: Path) -> list[Path]:
    try:
        with translate_os_errors():
            listed = zip(folder.iterdir(), range(_MOST_LOOKED_AT), strict=False)
            return [each for each, _number in listed if (each / BACKUPS).is_file()]
    except SkryniaError:
        return []


def _add(found: dict[Path, NearBackup], path: Path, vault_id: str) -> None:
    with suppress(SkryniaError):
        listed = generations_in(path)
        if listed and read_place(path).label.vault_id == vault_id:
            found[path.resolve()] = NearBackup(path, listed[-1].made)
