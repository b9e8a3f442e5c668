"""The items of a HEIF or AVIF: where what it says of itself lies, and which is a thumbnail.

ISO 23008-12, section 6, and ISO 14496-12, section 8.11. Read apart from its decoder, which may not
take the picture. In the child process only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.media.formats.boxes import Box, boxes, ends_with_a_box, first

_MOST: Final = 4096
"""Items that are looked at."""
_MOST_PIECES: Final = 16_384
"""Of all items together; of a file with more nothing is read."""
_FLAGGED: Final = 4
"""Bytes of version and flags at the start of a full box."""
_UNREAD: Final = b"free"
_PROFILES: Final = (b"prof", b"rICC")
_EXIF, _MIME, _XMP = b"Exif", b"mime", b"application/rdf+xml"


@dataclass(frozen=True, slots=True)
class _Item:
    kind: bytes
    content_type: bytes


def exif_and_xmp(data: bytes) -> tuple[bytes, bytes]:
    """The TIFF of its EXIF, and its XMP; b"" where there is none."""
    meta = first(data, b"meta")
    if meta is None:
        return b"", b""
    inside = (meta.start + _FLAGGED, meta.end)
    places = dict(_places(data, inside))
    exif = xmp = b""
    for number, item in _items(data, inside):
        if item.kind == _EXIF and not exif:
            exif = _without_offset(_held(data, places.get(number, [])))
        elif item.kind == _MIME and item.content_type == _XMP and not xmp:
            xmp = _held(data, places.get(number, []))
    return exif, xmp


def is_whole(data: bytes) -> bool:
    """Whether every item that the tables name lies in the file, and there is one; of pictures in a
    row, which have no items, whether every box is there."""
    try:
        meta = first(data, b"meta")
        if meta is None:
            return first(data, b"moov") is not None and ends_with_a_box(data)
        pieces = [
            (at, length)
            for _number, places in _places(data, (meta.start + _FLAGGED, meta.end))
            for at, length in places
        ]
    except (ValueError, IndexError):
        return False
    return bool(pieces) and all(at + length <= len(data) for at, length in pieces)


def pixels_alone(data: bytes) -> bytes:
    """The same picture without colour profiles and items of metadata: they are called what nobody
    reads, so that everything lies where it lay."""
    bare, meta = bytearray(data), first(data, b"meta")
    if meta is None:
        return data
    inside = (meta.start + _FLAGGED, meta.end)
    shared = first(data, b"iprp", b"ipco", start=inside[0], end=inside[1])
    for box in boxes(data, shared.start, shared.end) if shared else ():
        if box.kind == b"colr":
            bare[box.at + 4 : box.at + 8] = _UNREAD
    for box in _entries(data, inside):
        at = box.start + _FLAGGED + (6 if data[box.start] == 3 else 4)
        if data[at : at + 4] in (_EXIF, _MIME):
            bare[at : at + 4] = _UNREAD
    return bytes(bare)


def has_profile(data: bytes) -> bool:
    """Whether it has a colour profile, and not only a number of one."""
    shared = first(data, b"meta")
    if shared is not None:
        shared = first(data, b"iprp", b"ipco", start=shared.start + _FLAGGED, end=shared.end)
    held = boxes(data, shared.start, shared.end) if shared else ()
    return any(box.kind == b"colr" and box.of(data)[:4] in _PROFILES for box in held)


def with_thumbnail_first(data: bytes) -> bytes | None:
    """The same file with its thumbnail in the place of its picture; None where it has none."""
    meta = first(data, b"meta")
    if meta is None:
        return None
    inside = (meta.start + _FLAGGED, meta.end)
    primary = first(data, b"pitm", start=inside[0], end=inside[1])
    references = first(data, b"iref", start=inside[0], end=inside[1])
    if primary is None or references is None:
        return None
    form = ">H" if data[primary.start] == 0 else ">I"
    (shown,) = struct.unpack_from(form, data, primary.start + _FLAGGED)
    wide = "I" if data[references.start] else "H"
    for box in boxes(data, references.start + _FLAGGED, references.end):
        if box.kind != b"thmb":
            continue
        small, count = struct.unpack_from(f">{wide}H", data, box.start)
        after = box.start + struct.calcsize(f">{wide}H")
        if shown in struct.unpack_from(f">{min(count, _MOST)}{wide}", data, after):
            at = primary.start + _FLAGGED
            return data[:at] + struct.pack(form, small) + data[at + struct.calcsize(form) :]
    return None


def _without_offset(held: bytes) -> bytes:
    """EXIF in HEIF begins with how far on its TIFF stands; where that is nowhere, all of it."""
    if len(held) < _FLAGGED:
        return b""
    (skipped,) = struct.unpack_from(">I", held)
    return held[_FLAGGED + skipped :] or held[_FLAGGED:]


def _items(data: bytes, inside: tuple[int, int]) -> Iterator[tuple[int, _Item]]:
    return (_entry(data, box) for box in _entries(data, inside))


def _entries(data: bytes, inside: tuple[int, int]) -> Iterator[Box]:
    """What says of an item what it is, one behind another."""
    table = first(data, b"iinf", start=inside[0], end=inside[1])
    if table is None:
        return
    start = table.start + _FLAGGED + (2 if data[table.start] == 0 else 4)
    for box in boxes(data, start, table.end):
        if box.kind == b"infe" and data[box.start] in (2, 3):
            yield box


def _entry(data: bytes, box: Box) -> tuple[int, _Item]:
    wide = data[box.start] == 3
    form = ">IH4s" if wide else ">HH4s"
    number, _protected, kind = struct.unpack_from(form, data, box.start + _FLAGGED)
    texts = data[box.start + _FLAGGED + struct.calcsize(form) : box.end].split(b"\0")
    return number, _Item(kind, texts[1] if len(texts) > 1 else b"")


_Places = list[tuple[int, int]]


def _places(data: bytes, inside: tuple[int, int]) -> Iterator[tuple[int, _Places]]:
    """Of each item the pieces it is made of: place and length in the file."""
    table = first(data, b"iloc", start=inside[0], end=inside[1])
    if table is None:
        return
    store = first(data, b"idat", start=inside[0], end=inside[1])
    reader = _Reader(data, table.start + _FLAGGED, table.end)
    version = data[table.start]
    sizes = reader.number(1) << 8 | reader.number(1)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    count, left = reader.number(2 if version < 2 else 4), _MOST_PIECES
    for _ in range(min(count, _MOST)):
        number = reader.number(2 if version < 2 else 4)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        start, pieces = reader.number(base), _Places()
        if method == 1 and store is not None:
            start += store.start
        number_of_pieces = reader.number(2)
        left -= number_of_pieces
        if left < 0:
            raise ValueError("more pieces than are looked at")
        for _ in range(number_of_pieces):
            if version:
                reader.number(index)
            at = start + reader.number(offset)
            pieces.append((at, reader.number(length)))
        yield number, pieces if method in (0, 1) else []


class _Reader:
    """Numbers one behind another."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data, self._at, self._end = data, at, end

    def number(self, size: int) -> int:
        if self._at + size > self._end:
            raise ValueError("the table of places ends early")
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at], "big")


def _held(data: bytes, places: _Places) -> bytes:
    """Of no more bytes together than there are in the file: pieces may lie over one another."""
    pieces, left = list[bytes](), len(data)
    for at, length in places:
        pieces.append(data[at : at + min(length, left)])
        left -= len(pieces[-1])
    return b"".join(pieces)
