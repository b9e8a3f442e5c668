"""A file with a consent text, changed in an editor and brought in as an organisation's own."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import OwnTextRefused
from desktop.model.organisation import OwnText
from desktop.model.values.bounds import READ_TEXT
from desktop.system.files import PartialFile, translate_os_errors
from desktop.vault_files import refuse_within
from desktop.vocabulary.own_text import Fault

_MOST = 4 * READ_TEXT
"""Bytes: no character of UTF-8 has more than four."""


def load_own_text(path: Path, language: str) -> OwnText:
    """What stands in a file of UTF-8, with or without a byte order mark, whatever its line ends.

    ``OwnTextRefused`` with line 0 for what is no text or too long; what it says is judged when it
    is signed. ``StorageError``.
    """
    with translate_os_errors(), path.open("rb") as file:
        data = file.read(_MOST + 1)
    if len(data) > _MOST:
        raise OwnTextRefused(language, 0, Fault.TOO_LONG)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OwnTextRefused(language, 0, Fault.NO_TEXT) from None
    return OwnText(language, text.replace("\r\n", "\n"))


def save_text(text: str, path: Path) -> None:
    """Write a text for an editor, from which :func:`load_own_text` reads the same. ``FileExists``,
    ``WithinVault``, ``StorageError``."""
    refuse_within(path)
    with PartialFile(path) as file:
        file.write(text.encode())
        file.commit()
