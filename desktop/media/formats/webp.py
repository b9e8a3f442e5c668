"""The chunks of a WebP that its decoder does not take, or is not asked (RFC 9649, section 2.7).

Of a large one, Pillow lays out two whole frames before it says anything of the file. In the child
process only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_HEAD: Final = 12
_SAID: Final = (b"ICCP", b"EXIF", b"XMP ")
_PIXELS: Final = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF")
_FLAGS: Final = {b"ICCP": 0x20, b"EXIF": 0x08, b"XMP ": 0x04}
_PIXEL: Final = bytes.fromhex("2f00000000071011fd0f4444ff03")
"""A lossless picture of one pixel (VP8L)."""


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what is no WebP, or says neither."""
    if data[:4] != b"RIFF" or data[8:_HEAD] != b"WEBP":
        return None
    for kind, held in chunks(data):
        if kind == b"VP8X" and len(held) >= 10:
            return _three(held, 4) + 1, _three(held, 7) + 1
        if kind == b"VP8L" and len(held) >= 5:
            (bits,) = struct.unpack_from("<I", held, 1)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if kind == b"VP8 " and len(held) >= 10:
            width, height = struct.unpack_from("<HH", held, 6)
            return width & 0x3FFF, height & 0x3FFF
    return None


def said(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What it says of itself: kind of a chunk, and contents."""
    return ((kind, held) for kind, held in chunks(data) if kind in _SAID)


def of_one_pixel(data: bytes) -> bytes:
    """A WebP of one pixel that says of itself what this one does."""
    kept = dict(said(data))
    flags = sum(_FLAGS[kind] for kind in kept)
    order = [(b"VP8X", struct.pack("<I6x", flags)), (b"VP8L", _PIXEL)]
    order[1:1] = [(kind, held) for kind, held in kept.items() if kind == b"ICCP"]
    order += [(kind, held) for kind, held in kept.items() if kind != b"ICCP"]
    body = b"WEBP" + b"".join(_chunk(kind, held) for kind, held in order)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pixels_alone(data: bytes) -> bytes:
    """The same picture without what it says of itself, as long as it is. What breaks off in it is
    no part of it."""
    kept = list[bytes]()
    for at, length in placed_chunks(data):
        kind, held = data[at : at + 4], data[at + 8 : at + 8 + length]
        if kind == b"VP8X" and held:
            held = bytes((held[0] & ~sum(_FLAGS.values()),)) + held[1:]
        if kind in _PIXELS and at + 8 + length <= len(data):
            kept.append(_chunk(kind, held))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and contents of each chunk."""
    for at, length in placed_chunks(data):
        yield data[at : at + 4], data[at + 8 : at + 8 + length]


def placed_chunks(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each chunk begins, and how long its contents are: head and padding are not counted."""
    at = _HEAD
    while at + 8 <= len(data):
        (length,) = struct.unpack_from("<I", data, at + 4)
        yield at, length
        at += 8 + length + length % 2


def _chunk(kind: bytes, held: bytes) -> bytes:
    return kind + struct.pack("<I", len(held)) + held + b"\0" * (len(held) % 2)


def _three(held: bytes, at: int) -> int:
    return int.from_bytes(held[at : at + 3], "little")
