"""What lies in a picture's file beside EXIF: XMP (ISO 16684-1), IPTC-IIM, the ICC profile's name,
and comments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageFile, IptcImagePlugin, PngImagePlugin

from desktop.media.metadata.item import clean, item
from desktop.media.metadata.text import declared_text, is_text, text_of
from desktop.media.wire import MAX_PACKET
from desktop.model.media import MetadataItem

_CHARACTERS: Final = (1, 90)
_APPLICATION: Final = 2
"""The record of IPTC-IIM that holds text."""
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


def xmp(image: Image.Image) -> Iterator[MetadataItem]:
    """The packet as it stands, and its length in bytes."""
    packet = image.info.get("xmp") or image.getexif().get(int(ExifTags.Base.XMLPacket))
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if isinstance(packet, bytes) and packet:
        yield item("XMP", "Bytes", len(packet))
        text = clean(packet.decode(_encoding(packet), "replace").rstrip("\0 \n\r\t"))
        yield MetadataItem("XMP", "Packet", text[:MAX_PACKET])


def _encoding(packet: bytes) -> str:
    """Of an XMP packet: UTF-8, or UTF-16 in either order (ISO 16684-1, section 7.3.2)."""
    if packet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    zeros = packet[:4].count(0)
    if not zeros:
        return "utf-8-sig"
    return "utf-16-be" if packet[0] == 0 else "utf-16-le"


def iptc(image: Image.Image) -> Iterator[MetadataItem]:
    """Each dataset of a picture that was read from a file, by its name or number."""
    if not isinstance(image, ImageFile.ImageFile):
        return
    found: dict[Any, Any] = IptcImagePlugin.getiptcinfo(image) or {}
    declared = found.get(_CHARACTERS)
    for key, value in found.items():
        name = _IPTC_NAMES.get(key, ":".join(str(part) for part in key))
        for one in value if isinstance(value, list) else [value]:
            text = key[0] == _APPLICATION and isinstance(one, bytes) and is_text(one)
            yield item("IPTC", name, declared_text(one, declared) if text else one)


def icc(image: Image.Image) -> Iterator[MetadataItem]:
    """The name that a colour profile gives itself, and its length in bytes."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not profile:
        return
    yield item("ICC", "Bytes", len(profile))
    try:
        name = ImageCms.getProfileName(io.BytesIO(profile))
    except ImageCms.PyCMSError:
        name = ""
    yield item("ICC", "ProfileName", name)


def comments(image: Image.Image) -> Iterator[MetadataItem]:
    """JPEG and GIF comments, PNG text; kept and shown with the file, but not searched."""
    comment = image.info.get("comment")
    if comment:
        yield item("Comment", "Comment", comment)
    texts = getattr(image, "text", None)
    if isinstance(texts, dict):
        for key, value in texts.items():
            if key != "XML:com.adobe.xmp":
                yield item("Text", str(key), _png_text(value))


def _png_text(value: object) -> object:
    """A text chunk says Latin-1 unless it is an international one, and holds what a program
    wrote all the same (ISO/IEC 15948, section 11.3.4)."""
    if not isinstance(value, str) or isinstance(value, PngImagePlugin.iTXt):
        return value
    return text_of(value.encode("latin-1", "replace"))
