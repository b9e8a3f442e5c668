"""Small files as phones write them: a live photo with its number, and the film of it."""

from __future__ import annotations

import struct
from typing import Final

from tests.unit.media import hostile
from tests.unit.media.formats.tiffs import LONG, UNDEFINED, beneath, box, tiff

NUMBER: Final = "12345678-90AB-4CDE-8F01-234567890ABC"
_EXIF, _MAKER_NOTE = 0x8769, 0x927C


def note(number: bytes = NUMBER.encode("ascii"), order: str = ">") -> bytes:
    """Apple's maker note with its one directory: another entry, and the number of the content."""
    start = b"Apple iOS\0\0\1" + (b"MM" if order == ">" else b"II")
    text = number + b"\0"
    entries = struct.pack(f"{order}HHII", 1, 9, 1, 14)
    entries += struct.pack(f"{order}HHII", 17, 2, len(text), 14 + 2 + 24 + 4)
    return start + struct.pack(f"{order}H", 2) + entries + b"\0\0\0\0" + text


def live_jpeg(maker_note: bytes | None = None, size: tuple[int, int] = (16, 16)) -> bytes:
    """A JPEG with that maker note in its EXIF."""
    held = note() if maker_note is None else maker_note
    place = len(tiff({_EXIF: (LONG, (0,))}))
    below = beneath({_MAKER_NOTE: (UNDEFINED, held or b"\0")}, place)
    segment = b"Exif\0\0" + tiff({_EXIF: (LONG, (place,))}) + below
    plain = hostile.jpeg(size)
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def film(number: str = NUMBER, *, version: bool = False, more: bytes = b"") -> bytes:
    """A film of QuickTime's with the number among its keys. ``version``: as ISO 14496-12 has the
    box; ``more``: what makes another file of it."""
    key = b"com.apple.quicktime.content.identifier"
    names = (b"com.apple.quicktime.make", key)
    listed = b"".join(struct.pack(">I4s", len(name) + 8, b"mdta") + name for name in names)
    keys = box(b"keys", struct.pack(">II", 0, len(names)) + listed)
    values = b"".join(
        struct.pack(">II", 8 + len(data), place) + data
        for place, data in (
            (1, box(b"data", struct.pack(">II", 1, 0) + b"Apple")),
            (2, box(b"data", struct.pack(">II", 1, 0) + number.encode("ascii"))),
        )
    )
    handler = box(b"hdlr", struct.pack(">II4s", 0, 0, b"mdta") + bytes(13))
    inside = handler + keys + box(b"ilst", values)
    meta = box(b"meta", (b"\0\0\0\0" if version else b"") + inside)
    return box(b"ftyp", b"qt  \0\0\0\0") + box(b"moov", meta) + box(b"mdat", b"invented" + more)
