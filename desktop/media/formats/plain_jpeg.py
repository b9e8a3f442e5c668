"""The one form of JPEG that our own decoders write; the window decodes no other.

A child that a hostile file took over may answer with anything, and Qt decodes what it answered
without a wall around it. So the bytes are held to what Pillow writes of an image without metadata
(ITU-T T.81): baseline, one scan, whole tables, the size that was announced, nothing before, between
or behind. Nothing is decoded here.
"""

from __future__ import annotations

import re
import struct
from typing import Final

_START, _END = b"\xff\xd8", b"\xff\xd9"
_JFIF, _TABLES, _FRAME, _HUFFMAN, _SCAN = 0xE0, 0xDB, 0xC0, 0xC4, 0xDA
_ORDER: Final = re.compile(rb"\xe0\xdb+\xc0\xc4+\xda")
"""The segments by their markers, in order."""
_JFIF_HEAD: Final = re.compile(rb"JFIF\0\x01[\x00-\x02][\x00-\x02].{4}\0\0", re.DOTALL)
_GREY: Final = bytes((1, 1, 0x11, 0))
_COLOUR: Final = bytes((3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1))
"""Components: id, sampling, table of quantisation each (T.81, B.2.2)."""
_SCAN_HEADS: Final = {
    _GREY: bytes((1, 1, 0x00, 0, 63, 0)),
    _COLOUR: bytes((3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0)),
}
_MARKER: Final = re.compile(rb"\xff[^\x00]")
_QUANTISATION: Final = 65
"""Bytes of a table of quantisation of eight bits."""
_DEPTH: Final = 8
_MOST_CODES: Final = (12, 162)
"""Of a table of Huffman codes for DC and for AC coefficients (T.81, K.3)."""


def plain_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels where ``data`` is such a JPEG and nothing else; None otherwise."""
    if not data.startswith(_START):
        return None
    markers, segments, at = bytearray(), list[tuple[int, bytes]](), 2
    while not markers or markers[-1] != _SCAN:
        if at + 4 > len(data) or data[at] != 0xFF:
            return None
        marker, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        held = data[at + 4 : at + 2 + length]
        if length < 2 or len(held) != length - 2 or len(markers) > 16:
            return None
        markers.append(marker)
        segments.append((marker, held))
        at += 2 + length
    whole = (
        _ORDER.fullmatch(markers) is not None
        and all(_is_sound(marker, held) for marker, held in segments)
        and _fits_scan(segments)
        and _is_end(data, at)
    )
    return _size(segments) if whole else None


def _is_sound(marker: int, held: bytes) -> bool:
    if marker == _JFIF:
        return _JFIF_HEAD.fullmatch(held) is not None
    if marker == _TABLES:
        return len(held) == _QUANTISATION and held[0] in (0, 1) and 0 not in held[1:]
    if marker == _HUFFMAN:
        return _is_huffman(held)
    return True


def _is_huffman(held: bytes) -> bool:
    """One table whose codes are as many as announced and have room (T.81, C.2)."""
    if len(held) < 17 or held[0] not in (0x00, 0x01, 0x10, 0x11):
        return False
    counts, is_ac = held[1:17], held[0] >> 4
    room = sum(count << (16 - length) for length, count in enumerate(counts, 1))
    values = held[17:]
    sound = set(values) <= set(range(12)) if not is_ac else True
    return (
        sound
        and len(values) == sum(counts) <= _MOST_CODES[is_ac]
        and len(set(values)) == len(values)
        and 0 < room < 1 << 16
    )


def _frame(segments: list[tuple[int, bytes]]) -> bytes:
    return next(held for marker, held in segments if marker == _FRAME)


def _size(segments: list[tuple[int, bytes]]) -> tuple[int, int] | None:
    """Of eight bits a sample, and of no side without pixels (T.81, B.2.2)."""
    depth, height, width = struct.unpack_from(">BHH", _frame(segments))
    return (width, height) if depth == _DEPTH and width and height else None


def _fits_scan(segments: list[tuple[int, bytes]]) -> bool:
    """Every table that is used is there, once, and the scan takes all components at once."""
    components = _frame(segments)[5:]
    if components not in _SCAN_HEADS:
        return False
    kinds = 1 if components == _GREY else 2
    quantisations = sorted(held[0] for marker, held in segments if marker == _TABLES)
    codes = sorted(held[0] for marker, held in segments if marker == _HUFFMAN)
    return (
        segments[-1][1] == _SCAN_HEADS[components]
        and quantisations == list(range(kinds))
        and codes == sorted([*range(kinds), *(0x10 + kind for kind in range(kinds))])
    )


def _is_end(data: bytes, at: int) -> bool:
    """Whether the scan goes on without a marker up to the one at the very end."""
    found = _MARKER.search(data, at)
    return found is not None and found.start() == len(data) - 2 and data.endswith(_END)
