"""How the databases begin of the vaults that are known on this computer: no copy of one comes in
as a file, whatever it is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import StorageError
from desktop.settings import load_settings
from desktop.vault_files import salt_of

if TYPE_CHECKING:
    from desktop.vault import Vault


def salts_here(vault: Vault) -> tuple[bytes, ...]:
    """Of the open vault, and of those that the settings remember and that are there now."""
    others = (salt_of(folder) for folder in _remembered() if not _is(folder, vault.folder))
    return (vault.file_salt, *filter(None, others))


def _remembered() -> list[Path]:
    try:
        return [Path(each) for each in load_settings().known_vaults]
    except StorageError:
        # Its own folder does not read: the vaults themselves are still known by their files.
        return []


def _is(folder: Path, own: Path) -> bool:
    """Whether it is the open one, whose files nobody else may close (``OpenVault``)."""
    try:
        return folder.samefile(own)
    except OSError:
        return False
