"""What a file carries of itself beside its picture, found by the container's own rules.

So that it is read where no decoder takes the picture, and where the decoder hands on a part of it:
EXIF as the TIFF it is, XMP, IPTC-IIM and comments as bytes. In the child process only.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from desktop.media.decoding.wire import MAX_ITEMS
from desktop.media.formats import webp
from desktop.media.formats.boxes import Box, boxes, first
from desktop.media.formats.heif_items import exif_and_xmp, has_profile
from desktop.media.formats.png import chunks
from desktop.media.metadata import directories
from desktop.media.metadata.directories import Directories

_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_PNG_XMP: Final = b"XML:com.adobe.xmp\0"
_PROFILE: Final = b"ICC_PROFILE\0"
_PHOTOSHOP: Final = b"Photoshop 3.0\0"
_PACKET, _IIM, _RESOURCES = 700, 33723, 34377
_IPTC_RESOURCE: Final = 0x0404
_RAF: Final = b"FUJIFILMCCD-RAW"
_RAF_JPEG: Final = 84
"""Where place and length of the JPEG stand that a RAF holds, with all it says of itself."""
_CANON_BOX: Final = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_PANASONIC_JPEG: Final = 0x002E
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_JP2_EXIF: Final = b"JpgTiffExif->JP2"
_JP2_XMP: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_JP2_IPTC: Final = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")
_UNPACKED: Final = 4 << 20
"""Bytes that a compressed text is unpacked to."""


@dataclass(frozen=True, slots=True)
class Carried:
    """``exif``: the TIFF that holds it. ``iptc``: IIM records, one behind another;
    ``iptc_beside``: others, among the EXIF. ``has_profile``: of colours. ``whole``: the file."""

    exif: bytes = b""
    directories: Directories = field(default_factory=Directories)
    xmp: bytes = b""
    iptc: bytes = b""
    iptc_beside: bytes = b""
    comments: tuple[bytes, ...] = ()
    has_profile: bool = False
    whole: bytes = b""


def carried(data: bytes) -> Carried:
    """What there is of each; nothing where the container is not known, or broken."""
    try:
        found = _carried(data)
    except (struct.error, ValueError, IndexError):
        return Carried(whole=data)
    found = replace(found, whole=data)
    if data[4:12] == b"ftypcrx ":
        return replace(found, directories=_of_cr3(data))
    if not found.exif:
        return found
    said = directories.read(found.exif)
    if data.startswith(b"IIU"):
        said.fill(_of_panasonic(said))
    packet = said.main.get(_PACKET)
    xmp = found.xmp or (packet if isinstance(packet, bytes) else b"")
    return replace(found, directories=said, xmp=xmp, iptc_beside=_iptc_within(said))


def _iptc_within(said: Directories) -> bytes:
    """IIM records in a directory, bare or among Photoshop's resources (TIFF 6.0's supplements)."""
    bare, resources = said.main.get(_IIM), said.main.get(_RESOURCES)
    if isinstance(bare, bytes) and bare:
        return bare
    return iptc_of(resources) if isinstance(resources, bytes) else b""


def _of_panasonic(said: Directories) -> Directories:
    """What the JPEG says that a RW2 holds as an entry: most of it stands there alone."""
    jpeg = said.main.pop(_PANASONIC_JPEG, b"")
    exif = _jpeg(jpeg).exif if isinstance(jpeg, bytes) else b""
    return directories.read(exif) if exif else Directories()


def _of_cr3(data: bytes) -> Directories:
    """Canon has a TIFF for each directory: CMT1, CMT2 and CMT4 in a box of its own."""
    found = Directories()
    holder = next(
        (
            box
            for box in boxes(data, *_inside(first(data, b"moov")))
            if box.kind == b"uuid" and data[box.start : box.start + 16] == _CANON_BOX
        ),
        None,
    )
    for box in boxes(data, holder.start + 16, holder.end) if holder else ():
        if box.kind in (b"CMT1", b"CMT2", b"CMT4"):
            read = directories.read(box.of(data))
            found.little_endian = read.little_endian
            into = {b"CMT1": "main", b"CMT2": "exif", b"CMT4": "gps"}[box.kind]
            found.take(into, read)
    return found


def _inside(box: Box | None) -> tuple[int, int]:
    return (box.start, box.end) if box else (0, 0)


def _carried(data: bytes) -> Carried:
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG"):
        return _png(data)
    if data.startswith(b"GIF8"):
        return Carried(comments=tuple(_gif_comments(data)))
    if data.startswith(_RAF):
        at, length = struct.unpack_from(">II", data, _RAF_JPEG)
        return _jpeg(data[at : at + length])
    if data[4:8] == b"ftyp":
        exif, xmp = exif_and_xmp(data)
        return Carried(exif, xmp=xmp, has_profile=has_profile(data))
    if data[4:8] in (b"JXL ", b"jP  "):
        return _boxed(data)
    if data[:4] == b"RIFF":
        return _riff(data)
    return Carried(data) if directories.is_tiff(data) else Carried()


def _jpeg(data: bytes) -> Carried:
    """The segments up to the first scan (ITU-T T.81, section B.1.1)."""
    found, resources, comments = Carried(), list[bytes](), list[bytes]()
    exif = list[bytes]()
    for marker, held in segments(data):
        if marker == 0xE1 and held.startswith(_EXIF):
            more = held[len(_EXIF) :]
            # Of more than one segment holds: the next one goes on, unless it begins anew.
            if not (any(exif) and directories.is_tiff(more)):
                exif.append(more)
        elif marker == 0xE1 and held.startswith(_XMP) and not found.xmp:
            found = replace(found, xmp=held[len(_XMP) :])
        elif marker == 0xE2 and held.startswith(_PROFILE):
            found = replace(found, has_profile=True)
        elif marker == 0xED and held.startswith(_PHOTOSHOP):
            resources.append(held[len(_PHOTOSHOP) :])
        elif marker == 0xFE:
            comments.append(held)
    # Each by itself, or of one that did not find room in a segment all together.
    iptc = b"".join(map(iptc_of, resources)) or iptc_of(b"".join(resources))
    return replace(found, exif=b"".join(exif), iptc=iptc, comments=tuple(comments[:MAX_ITEMS]))


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and contents of each segment of a JPEG before its first scan."""
    return ((marker, data[at + 4 : end]) for marker, at, end in placed_segments(data))


