"""The directories of a TIFF, read apart from its decoder (TIFF 6.0, section 2; DNG 1.6).

A raw photo is one, with its sensor's data in a directory beneath the first, and a preview in
another: what a decoder of pictures shows is a small part of the file. So this says whether all that
the directories name is there, and whether a file that no decoder here reads is one at all. In the
child process only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

_ORDERS: Final[Mapping[bytes, str]] = {b"II*\0": "<", b"MM\0*": ">"}
_OWN: Final[Mapping[bytes, str]] = {b"IIRO": "<", b"IIRS": "<", b"MMOR": ">", b"IIU\0": "<"}
"""Marks of Olympus and Panasonic."""
_SIZES: Final[Mapping[int, str]] = {1: "B", 3: "H", 4: "I", 13: "I"}
"""Of the values that are read: by their type, how each is packed."""
_BYTES: Final = (1, 2, 7)
_BENEATH: Final = 330
_DATA: Final = ((273, 279), (324, 325), (513, 514))
"""Tags of places and lengths: strips, tiles, an older JPEG."""
_SAID: Final = frozenset(
    {269, 270, 271, 272, 285, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34675, 37724}
)
"""Tags of texts, XMP, IPTC, Photoshop's resources and a colour profile. Others stay: how a picture
stands is one of them."""
_MOST: Final = 64
"""Directories that are looked at."""
_MOST_VALUES: Final = 1 << 16
"""Of an entry; of more nothing is said."""


class _NotThere(Exception):
    """A directory does not lie in the file, or is none."""


def is_whole(data: bytes) -> bool | None:
    """Whether every directory of a classic TIFF can be read, and all the picture data that they
    name lie in the file; None for any other file."""
    order = _ORDERS.get(data[:4])
    if order is None:
        return None
    try:
        return all(_has_all(data, entries) for entries in _walk(data, order))
    except _NotThere:
        return False


def names_data(data: bytes) -> bool:
    """Whether some directory says where a picture's data lie, and of as many as it takes where they
    are not compressed."""
    return any(
        entries(places) and sum(entries(lengths)) >= _least(entries)
        for entries in directories(data)
        for places, lengths in _DATA
    )


def _least(entries: Entries) -> int:
    """Bytes of the pixels of a directory; 1 where they are compressed, or it does not say."""
    width, height, bits, packing, samples = (entries(tag)[:1] for tag in (256, 257, 258, 259, 277))
    if packing != (1,) or not (width and height and bits):
        return 1
    return width[0] * height[0] * bits[0] * (samples or (1,))[0] // 8


def pixels_alone(data: bytes) -> bytes:
    """The same picture with nothing in the entries that hold texts and packets."""
    order = _ORDERS.get(data[:4])
    if order is None:
        return data
    bare = bytearray(data)
    for entries in directories(data):
        for tag in entries.held.keys() & _SAID:
            struct.pack_into(f"{order}HI", bare, entries.held[tag][2] - 6, _BYTES[-1], 0)
    return bytes(bare)


class Entries:
    """One directory: by a tag, what stands there."""

    def __init__(self, data: bytes, order: str) -> None:
        self._data, self._order = data, order
        self.held = dict[int, tuple[int, int, int]]()
        """By tag: type, count, and where the entry's last four bytes stand."""

    def __call__(self, tag: int) -> tuple[int, ...]:
        """The whole numbers of an entry; none of another type, or where they are not there."""
        try:
            return self.whole(tag)
        except _NotThere:
            return ()

    def whole(self, tag: int) -> tuple[int, ...]:
        """The same; ``_NotThere`` where they are not."""
        kind, count, at = self.held.get(tag, (0, 0, 0))
        if kind not in _SIZES or count > _MOST_VALUES:
            return ()
        form = f"{self._order}{count}{_SIZES[kind]}"
        if struct.calcsize(form) > 4:
            (at,) = _unpacked(self._data, f"{self._order}I", at)
        return _unpacked(self._data, form, at)

    def bytes_of(self, tag: int) -> bytes:
        """Those of an entry that is longer than four; b"" where there is none."""
        start, end = self.place_of(tag)
        return self._data[start:end]

    def place_of(self, tag: int) -> tuple[int, int]:
        """Start and end of those bytes; the same where there are none."""
        kind, count, at = self.held.get(tag, (0, 0, 0))
        if kind not in _BYTES or count <= 4:
            return 0, 0
        try:
            (start,) = _unpacked(self._data, f"{self._order}I", at)
        except _NotThere:
            return 0, 0
        return start, start + count


def directories(data: bytes, below: int = _BENEATH) -> Iterator[Entries]:
    """Those that can be read, of a file with the mark of a TIFF or of a camera's own kind of it.
    ``below``: the tag of those beneath."""
    order = _ORDERS.get(data[:4]) or _OWN.get(data[:4])
    if order is not None:
        with suppress(_NotThere):
            yield from _walk(data, order, below)


def _walk(data: bytes, order: str, below: int = _BENEATH) -> Iterator[Entries]:
    """The directories in a row from the first, and those beneath them."""
    waiting, seen = [_unpacked(data, f"{order}I", 4)[0]], set[int]()
    while waiting and len(seen) < _MOST:
        at = waiting.pop(0)
        if at in seen:
            continue
        seen.add(at)
        entries, following = _directory(data, order, at)
        yield entries
        waiting.extend(place for place in entries.whole(below) if place)
        waiting.extend([following] if following else [])


def _directory(data: bytes, order: str, at: int) -> tuple[Entries, int]:
    (count,) = _unpacked(data, f"{order}H", at)
    if not count:
        raise _NotThere
    entries = Entries(data, order)
    for place in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, values = _unpacked(data, f"{order}HHI", place)
        entries.held[tag] = (kind, values, place + 8)
    return entries, _unpacked(data, f"{order}I", at + 2 + 12 * count)[0]


def _has_all(data: bytes, entries: Entries) -> bool:
    """Whether what is named by places and lengths lies in the file."""
    return all(
        start + length <= len(data)
        for places, lengths in _DATA
        for start, length in zip(entries.whole(places), entries.whole(lengths), strict=False)
    )


def _unpacked(data: bytes, form: str, at: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data, at)
    except struct.error:
        raise _NotThere from None
