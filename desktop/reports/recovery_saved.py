"""Pages with a recovery code or with shares, saved as PDF where their owner wants to print them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.model.values.moment import Moment
from desktop.reports.recovery import SharesInput, SheetInput, recovery_shares, recovery_sheet
from desktop.vault.file.secret_files import save_secret

if TYPE_CHECKING:
    from desktop.crypto.secret import SheetCode
    from desktop.crypto.shares import Sharing
    from desktop.vault.vault import Vault

SHOWN_OF_ID: Final = 8
"""Letters of the vault's id that tell one sheet from another, and nobody whose it is."""


def save_sheet(vault: Vault, code: SheetCode, path: Path, language: str) -> None:
    """The page of a recovery sheet; the custody log says so. ``FileExists``, ``StorageError``."""
    pdf = recovery_sheet(SheetInput(code, vault.vault_id[:SHOWN_OF_ID], Moment.now()), language)
    save_secret(vault, path, pdf, ("vault", vault.vault_id), "recovery sheet")


def save_shares(vault: Vault, sharing: Sharing, path: Path, language: str) -> None:
    """A page for each share; otherwise as :func:`save_sheet`."""
    pdf = recovery_shares(
        SharesInput(sharing, vault.vault_id[:SHOWN_OF_ID], Moment.now()), language
    )
    save_secret(vault, path, pdf, ("vault", vault.vault_id), "recovery shares")