def placed_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each, marker and length included. Where a length is wrong, the next
    marker is looked for."""
    at = 2
    while at + 4 <= len(data):
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data):
            return
        marker = data[at + 1]
        if marker in (0x00, 0xFF) or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in (0xDA, 0xD9):
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + max(2, length)
        yield marker, at, min(end, len(data))
        at = end


def iptc_of(resources: bytes) -> bytes:
    """The IIM records among the image resources of Photoshop; b"" where there are none."""
    found, at = list[bytes](), 0
    while resources[at : at + 4] in (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR"):
        (number,) = struct.unpack_from(">H", resources.ljust(at + 7, b"\0"), at + 4)
        name = resources[at + 6] if at + 6 < len(resources) else 0
        at += 6 + (name + 2) // 2 * 2
        if at + 4 > len(resources):
            break
        (length,) = struct.unpack_from(">I", resources, at)
        if number == _IPTC_RESOURCE:
            found.append(resources[at + 4 : at + 4 + length])
        at += 4 + (length + 1) // 2 * 2
    return b"".join(found)


def _png(data: bytes) -> Carried:
    """Its chunks, and the raw profiles that ImageMagick and others write as text."""
    found = Carried()
    for kind, start, end in chunks(data):
        held = data[start + 8 : end - 4]
        if kind == b"eXIf" and held:
            found = replace(found, exif=held)
        elif kind in (b"tEXt", b"zTXt") and held.startswith(b"Raw profile type "):
            with suppress(ValueError):
                found = _with_profile(found, kind, held)
        elif kind == b"iCCP":
            found = replace(found, has_profile=True)
        elif kind == b"iTXt" and held.startswith(_PNG_XMP) and not found.xmp:
            found = replace(found, xmp=_international(held[len(_PNG_XMP) :]))
    return found


def _international(held: bytes) -> bytes:
    """The text behind the keyword of an iTXt chunk (ISO/IEC 15948, section 11.3.4.5)."""
    text = held[2:].split(b"\0", 2)[2]
    return _unpacked(text) if held[0] else text


def _with_profile(found: Carried, kind: bytes, held: bytes) -> Carried:
    name, _nul, text = held.partition(b"\0")
    if kind == b"zTXt":
        text = _unpacked(text[1:])
    # A line break, the name, the length, and then the bytes in hexadecimal digits.
    _nothing, _name, length, digits = text.split(b"\n", 3)
    digits = b"".join(digits.split())[: 2 * int(length)]
    profile = bytes.fromhex(digits.decode("ascii", "replace"))
    what = name.removeprefix(b"Raw profile type ").lower()
    directories_of = profile.removeprefix(_EXIF)
    if what in (b"exif", b"app1") and directories.is_tiff(directories_of) and not found.exif:
        return replace(found, exif=directories_of)
    if what in (b"xmp", b"app1") and not found.xmp:
        return replace(found, xmp=profile.removeprefix(_XMP))
    if what in (b"iptc", b"8bim") and not found.iptc:
        return replace(found, iptc=iptc_of(profile) or profile)
    return found


def _unpacked(text: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(text, _UNPACKED)
    except zlib.error:
        return b""


def _boxed(data: bytes) -> Carried:
    """JPEG XL (ISO 18181-2, section 9) and JPEG 2000."""
    found = Carried()
    for box in boxes(data):
        held = box.of(data) if box.kind in (b"Exif", b"xml ", b"uuid") else b""
        if box.kind == b"Exif" and len(held) > 4:
            found = replace(found, exif=held[4 + int(struct.unpack_from(">I", held)[0]) :])
        elif box.kind == b"xml ":
            found = replace(found, xmp=held)
        elif held.startswith(_JP2_EXIF):
            found = replace(found, exif=held[16:].removeprefix(_EXIF))
        elif held.startswith(_JP2_XMP):
            found = replace(found, xmp=held[16:])
        elif held.startswith(_JP2_IPTC):
            found = replace(found, iptc=held[16:])
    return found


def _riff(data: bytes) -> Carried:
    said = dict(reversed(list(webp.said(data))))
    exif = said.get(b"EXIF", b"")
    profile = bool(said.get(b"ICCP"))
    return Carried(exif.removeprefix(_EXIF), xmp=said.get(b"XMP ", b""), has_profile=profile)


def _gif_comments(data: bytes) -> Iterator[bytes]:
    """Comment extensions (GIF89a, section 24), of the first ``MAX_ITEMS`` blocks."""
    at = 13 + (3 << (data[10] & 7) + 1 if len(data) > 10 and data[10] & 0x80 else 0)
    for _ in range(MAX_ITEMS):
        kind = data[at : at + 1]
        if kind == b"\x21":
            held, following = _pieces(data, at + 2)
            if data[at + 1 : at + 2] == b"\xfe":
                yield held
            at = following
        elif kind == b"\x2c" and at + 10 <= len(data):
            flags = data[at + 9]
            at = _pieces(data, at + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))[1]
        else:
            return


def _pieces(data: bytes, at: int) -> tuple[bytes, int]:
    """A chain of pieces, each behind its length, and where it has ended."""
    found = list[bytes]()
    while at < len(data) and data[at]:
        found.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(found), at + 1
