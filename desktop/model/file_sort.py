"""What sort of file one is, as coarsely as people look for files."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final


class FileSort(StrEnum):
    """OTHER: whatever is none of these, archives and what is not known here among them."""

    PICTURE = "picture"
    PDF = "pdf"
    SOUND = "sound"
    VIDEO = "video"
    OFFICE = "office"
    OTHER = "other"


TYPES: Final[Mapping[FileSort, tuple[str, ...]]] = MappingProxyType(
    {
        FileSort.PICTURE: ("image/*",),
        FileSort.PDF: ("application/pdf",),
        FileSort.SOUND: ("audio/*",),
        FileSort.VIDEO: ("video/*",),
        FileSort.OFFICE: (
            "application/rtf",
            "application/x-ole-storage",
            "application/vnd.openxmlformats-officedocument.*",
            "application/vnd.oasis.opendocument.*",
        ),
    }
)
"""The media types of each, as patterns in which a star stands for anything."""


def sort_of(media_type: str) -> FileSort:
    """The sort of a file with this type."""
    for sort, patterns in TYPES.items():
        if any(fnmatchcase(media_type, pattern) for pattern in patterns):
            return sort
    return FileSort.OTHER
