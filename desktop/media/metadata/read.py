"""The groups in turn, each bounded and each by itself: one that is broken costs no other."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from PIL import Image

from desktop.media.metadata.exif import exif, maker_note, position
from desktop.media.metadata.packets import comments, icc, iptc, xmp
from desktop.media.wire import DAMAGED, MAX_ITEMS
from desktop.model.media import MetadataItem
from desktop.model.values import camera_time

# What Pillow and the libraries under it raise on files that are not what they say.
BROKEN_FILE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_TIME: Final = ("DateTimeOriginal", "SubsecTimeOriginal", "OffsetTimeOriginal")
_READERS = (
    ("EXIF", exif),
    ("GPS", position),
    ("MakerNote", maker_note),
    ("XMP", xmp),
    ("IPTC", iptc),
    ("ICC", icc),
    ("Comment", comments),
)


def read_metadata(image: Image.Image) -> tuple[tuple[MetadataItem, ...], str]:
    """The items, at most ``MAX_ITEMS``, and the time the camera says it was taken.

    A part that is broken is left out and named; the other parts are still read.
    """
    items: list[MetadataItem] = []
    for name, read in _READERS:
        try:
            items.extend(read(image))
        except BROKEN_FILE:
            items.append(MetadataItem(name, DAMAGED, ""))
    said = {item.key: item.value for item in reversed(items) if item.group == "EXIF"}
    times = (said.get(key, "") for key in _TIME)
    return _bounded(items), camera_time.written(*times)[:40]


def _bounded(items: list[MetadataItem]) -> tuple[MetadataItem, ...]:
    if len(items) <= MAX_ITEMS:
        return tuple(items)
    rest = len(items) - MAX_ITEMS + 1
    return (*items[: MAX_ITEMS - 1], MetadataItem("File", "ItemsLeftOut", str(rest)))
