"""What joins a file to another, or holds another within: the number that Apple's phones write into
a live photo and into its film, and the film behind a motion photo. In the child process only.

Only what is there is told: a film that the words of a file promise and that does not begin where
they say is none.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from PIL import ExifTags

from desktop.media.formats.boxes import Box, boxes, first
from desktop.media.metadata.carried import Carried
from desktop.media.metadata.item import item
from desktop.model.media import APPLE, CONTENT_ID, FILM_BYTES, MOTION_PHOTO, MetadataItem

_APPLE: Final = b"Apple iOS\0"
_ORDER_AT, _DIRECTORY_AT = 12, 14
"""In Apple's maker note: its byte order, and its one directory. Places count from its start."""
_CONTENT: Final = 17
_ASCII: Final = 2
_ENTRY: Final = 12
_MOST: Final = 256
"""Entries, keys and pieces that are looked at."""
_NUMBER: Final = re.compile(rb"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_KEY: Final = b"com.apple.quicktime.content.identifier"
_TEXT: Final = 1
"""The kind of a value that is UTF-8 (QuickTime File Format, *Well-known types*)."""
_SAMSUNG: Final = 0x0A30
"""The kind of the piece behind a JPEG of Samsung's that holds the film."""
_GOOGLE: Final = (
    re.compile(rb"""MicroVideoOffset\s*(?:=\s*["']|>)\s*(\d{1,12})"""),
    re.compile(rb"""Semantic\s*=\s*["']MotionPhoto["'][^<>]{0,500}?Length\s*=\s*["'](\d{1,12})"""),
    re.compile(
        rb"""Length\s*=\s*["'](\d{1,12})["'][^<>]{0,500}?Semantic\s*=\s*["']MotionPhoto["']"""
    ),
)
"""How long the film at the end of the file is, as XMP says it (Android's *Motion Photo format*
1.0, and *Micro Video* before it)."""
_MOST_XMP: Final = 1 << 16


def apple(held: Carried) -> Iterator[MetadataItem]:
    """The number that is the same in a live photo and its film, where it has the form of one."""
    note = held.directories.exif.get(int(ExifTags.Base.MakerNote))
    number = _of_note(note) if isinstance(note, bytes) else _of_film(held.whole)
    if _NUMBER.fullmatch(number):
        yield item(APPLE, CONTENT_ID, number.decode("ascii").upper())


def motion(held: Carried) -> Iterator[MetadataItem]:
    """How many bytes of film a picture holds."""
    for length in (_samsung(held.whole), _google(held.whole, held.xmp), _boxed(held.whole)):
        if length:
            yield item(MOTION_PHOTO, FILM_BYTES, length)
            return


def _of_note(note: bytes) -> bytes:
    if not note.startswith(_APPLE):
        return b""
    order = {b"MM": ">", b"II": "<"}.get(note[_ORDER_AT:_DIRECTORY_AT], "")
    if not order or len(note) < _DIRECTORY_AT + 2:
        return b""
    (count,) = struct.unpack_from(f"{order}H", note, _DIRECTORY_AT)
    for number in range(min(count, _MOST)):
        place = _DIRECTORY_AT + 2 + number * _ENTRY
        if place + _ENTRY > len(note):
            return b""
        tag, kind, length, at = struct.unpack_from(f"{order}HHII", note, place)
        if (tag, kind) == (_CONTENT, _ASCII):
            return note[at : at + min(length, 64)].rstrip(b"\0")
    return b""


def _of_film(data: bytes) -> bytes:
    """Of the keys of a film (QuickTime File Format, *Metadata*)."""
    if data[4:8] != b"ftyp":
        return b""
    meta = first(data, b"moov", b"meta")
    if meta is None:
        return b""
    # Apple's box has no version before what it holds, that of ISO 14496-12 has.
    start = meta.start if data[meta.start + 4 : meta.start + 8] == b"hdlr" else meta.start + 4
    keys = first(data, b"keys", start=start, end=meta.end)
    values = first(data, b"ilst", start=start, end=meta.end)
    place = _place_of_key(data, keys) if keys else 0
    if not place or values is None:
        return b""
    for box in _few(data, values.start, values.end):
        if int.from_bytes(box.kind, "big") == place:
            return _value(data, box)
    return b""


def _place_of_key(data: bytes, keys: Box) -> int:
    """Among the keys, counted from 1; 0 where it is not there."""
    for number, box in enumerate(_few(data, keys.start + 8, keys.end), 1):
        if box.kind == b"mdta" and box.of(data) == _KEY:
            return number
    return 0


def _value(data: bytes, box: Box) -> bytes:
    held = first(data, b"data", start=box.start, end=box.end)
    if held is None or held.end - held.start < 8:
        return b""
    (kind,) = struct.unpack_from(">I", data, held.start)
    return data[held.start + 8 : min(held.end, held.start + 8 + 64)] if kind == _TEXT else b""


def _few(data: bytes, start: int, end: int) -> Iterator[Box]:
    for number, box in enumerate(boxes(data, start, end)):
        if number == _MOST:
            return
        yield box


def _begins_a_film(data: bytes, at: int) -> bool:
    return at >= 0 and data[at + 4 : at + 8] == b"ftyp"


def _samsung(data: bytes) -> int:
    """Samsung's pieces behind the picture: their list stands last, and counts back from its own
    start."""
    if not data.startswith(b"\xff\xd8\xff") or data[-4:] != b"SEFT" or len(data) < 24:
        return 0
    (length,) = struct.unpack_from("<I", data, len(data) - 8)
    at = len(data) - 8 - length
    if at < 0 or length < _ENTRY or data[at : at + 4] != b"SEFH":
        return 0
    (count,) = struct.unpack_from("<I", data, at + 8)
    for number in range(min(count, _MOST, (length - _ENTRY) // _ENTRY)):
        kind, back, size = struct.unpack_from("<2xHII", data, at + _ENTRY + number * _ENTRY)
        if kind == _SAMSUNG and 8 <= size <= back <= at:
            (name,) = struct.unpack_from("<I", data, at - back + 4)
            film = 8 + name
            if film < size and _begins_a_film(data, at - back + film):
                return int(size - film)
    return 0


def _google(data: bytes, packet: bytes) -> int:
    for said in _GOOGLE:
        found = said.search(packet[:_MOST_XMP])
        length = int(found[1]) if found else 0
        if 0 < length < len(data) and _begins_a_film(data, len(data) - length):
            return length
    return 0


def _boxed(data: bytes) -> int:
    """A HEIC holds it in a box of its own."""
    box = first(data, b"mpvd") if data[4:8] == b"ftyp" else None
    return box.end - box.start if box and _begins_a_film(data, box.start) else 0
