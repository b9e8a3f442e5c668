"""The groups in turn, each bounded and each by itself: one that is broken costs no other."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from PIL import Image

from desktop.media.attested.claims import claims
from desktop.media.attested.proofmode import bundle
from desktop.media.decoding.wire import DAMAGED, MAX_ITEMS
from desktop.media.metadata import joined
from desktop.media.metadata.carried import Carried
from desktop.media.metadata.exif import exif, maker_note, position
from desktop.media.metadata.iptc import iptc
from desktop.media.metadata.packets import comments, icc, texts, xmp
from desktop.model.media import APPLE, MOTION_PHOTO, MetadataItem
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
    zipfile.BadZipFile,
)
_TIME: Final = ("DateTimeOriginal", "SubsecTimeOriginal", "OffsetTimeOriginal")


def read_metadata(held: Carried, image: Image.Image | None) -> tuple[tuple[MetadataItem, ...], str]:
    """The items, at most ``MAX_ITEMS``, and the time the camera says it was taken; where it says
    none, that of its XMP.

    A part that is broken is left out and named; the other parts are still read. ``image``: what
    its decoder made of the file, where it took it.
    """
    items: list[MetadataItem] = []
    for name, read in _readers(held, image):
        try:
            items.extend(read())
        except BROKEN_FILE:
            items.append(MetadataItem(name, DAMAGED, ""))
    said = {(item.group, item.key): item.value for item in reversed(items)}
    taken = camera_time.written(*(said.get(("EXIF", key), "") for key in _TIME))
    taken = taken or camera_time.written(said.get(("XMP", "DateTimeOriginal"), ""))
    return _bounded(items), taken[:40]


def _readers(
    held: Carried, image: Image.Image | None
) -> Iterator[tuple[str, Callable[[], Iterator[MetadataItem]]]]:
    """Each group's name, and what reads it."""
    yield "EXIF", lambda: exif(held.directories)
    yield "GPS", lambda: position(held.directories)
    yield "MakerNote", lambda: maker_note(held.directories)
    yield APPLE, lambda: joined.apple(held)
    yield MOTION_PHOTO, lambda: joined.motion(held)
    yield "XMP", lambda: xmp(held.xmp)
    yield "IPTC", lambda: iptc(held.iptc, held.iptc_beside)
    yield "ICC", lambda: icc(image, announced=held.has_profile)
    yield "C2PA", lambda: claims(held.whole)
    yield "ProofMode", lambda: bundle(held.whole)
    yield "Comment", lambda: comments(held.comments)
    yield "Text", lambda: texts(image)


def _bounded(items: list[MetadataItem]) -> tuple[MetadataItem, ...]:
    if len(items) <= MAX_ITEMS:
        return tuple(items)
    rest = len(items) - MAX_ITEMS + 1
    return (*items[: MAX_ITEMS - 1], MetadataItem("File", "ItemsLeftOut", str(rest)))
