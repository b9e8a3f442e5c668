"""The directories of a TIFF, read apart from its decoder (TIFF 6.0, section 2; DNG 1.6).

A raw photo is one, with its sensor's data in a directory beneath the first, and a preview in
another: what a decoder of pictures shows is a small part of the file. So this says whether all that
the directories name is there, and whether a file that no decoder here reads is one at all. In the
child process only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

_ORDERS: Final[Mapping[bytes, str]] = {b"II*\0": "<", b"MM\0*": ">"}
_SIZES: Final[Mapping[int, str]] = {1: "B", 3: "H", 4: "I", 13: "I"}
"""Of the values that are read: by their type, how each is packed."""
_BENEATH: Final = 330
_DATA: Final = ((273, 279), (324, 325), (513, 514))
"""Tags of places and lengths: strips, tiles, an older JPEG."""
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
        return all(_has_all(data, order, entries) for entries in _walk(data, order))
    except _NotThere:
        return False


_Entries = dict[int, tuple[int, int, int]]
"""By tag: type, count, and where the entry's last four bytes stand."""


def _walk(data: bytes, order: str) -> Iterator[_Entries]:
    """The directories in a row from the first, and those beneath them."""
    waiting, seen = [_unpacked(data, f"{order}I", 4)[0]], set[int]()
    while waiting and len(seen) < _MOST:
        at = waiting.pop(0)
        if at in seen:
            continue
        seen.add(at)
        entries, following = _directory(data, order, at)
        yield entries
        waiting.extend(place for place in _values(data, order, entries.get(_BENEATH)) if place)
        waiting.extend([following] if following else [])


def _directory(data: bytes, order: str, at: int) -> tuple[_Entries, int]:
    (count,) = _unpacked(data, f"{order}H", at)
    if not count:
        raise _NotThere
    entries = _Entries()
    for place in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, values = _unpacked(data, f"{order}HHI", place)
        entries[tag] = (kind, values, place + 8)
    return entries, _unpacked(data, f"{order}I", at + 2 + 12 * count)[0]


def _values(data: bytes, order: str, entry: tuple[int, int, int] | None) -> tuple[int, ...]:
    """The whole numbers of an entry; none of another type."""
    if entry is None or entry[0] not in _SIZES:
        return ()
    kind, count, at = entry
    if count > _MOST_VALUES:
        return ()
    form = f"{order}{count}{_SIZES[kind]}"
    if struct.calcsize(form) > 4:
        (at,) = _unpacked(data, f"{order}I", at)
    return _unpacked(data, form, at)


def _has_all(data: bytes, order: str, entries: _Entries) -> bool:
    """Whether what is named by places and lengths lies in the file."""
    return all(
        start + length <= len(data)
        for places, lengths in _DATA
        for start, length in zip(
            _values(data, order, entries.get(places)),
            _values(data, order, entries.get(lengths)),
            strict=False,
        )
    )


def _unpacked(data: bytes, form: str, at: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data, at)
    except struct.error:
        raise _NotThere from None
