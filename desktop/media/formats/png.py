"""The chunks of a PNG, where its reader does not take them all (ISO/IEC 15948, section 5).

In the child process only.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_TRANSPARENCY: Final = b"tRNS"
_STILL: Final = (b"IHDR", b"PLTE", b"IDAT", b"IEND", _TRANSPARENCY)
_COLOUR_TYPE: Final = 25
"""Where it stands."""
_TRANSPARENT: Final = {0: 2, 2: 6}
"""Bytes that name a transparent colour, by the type of colour."""
_PIXELS: Final = (*_STILL, b"acTL", b"fcTL", b"fdAT")


def chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each whole chunk of a PNG, length and checksum included (ISO/IEC
    15948, section 5.3)."""
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        if end > len(data):
            return
        yield data[at + 4 : at + 8], at, end
        at = end


def pixels_alone(data: bytes) -> bytes:
    """The same picture with nothing but its pixels: of one that moves the still one."""
    found = list(chunks(data))
    kept = [data[at:end] for kind, at, end in found if kind in _STILL and _is_sound(data, at, end)]
    rest = data[found[-1][2] :] if found else data[len(_SIGNATURE) :]
    return _SIGNATURE + b"".join(kept) + rest


def is_transparent_as_said(data: bytes) -> bool:
    """Whether what it says of its transparency can be read: without it, its colours are others."""
    return all(_is_sound(data, at, end) for kind, at, end in chunks(data) if kind == _TRANSPARENCY)


def _is_sound(data: bytes, start: int, end: int) -> bool:
    """Whether a chunk beside the pixels is what its checksum says, and as long as its kind is. Of
    one that the picture is made of, its decoder says so itself."""
    kind, held = data[start + 4 : start + 8], data[start + 8 : end - 4]
    if kind[:1].isupper():
        return True
    needed = _TRANSPARENT.get(data[_COLOUR_TYPE], 1) if kind == _TRANSPARENCY else 0
    (said,) = struct.unpack_from(">I", data, end - 4)
    return len(held) >= needed and zlib.crc32(kind + held) == said


def said(data: bytes) -> list[tuple[bytes, bytes]]:
    """What it says of itself: kind of a chunk, and the chunk, length and checksum included."""
    return [(kind, data[at:end]) for kind, at, end in chunks(data) if kind not in _PIXELS]


def of_one_pixel(says: Iterable[bytes]) -> bytes:
    """A PNG of one grey pixel that says of itself what these chunks do."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = _chunk(b"IDAT", zlib.compress(b"\0\0"))
    pieces = [_chunk(b"IHDR", head), *says, pixel, _chunk(b"IEND", b"")]
    return _SIGNATURE + b"".join(pieces)


def _chunk(kind: bytes, held: bytes) -> bytes:
    body = kind + held
    return struct.pack(">I", len(held)) + body + struct.pack(">I", zlib.crc32(body))
