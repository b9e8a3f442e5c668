"""Secrets that a person has saved outside the vault on purpose: on paper, or on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.crypto.key_file import MOST_BYTES, decode_key_file, encode_key_file
from desktop.crypto.secret import KeyFile
from desktop.model.custody import CustodyKind
from desktop.system.files import PartialFile, read_small, translate_os_errors
from desktop.vault_files import refuse_within

if TYPE_CHECKING:
    from desktop.vault.vault import Vault


def save_secret(vault: Vault, path: Path, data: bytes, about: tuple[str, str], what: str) -> None:
    """Write what opens something of this vault to a plain file, for its user alone.

    The custody log says ``what`` before the first byte is written, of ``about``: the kind of thing
    and its id. ``FileExists``, ``WithinVault``, and any other ``StorageError``.
    """
    refuse_within(path)
    with (
        vault.custody.leaving(CustodyKind.DISCLOSURE, *about, {"what": what}) as record,
        PartialFile(path, unmistakable=True) as partial,
    ):
        record(partial.partial)
        partial.write(data)
        partial.commit()


def save_key_file(path: Path, file: KeyFile) -> None:
    """Write a key file, for its user alone; ``FileExists``, and any other ``StorageError``. It
    opens nothing until a way in is added for it."""
    refuse_within(path)
    with PartialFile(path) as partial:
        partial.write(encode_key_file(file))
        partial.commit()


def load_key_file(path: Path) -> KeyFile:
    """What lies there; ``NotAKeyFile``, ``StorageError``."""
    with translate_os_errors():
        untrusted_data = read_small(path, MOST_BYTES + 1)
    return decode_key_file(untrusted_data)
