"""Sorts of files, in words."""

from __future__ import annotations

from typing import Final

from desktop.i18n import N_, Translator, current_translator
from desktop.model.file_sort import FileSort

_TOLD: Final = {
    FileSort.PICTURE: N_("Pictures"),
    FileSort.PDF: N_("PDF documents"),
    FileSort.SOUND: N_("Sound"),
    FileSort.VIDEO: N_("Films"),
    FileSort.OFFICE: N_("Office files"),
    FileSort.OTHER: N_("Other files"),
}


def sort_told(sort: FileSort, translator: Translator | None = None) -> str:
    """What files of this sort are called."""
    return (translator or current_translator()).gettext(_TOLD[sort])
