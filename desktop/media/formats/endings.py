"""Whether a picture's file is there to its end: decoders show what is missing as if it was grey.

By the marks that the formats themselves set at the end, and of a TIFF by where its directories
say that its data lie (in the child process only).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Final

from desktop.media.formats import gif, heif_items, tiff
from desktop.media.formats.jpeg_whole import is_whole
from desktop.media.formats.png import chunks, is_transparent_as_said

_BMP: Final = struct.Struct("<2xI4xI")
"""Size of the file, and where the pixels begin (BITMAPFILEHEADER)."""
_BIG: Final = (b"II+\0", b"MM\0+")
"""Of BigTIFF there is no second reading."""


def ends_early(form: str, data: bytes) -> bool:
    """Whether the file of Pillow's format ``form`` lacks its end, a JPEG some of its middle, or
    a PNG its transparency; False where it has no mark."""
    look = _LOOKS.get(form)
    return look is not None and look(data)


def seems_whole(data: bytes) -> bool:
    """Whether a second reading finds all of a file that its decoder does not take: one of a kind
    that this decoder lacks. Only where it does not, too, is a file called damaged."""
    if data[4:8] == b"ftyp":
        return heif_items.is_whole(data)
    if data.startswith(b"BM") and len(data) > _BMP.size:
        size, start = _BMP.unpack_from(data)
        return bool(start < size <= len(data))
    if data.startswith(b"\xff\xd8\xff"):
        return is_whole(data)
    if data[:4] in _BIG:
        return True
    return bool(tiff.is_whole(data)) and tiff.names_data(data)


def _png(data: bytes) -> bool:
    ended = any(kind == b"IEND" for kind, _start, _end in chunks(data))
    return not (ended and is_transparent_as_said(data))


def _jpeg(data: bytes) -> bool:
    return not is_whole(data)


def _riff(data: bytes) -> bool:
    return len(data) < 8 + int(struct.unpack_from("<I", data, 4)[0])


def _tiff(data: bytes) -> bool:
    return tiff.is_whole(data) is False


def _gif(data: bytes) -> bool:
    return all(kind != gif.TRAILER for kind, _start, _end in gif.blocks(data))


_LOOKS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _riff,
    "GIF": _gif,
    "TIFF": _tiff,
}
