"""What a file says of itself that people look for: words, and no numbers, sums or times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from desktop.model.media import MetadataItem

OURS: Final = "File"
"""The group of what is said of a file here, by the file system and by who brought it."""
ALSO_NAMED: Final = "AlsoNamed"
"""The key of a name under which the same bytes came again."""
_WHOLE: Final = frozenset({"IPTC", "Comment", "Text", "Document", "C2PA", "ProofModeClaim"})
"""Groups in which nearly everything is words."""
_NAMED: Final = {
    "EXIF": frozenset({
        "Make", "Model", "LensMake", "LensModel", "Software", "Artist", "Copyright",
        "ImageDescription", "UserComment", "XPTitle", "XPComment", "XPAuthor", "XPKeywords",
        "XPSubject", "BodySerialNumber", "CameraOwnerName", "HostComputer", "DocumentName",
        "LensSerialNumber",
    }),
    "GPS": frozenset({"GPSAreaInformation"}),
    OURS: frozenset({"SourceNote", ALSO_NAMED}),
}  # fmt: skip
_PACKET: Final = "XMP"
_SAID: Final = re.compile(
    r">([^<>]{1,1000})<|\s[A-Za-z][\w.-]*:[A-Za-z][\w.-]*\s?=\s?\"([^\"<>]*)\""
)
_NO_WORDS: Final = re.compile(
    r"(?:0x)?[0-9A-Fa-f]{16,}|\(\d+(?: bytes)?\)|0x[0-9A-Fa-f]*|[a-z]+:(?://)?\S*"
    r"|\d{4}[-:]\d\d[-:]\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?)?|P[T\d][\dDHMST.]*"
)
_MOST: Final = 8000
"""Characters that are found of one file."""
_BETWEEN: Final = " · "


def found_facts(metadata: Iterable[MetadataItem]) -> str:
    """The words a file is found by besides its name and its text; "" where it says none.
    What is said of it here stands first, in half of the room at most: no file can push that out,
    nor the names under which somebody sends it again what the file says."""
    items = tuple(metadata)
    ours = dict.fromkeys(each for item in items if item.group == OURS for each in _words(item))
    theirs = dict.fromkeys(each for item in items if item.group != OURS for each in _words(item))
    said = (_BETWEEN.join(ours)[: _MOST // 2], *(each for each in theirs if each not in ours))
    return _BETWEEN.join(filter(None, said))[:_MOST]


def _words(item: MetadataItem) -> Iterator[str]:
    if item.group == _PACKET:
        for found in _SAID.finditer(item.value):
            yield from _kept(found[1] or found[2] or "")
    elif item.group in _WHOLE or item.key in _NAMED.get(item.group, ()):
        yield from _kept(item.value)


def _kept(value: str) -> Iterator[str]:
    value = " ".join(value.split())
    if any(map(str.isalpha, value)) and not _NO_WORDS.fullmatch(value):
        yield value
