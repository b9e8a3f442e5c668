"""A picture without what its file says of itself (in the child process only).

Its decoder gives up a whole picture for a broken profile, comment or checksum of what is no part of
it. So what it does not take is handed to it once more with nothing but the pixels.
"""

from __future__ import annotations

from typing import Final

from desktop.media.formats import gif, heif_items, png, tiff, webp
from desktop.media.metadata.carried import placed_segments

_COMMENT: Final = 0xFE
_APPLICATIONS: Final = range(0xE0, 0xF0)
_ADOBE: Final = b"Adobe"
_ADOBE_SIZE: Final = 12
"""Of the segment that says how the colours are written (ITU-T T.872, section 6.5.3)."""


def pixels_alone(data: bytes) -> bytes | None:
    """The same picture by itself; None where that is the file as it is, or its kind is another."""
    bare = _pixels_alone(data)
    return None if bare == data else bare


def _pixels_alone(data: bytes) -> bytes | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return png.pixels_alone(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"GIF8"):
        return gif.pixels_alone(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return webp.pixels_alone(data)
    if data[4:8] == b"ftyp":
        return heif_items.pixels_alone(data)
    return tiff.pixels_alone(data)


def _jpeg(data: bytes) -> bytes:
    """Without comments and the segments of applications, but one (ITU-T T.81, section B.2.4.6)."""
    kept, at = list[bytes](), 0
    for marker, start, end in placed_segments(data):
        held = data[start + 4 : end]
        of_colours = held.startswith(_ADOBE) and len(held) >= _ADOBE_SIZE
        if marker == _COMMENT or (marker in _APPLICATIONS and not of_colours):
            kept.append(data[at:start])
            at = end
    return b"".join((*kept, data[at:]))
