"""The pictures that a raw photo or a large one carries of itself, found by its container's tags.

A camera puts a JPEG beside what its sensor saw, mostly in full size: in a directory of its TIFF
(CR2, NEF, ARW, DNG, PEF), in a box (CR3), behind a head (RAF), in an entry (RW2) or in its maker
note (ORF). A JPEG has a small one among its EXIF. In the child process only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from desktop.media.formats import tiff
from desktop.media.formats.boxes import boxes, first
from desktop.media.formats.jpeg_whole import frame_of
from desktop.media.formats.sniff import media_type_of
from desktop.media.metadata.carried import Carried
from desktop.media.metadata.directories import Directories, is_tiff
from desktop.media.metadata.directories import read as read_directories

_SENSOR: Final = frozenset({32803, 34892})
"""PhotometricInterpretation of what a sensor saw (DNG 1.6): through a filter of colours, or not."""
_INTERPRETATION, _MAKE, _DNG, _MAKER_NOTE = 262, 271, 50706, 37500
_PLACES: Final = ((513, 514), (273, 279))
"""Tags of place and length: of a JPEG for itself, or as the only strip."""
_PANASONIC: Final = 0x002E
_RAF: Final = b"FUJIFILMCCD-RAW"
_RAF_JPEG: Final = 84
_PREVIEW_BOX: Final = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_PREVIEW_HEAD: Final = 16
"""Bytes of a PRVW box of a CR3 before the JPEG."""
_OLYMPUS: Final = b"OLYMPUS\0"
_LITTLE, _BIG = b"II*\0\x0c\0\0\0", b"MM\0*\0\0\0\x0c"
"""Heads of a TIFF whose first directory is the twelfth byte on."""
_CAMERA_SETTINGS, _PREVIEW_START, _PREVIEW_LENGTH = 0x2020, 0x0101, 0x0102
_RAW_TYPES: Final = {b"NIKON": "image/x-nikon-nef", b"SONY": "image/x-sony-arw",
                     b"PENTAX": "image/x-pentax-pef", b"RICOH": "image/x-pentax-pef",
                     b"CANON": "image/x-canon-cr2"}  # fmt: skip
_KNOWN: Final = frozenset(
    {
        "image/x-canon-cr2", "image/x-canon-cr3", "image/x-fujifilm-raf", "image/x-olympus-orf",
        "image/x-panasonic-rw2",
    }
)  # fmt: skip
_RAW: Final = "image/x-raw"
_DISPLAYED: Final = (0xC0, 0xC1, 0xC2)
"""Frames of a JPEG that is a picture: a sensor's data are packed in another kind."""
_MOST: Final = 24
"""Pictures that are looked at."""


def raw_type(data: bytes) -> str:
    """The media type of a raw photo, which may begin as a TIFF does; "" for any other file."""
    known = media_type_of(data[:16])
    if known in _KNOWN:
        return known
    if data[:4] not in (b"II*\0", b"MM\0*"):
        return ""
    kinds = {value for entries in tiff.directories(data) for value in entries(_INTERPRETATION)}
    main = read_directories(data).main
    if _DNG in main:
        return "image/x-adobe-dng"
    if not kinds & _SENSOR:
        return ""
    make = main.get(_MAKE, b"")
    named = make.upper().split()[:1] if isinstance(make, bytes) else []
    return _RAW_TYPES.get(named[0].rstrip(b"\0") if named else b"", _RAW)


def largest(data: bytes, said: Carried) -> bytes | None:
    """The largest JPEG that a raw photo carries, or what a JPEG, WebP or HEIF has among its EXIF;
    None where there is none."""
    found = [
        (frame[0] * frame[1], jpeg)
        for jpeg in _bounded(_candidates(data, said))
        if (frame := frame_of(jpeg)) is not None and frame[2] in _DISPLAYED
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _bounded(found: Iterator[bytes]) -> Iterator[bytes]:
    for _number, jpeg in zip(range(_MOST), found, strict=False):
        if jpeg.startswith(b"\xff\xd8\xff"):
            yield jpeg


def _candidates(data: bytes, said: Carried) -> Iterator[bytes]:
    with suppress(struct.error):
        if data.startswith(_RAF):
            at, length = struct.unpack_from(">II", data, _RAF_JPEG)
            yield data[at : at + length]
        elif data[4:12] == b"ftypcrx ":
            yield from _of_cr3(data)
        elif is_tiff(data):
            yield from _of_directories(data)
            yield from _of_olympus(data, said.directories)
    # Among the EXIF of any file, by places that count from its start.
    yield from _of_directories(said.exif)


def _of_directories(data: bytes) -> Iterator[bytes]:
    for entries in tiff.directories(data):
        for places, lengths in _PLACES:
            at, length = entries(places), entries(lengths)
            if len(at) == len(length) == 1:
                yield data[at[0] : at[0] + length[0]]
        held = entries.bytes_of(_PANASONIC)
        if held:
            yield held


def _of_cr3(data: bytes) -> Iterator[bytes]:
    """The preview's own box, and the first sample of each track (ISO 14496-12, section 8.7)."""
    for box in boxes(data):
        if box.kind == b"uuid" and data[box.start : box.start + 16] == _PREVIEW_BOX:
            held = first(data, b"PRVW", start=box.start + 24, end=box.end)
            if held is not None:
                yield data[held.start + _PREVIEW_HEAD : held.end]
        elif box.kind == b"moov":
            for track in boxes(data, box.start, box.end):
                if track.kind == b"trak":
                    yield from _first_sample(data, track.start, track.end)


def _first_sample(data: bytes, start: int, end: int) -> Iterator[bytes]:
    table = first(data, b"mdia", b"minf", b"stbl", start=start, end=end)
    if table is None:
        return
    sizes = first(data, b"stsz", start=table.start, end=table.end)
    places = first(data, b"co64", start=table.start, end=table.end)
    if sizes is None or places is None:
        return
    same, _count, size = struct.unpack_from(">III", data, sizes.start + 4)
    (at,) = struct.unpack_from(">Q", data, places.start + 8)
    yield data[at : at + (same or size)]


def _of_olympus(data: bytes, said: Directories) -> Iterator[bytes]:
    """Its maker note is a TIFF of its own, whose places count from the note's start."""
    note = said.exif.get(_MAKER_NOTE)
    if not isinstance(note, bytes) or not note.startswith(_OLYMPUS):
        return
    begins = data.find(note[:64])
    held = _LITTLE if note[8:10] == b"II" else _BIG
    for entries in tiff.directories(held + data[begins + 8 :], _CAMERA_SETTINGS):
        at, length = entries(_PREVIEW_START), entries(_PREVIEW_LENGTH)
        if len(at) == len(length) == 1:
            yield data[begins + at[0] : begins + at[0] + length[0]]
