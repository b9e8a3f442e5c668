"""EXIF, its GPS with decimal degrees beside the camera's own values, and that there is a maker
note or an embedded preview (CIPA DC-008)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import ExifTags

from desktop.media.decoding.wire import DAMAGED
from desktop.media.metadata.directories import POINTERS, Directories, Directory, Value
from desktop.media.metadata.item import item
from desktop.media.metadata.text import comment_text, text_of, utf16_text
from desktop.model.media import MetadataItem

_PACKETS: Final = frozenset(
    {int(ExifTags.Base.XMLPacket), int(ExifTags.Base.InterColorProfile), 33723, 34377}
)
"""Read by ``packets.py``."""
_DATA: Final = frozenset({273, 279, 324, 325, 513, 514, int(ExifTags.Base.MakerNote)})
"""Where the picture lies, which is nothing that a file says; the maker note has an item."""
_WINDOWS: Final = frozenset(range(0x9C9B, 0x9CA0))
"""XPTitle to XPSubject, as Windows' Explorer writes them."""
_COMMENTS: Final = {
    "EXIF": frozenset({int(ExifTags.Base.UserComment)}),
    "GPS": frozenset({int(ExifTags.GPS.GPSProcessingMethod), int(ExifTags.GPS.GPSAreaInformation)}),
}
"""Tags whose text has a character code before it."""
_COPYRIGHT: Final = int(ExifTags.Base.Copyright)


def exif(said: Directories) -> Iterator[MetadataItem]:
    """Every tag but what is read elsewhere, by its name or number."""
    for name in dict.fromkeys(said.broken):
        yield MetadataItem(name, DAMAGED, "")
    for group, directory in (
        ("EXIF", said.main),
        ("EXIF", said.exif),
        ("GPS", said.gps),
        ("Interoperability", said.interoperability),
    ):
        names = ExifTags.GPSTAGS if group == "GPS" else ExifTags.TAGS
        for tag, value in directory.items():
            if tag not in POINTERS and tag not in _PACKETS and tag not in _DATA:
                yield _tag(group, names, said, directory, tag, value)
    if said.preview:
        yield item("EXIF", "EmbeddedPreviewBytes", said.preview.get(514, ""))


def maker_note(said: Directories) -> Iterator[MetadataItem]:
    """Only that it is there: its inside is each maker's own, and stays in the original."""
    note = said.exif.get(int(ExifTags.Base.MakerNote))
    if isinstance(note, bytes):
        yield item("MakerNote", "Bytes", len(note))


def position(said: Directories) -> Iterator[MetadataItem]:
    """Latitude and longitude as signed decimal degrees (WGS 84 where the camera kept to it)."""
    gps = said.gps
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef))
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef))
    if latitude is None or longitude is None:
        return
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        # Nothing is west of nothing.
        yield item("GPS", "DecimalDegrees", f"{latitude + 0.0:.6f}, {longitude + 0.0:.6f}")


def _degrees(value: Value | None, reference: Value | None) -> float | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in value)
    total = degrees + minutes / 60 + seconds / 3600
    if total != total:
        return None
    held = reference if isinstance(reference, bytes) else b""
    return -total if held.strip(b"\0 ").upper() in (b"S", b"W") else total


def _tag(
    group: str,
    names: dict[int, str],
    said: Directories,
    directory: Directory,
    tag: int,
    value: Value,
) -> MetadataItem:
    name = names.get(tag, f"0x{tag:04x}")
    if isinstance(value, bytes):
        if tag in _WINDOWS:
            return item(group, name, utf16_text(value))
        if tag in _COMMENTS.get(group, ()):
            text = comment_text(value, little_endian=said.little_endian)
            return item(group, name, value if text is None else text)
        if said.is_text(directory, tag):
            return item(group, name, _ascii(tag, value))
    return item(group, name, value)


def _ascii(tag: int, data: bytes) -> str:
    """Text of EXIF's type ASCII. Of a copyright there may be two, the photographer's and the
    editor's (CIPA DC-008, section 4.6.4)."""
    parts = data.split(b"\0")[: 2 if tag == _COPYRIGHT else 1]
    return "\n".join(text for part in parts if (text := text_of(part).strip()))
