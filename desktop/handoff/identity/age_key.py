"""The vault's age identity as a file, by which packages open without Skrynia.

The one secret that ever leaves a vault in the clear, so it is asked for knowingly in the
window and on the command line, and the custody log says so before it is done.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.vault.file.secret_files import save_secret

if TYPE_CHECKING:
    from desktop.vault import Vault


def export_age_key(vault: Vault, path: Path) -> None:
    """Write an identity file as ``age -i`` reads it; ``FileExists`` where one is already."""
    identity = vault.identity.age_identity()
    text = f"# public key: {identity.recipient}\n{identity.secret_text()}\n"
    about = ("identity", vault.identity.fingerprint)
    save_secret(vault, path, text.encode(), about, "age identity")
