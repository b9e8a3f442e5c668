"""What a picture says of itself, as bounded text (in the child process only; R13).

EXIF (CIPA DC-008), GPS with decimal degrees beside the camera's own values, XMP (ISO
16684-1), IPTC-IIM, the name of the ICC profile, and that there is a maker note or an
embedded preview. The original keeps all of it; this is the copy that people look at.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageFile, IptcImagePlugin, TiffImagePlugin

from desktop.media.wire import DAMAGED, MAX_ITEMS, MAX_PACKET, MAX_VALUE
from desktop.model.media import MetadataItem

_UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError)
_IFD_GROUPS = (
    ("EXIF", ExifTags.IFD.Exif),
    ("GPS", ExifTags.IFD.GPSInfo),
    ("Interoperability", ExifTags.IFD.Interop),
)
_POINTERS = {int(ifd) for ifd in ExifTags.IFD}
_PACKETS = {int(ExifTags.Base.XMLPacket), int(ExifTags.Base.InterColorProfile), 33723, 34377}
_IPTC_NAMES = {
    (2, 5): "ObjectName",
    (2, 25): "Keywords",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 80): "By-line",
    (2, 90): "City",
    (2, 101): "Country",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 120): "Caption",
}


def read_metadata(image: Image.Image) -> tuple[tuple[MetadataItem, ...], str]:
    """The items, at most ``MAX_ITEMS``, and the time the camera says it was taken.

    A part that is broken is left out and named; the other parts are still read.
    """
    items: list[MetadataItem] = []
    for name, read in _READERS:
        try:
            items.extend(read(image))
        except _UNREADABLE:
            items.append(MetadataItem(name, DAMAGED, ""))
    captured = next((i.value for i in items if i.key == "DateTimeOriginal"), "")
    return _bounded(items), captured[:40]


def _bounded(items: list[MetadataItem]) -> tuple[MetadataItem, ...]:
    if len(items) <= MAX_ITEMS:
        return tuple(items)
    rest = len(items) - MAX_ITEMS + 1
    return (*items[: MAX_ITEMS - 1], MetadataItem("File", "ItemsLeftOut", str(rest)))


def _exif(image: Image.Image) -> Iterator[MetadataItem]:
    exif = image.getexif()
    for tag, value in exif.items():
        if tag not in _POINTERS and tag not in _PACKETS:
            yield _item("EXIF", ExifTags.TAGS.get(tag, f"0x{tag:04x}"), value)
    for group, ifd in _IFD_GROUPS:
        # Where the place of a directory should stand, a damaged file holds anything.
        if not isinstance(exif.get(int(ifd), 0), int | dict):
            yield MetadataItem(group, DAMAGED, "")
            continue
        names = ExifTags.GPSTAGS if group == "GPS" else ExifTags.TAGS
        for tag, value in exif.get_ifd(ifd).items():
            if tag not in _POINTERS:
                yield _item(group, names.get(tag, f"0x{tag:04x}"), value)
    preview = exif.get_ifd(ExifTags.IFD.IFD1)
    if preview:
        size = preview.get(int(ExifTags.Base.JpegIFByteCount), "")
        yield _item("EXIF", "EmbeddedPreviewBytes", size)


def _maker_note(image: Image.Image) -> Iterator[MetadataItem]:
    """Only that it is there: its inside is each maker's own, and stays in the original."""
    note = image.getexif().get_ifd(ExifTags.IFD.Exif).get(int(ExifTags.Base.MakerNote))
    if isinstance(note, bytes):
        yield _item("MakerNote", "Bytes", len(note))


def _position(image: Image.Image) -> Iterator[MetadataItem]:
    """Latitude and longitude as signed decimal degrees (WGS 84 where the camera kept to it)."""
    gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef))
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef))
    if latitude is None or longitude is None:
        return
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        yield _item("GPS", "DecimalDegrees", f"{latitude:.6f}, {longitude:.6f}")


def _degrees(value: Any, reference: Any) -> float | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in value)
    total = degrees + minutes / 60 + seconds / 3600
    if total != total:
        return None
    return -total if str(reference).strip("\0 ").upper() in ("S", "W") else total


def _xmp(image: Image.Image) -> Iterator[MetadataItem]:
    packet = image.info.get("xmp") or image.getexif().get(int(ExifTags.Base.XMLPacket))
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if isinstance(packet, bytes) and packet:
        yield _item("XMP", "Bytes", len(packet))
        text = clean(packet.decode("utf-8", "replace").rstrip())
        yield MetadataItem("XMP", "Packet", text[:MAX_PACKET])


def _iptc(image: Image.Image) -> Iterator[MetadataItem]:
    if not isinstance(image, ImageFile.ImageFile):
        return
    found: dict[Any, Any] = IptcImagePlugin.getiptcinfo(image) or {}
    for key, value in found.items():
        name = _IPTC_NAMES.get(key, ":".join(str(part) for part in key))
        for one in value if isinstance(value, list) else [value]:
            yield _item("IPTC", name, one)


def _icc(image: Image.Image) -> Iterator[MetadataItem]:
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not profile:
        return
    yield _item("ICC", "Bytes", len(profile))
    try:
        name = ImageCms.getProfileName(io.BytesIO(profile))
    except ImageCms.PyCMSError:
        name = ""
    yield _item("ICC", "ProfileName", name)


def _comments(image: Image.Image) -> Iterator[MetadataItem]:
    """JPEG and GIF comments, PNG text; kept and shown with the file, but not searched."""
    comment = image.info.get("comment")
    if comment:
        yield _item("Comment", "Comment", comment)
    texts = getattr(image, "text", None)
    if isinstance(texts, dict):
        for key, value in texts.items():
            if key != "XML:com.adobe.xmp":
                yield _item("Text", str(key), value)


_READERS = (
    ("EXIF", _exif),
    ("GPS", _position),
    ("MakerNote", _maker_note),
    ("XMP", _xmp),
    ("IPTC", _iptc),
    ("ICC", _icc),
    ("Comment", _comments),
)


def _item(group: str, key: str, value: object) -> MetadataItem:
    return MetadataItem(group, clean(key)[:100] or "?", as_text(value)[:MAX_VALUE])


def as_text(value: object) -> str:
    """One value as text: bytes that are no text are said by their number."""
    if isinstance(value, bytes):
        return _bytes_as_text(value)
    if isinstance(value, tuple | list):
        shown = ", ".join(as_text(part) for part in value[:64])
        return shown + (" …" if len(value) > 64 else "")
    if isinstance(value, dict):
        return f"({len(value)})"
    if isinstance(value, float | TiffImagePlugin.IFDRational):
        return f"{float(value):.9g}"
    return clean(str(value))


def _bytes_as_text(value: bytes) -> str:
    """EXIF UserComment starts with its character code; the rest is ASCII, UTF-8 or neither."""
    for code, encoding in ((b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", "utf-16-be")):
        if value.startswith(code):
            return clean(value[8:].decode(encoding, "replace"))
    try:
        text = clean(value.rstrip(b"\0 ").decode("utf-8"))
    except UnicodeDecodeError:
        text = ""
    if text or not value.strip(b"\0 "):
        return text or ("0x00" if value == b"\0" else "")
    return "0x" + value.hex() if len(value) <= 16 else f"({len(value)} bytes)"


def clean(text: str) -> str:
    """Well-formed text without control characters, so that it stores, prints and travels."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in whole).strip()
