"""What lies in a picture's file beside EXIF and IPTC-IIM: XMP (ISO 16684-1), the name of its ICC
profile, comments and texts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Final

from PIL import Image, ImageCms, PngImagePlugin

from desktop.media.decoding.wire import MAX_PACKET
from desktop.media.metadata import xmp_values
from desktop.media.metadata.item import clean, item
from desktop.media.metadata.text import is_text, text_of
from desktop.model.media import MetadataItem

_PRINTED: Final = frozenset(range(0x20, 0x7F))
"""Bytes of ASCII. Of what is mostly such, a program that laid out fields is read as well."""
_MOST_XMP: Final = 1 << 20
"""Characters of XMP that are looked through."""
_RAW_PROFILE: Final = "Raw profile type "
"""EXIF, IPTC or XMP as text, read where the others are."""


def xmp(packet: bytes) -> Iterator[MetadataItem]:
    """Its length in bytes, the packet as it stands, and the times and the place that it names."""
    if packet:
        yield item("XMP", "Bytes", len(packet))
        text = clean(packet.decode(_encoding(packet), "replace").rstrip("\0 \n\r\t"))
        yield MetadataItem("XMP", "Packet", text[:MAX_PACKET])
        yield from xmp_values.named(text[:_MOST_XMP])


def _encoding(packet: bytes) -> str:
    """Of an XMP packet: UTF-8, or UTF-16 in either order (ISO 16684-1, section 7.3.2)."""
    if packet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    zeros = packet[:4].count(0)
    if not zeros:
        return "utf-8-sig"
    return "utf-16-be" if packet[0] == 0 else "utf-16-le"


def icc(image: Image.Image | None, *, announced: bool) -> Iterator[MetadataItem]:
    """The name that a colour profile gives itself, and its length in bytes; ``ValueError`` where
    it cannot be read. ``announced``: the file has one, whether its decoder found it or not."""
    profile = image.info.get("icc_profile") if image is not None else None
    if not isinstance(profile, bytes) or not profile:
        if announced and image is not None:
            raise ValueError("a profile that its decoder does not hand on")
        return
    yield item("ICC", "Bytes", len(profile))
    try:
        name = ImageCms.getProfileName(io.BytesIO(profile))
    except ImageCms.PyCMSError as error:
        raise ValueError("no profile that is one") from error
    yield item("ICC", "ProfileName", name)


def comments(held: Iterable[bytes]) -> Iterator[MetadataItem]:
    """Comments of JPEG and GIF; kept and shown with the file, but not searched."""
    for comment in held:
        text = sum(byte in _PRINTED for byte in comment) * 2 >= len(comment)
        yield item(
            "Comment",
            "Comment",
            comment.decode("latin-1") if text and not is_text(comment) else comment,
        )


def texts(image: Image.Image | None) -> Iterator[MetadataItem]:
    """The texts of a PNG."""
    found = getattr(image, "text", None)
    if isinstance(found, dict):
        for key, value in found.items():
            if key != "XML:com.adobe.xmp" and not key.startswith(_RAW_PROFILE):
                yield item("Text", str(key), _png_text(value))


def _png_text(value: object) -> object:
    """A text chunk says Latin-1 unless it is an international one, and holds what a program
    wrote all the same (ISO/IEC 15948, section 11.3.4)."""
    if not isinstance(value, str) or isinstance(value, PngImagePlugin.iTXt):
        return value
    return text_of(value.encode("latin-1", "replace"))
