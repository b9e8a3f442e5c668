"""EXIF, its GPS with decimal degrees beside the camera's own values, and that there is a maker
note or an embedded preview (CIPA DC-008)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from PIL import ExifTags, Image

from desktop.media.metadata.item import item
from desktop.media.metadata.text import comment_text, text_of, utf16_text
from desktop.media.wire import DAMAGED
from desktop.model.media import MetadataItem

_IFD_GROUPS = (
    ("EXIF", ExifTags.IFD.Exif),
    ("GPS", ExifTags.IFD.GPSInfo),
    ("Interoperability", ExifTags.IFD.Interop),
)
_POINTERS = {int(ifd) for ifd in ExifTags.IFD}
_PACKETS = {int(ExifTags.Base.XMLPacket), int(ExifTags.Base.InterColorProfile), 33723, 34377}
"""Read by ``packets.py``."""
_WINDOWS: Final = frozenset(range(0x9C9B, 0x9CA0))
"""XPTitle to XPSubject, as Windows' Explorer writes them."""
_COMMENTS: Final = {
    "EXIF": frozenset({int(ExifTags.Base.UserComment)}),
    "GPS": frozenset({int(ExifTags.GPS.GPSProcessingMethod), int(ExifTags.GPS.GPSAreaInformation)}),
}
"""Tags whose text has a character code before it."""
_COPYRIGHT: Final = int(ExifTags.Base.Copyright)
_ORIENTATION: Final = int(ExifTags.Base.Orientation)


def exif(image: Image.Image) -> Iterator[MetadataItem]:
    """Every tag but what is read elsewhere, by its name or number."""
    directory = image.getexif()
    for tag, value in directory.items():
        if tag not in _POINTERS and tag not in _PACKETS:
            said = _upright_before(image, value) if tag == _ORIENTATION else value
            yield _tag("EXIF", ExifTags.TAGS, directory, tag, said)
    for group, ifd in _IFD_GROUPS:
        # Where the place of a directory should stand, a damaged file holds anything.
        if not isinstance(directory.get(int(ifd), 0), int | dict):
            yield MetadataItem(group, DAMAGED, "")
            continue
        names = ExifTags.GPSTAGS if group == "GPS" else ExifTags.TAGS
        for tag, value in directory.get_ifd(ifd).items():
            if tag not in _POINTERS:
                yield _tag(group, names, directory, tag, value)
    preview = directory.get_ifd(ExifTags.IFD.IFD1)
    if preview:
        size = preview.get(int(ExifTags.Base.JpegIFByteCount), "")
        yield item("EXIF", "EmbeddedPreviewBytes", size)


def maker_note(image: Image.Image) -> Iterator[MetadataItem]:
    """Only that it is there: its inside is each maker's own, and stays in the original."""
    note = image.getexif().get_ifd(ExifTags.IFD.Exif).get(int(ExifTags.Base.MakerNote))
    if isinstance(note, bytes):
        yield item("MakerNote", "Bytes", len(note))


def position(image: Image.Image) -> Iterator[MetadataItem]:
    """Latitude and longitude as signed decimal degrees (WGS 84 where the camera kept to it)."""
    gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef))
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef))
    if latitude is None or longitude is None:
        return
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        yield item("GPS", "DecimalDegrees", f"{latitude:.6f}, {longitude:.6f}")


def _degrees(value: Any, reference: Any) -> float | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in value)
    total = degrees + minutes / 60 + seconds / 3600
    if total != total:
        return None
    return -total if str(reference).strip("\0 ").upper() in ("S", "W") else total


def _upright_before(image: Image.Image, value: Any) -> Any:
    """Orientation as the file has it: the reader of HEIF turns the pixels, and says 1 then."""
    return image.info.get("original_orientation") or value


def _tag(
    group: str, names: dict[int, str], exif: Image.Exif, tag: int, value: object
) -> MetadataItem:
    name = names.get(tag, f"0x{tag:04x}")
    if isinstance(value, bytes | tuple) and tag in _WINDOWS:
        return item(group, name, utf16_text(value))
    if isinstance(value, bytes) and tag in _COMMENTS.get(group, ()):
        text = comment_text(value, little_endian=exif.endian == "<")
        return item(group, name, value if text is None else text)
    if isinstance(value, str):
        return item(group, name, _ascii(tag, value.encode("latin-1", "replace")))
    return item(group, name, value)


def _ascii(tag: int, data: bytes) -> str:
    """Text of EXIF's type ASCII, which the library hands on as Latin-1. Of a copyright there may
    be two, the photographer's and the editor's (CIPA DC-008, section 4.6.4)."""
    parts = data.split(b"\0")[: 2 if tag == _COPYRIGHT else 1]
    return "\n".join(text for part in parts if (text := text_of(part).strip()))
