"""IPTC-IIM 4.2: records one behind another, each with its number and length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.media.metadata.item import item
from desktop.media.metadata.text import declared_text, is_text
from desktop.model.media import MetadataItem

_MARK: Final = 0x1C
_CHARACTERS: Final = (1, 90)
_APPLICATION: Final = 2
"""The record that holds text."""
_MOST: Final = 2000
"""Datasets that are looked at."""
_NAMES: Final = {
    (2, 5): "ObjectName",
    (2, 25): "Keywords",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 80): "By-line",
    (2, 90): "City",
    (2, 101): "Country",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 120): "Caption",
}


def iptc(data: bytes, beside: bytes = b"") -> Iterator[MetadataItem]:
    """Each dataset by its name or number; of those ``beside``, what is not said already."""
    found = list(_datasets(data))
    known = {key for key, _held in found}
    found += [each for each in _datasets(beside) if each[0] not in known]
    declared = next((held for key, held in found if key == _CHARACTERS), None)
    for key, held in found:
        name = _NAMES.get(key, ":".join(map(str, key)))
        text = key[0] == _APPLICATION and is_text(held)
        yield item("IPTC", name, declared_text(held, declared) if text else held)


def _datasets(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Number and contents of each, up to where the file or the rules end (section 1.5)."""
    at = 0
    for _ in range(_MOST):
        if at + 5 > len(data) or data[at] != _MARK:
            return
        key, length = (data[at + 1], data[at + 2]), int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if length & 0x8000:
            # Of an extended dataset that is the length of its length.
            wide = length & 0x7FFF
            if wide > 4:
                return
            length = int.from_bytes(data[at : at + wide], "big")
            at += wide
        yield key, data[at : at + length]
        at += length
