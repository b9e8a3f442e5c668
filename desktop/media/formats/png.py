"""The chunks of a PNG, where its reader wants too much of them (ISO/IEC 15948, section 5).

In the child process only.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_TEXTS: Final = (b"tEXt", b"zTXt", b"iTXt")
_PIXELS: Final = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT")


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


def without_texts(data: bytes) -> bytes | None:
    """The same picture without its text; None for what is no PNG, or has none."""
    if not data.startswith(_SIGNATURE):
        return None
    found = list(chunks(data))
    kept = [data[start:end] for kind, start, end in found if kind not in _TEXTS]
    if len(kept) == len(found):
        return None
    rest = data[found[-1][2] :]
    return _SIGNATURE + b"".join(kept) + rest


def of_one_pixel(data: bytes) -> bytes:
    """A PNG of one grey pixel that says of itself what this one does."""
    said = [data[start:end] for kind, start, end in chunks(data) if kind not in _PIXELS]
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = _chunk(b"IDAT", zlib.compress(b"\0\0"))
    pieces = [_chunk(b"IHDR", head), *said, pixel, _chunk(b"IEND", b"")]
    return _SIGNATURE + b"".join(pieces)


def _chunk(kind: bytes, held: bytes) -> bytes:
    body = kind + held
    return struct.pack(">I", len(held)) + body + struct.pack(">I", zlib.crc32(body))
