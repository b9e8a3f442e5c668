"""A picture as its decoder opens it, and what that would lay out (in the child process only)."""

from __future__ import annotations

import io
from math import prod
from typing import Final

from PIL import ExifTags, Image

from desktop.media.decoding.pixels import SCALED
from desktop.media.decoding.pixels_alone import pixels_alone
from desktop.media.formats import webp
from desktop.media.formats.jpeg_whole import coefficients
from desktop.media.metadata.read import BROKEN_FILE

MOST_MEMORY: Final = 560 << 20
"""Bytes that decoding may take by what the formats say beforehand. Their libraries answer a lack
of memory as they answer damage, so that is asked first."""
_WEBP_PIXEL: Final = 16
_PIXEL: Final = {"HEIF": 9, "AVIF": 16}
"""Bytes of memory a pixel of such a picture takes while it is decoded, as measured, with room for
more than eight bits."""

OPENED = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "HEIF", "AVIF")
FORMATS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG with more pictures behind it, as HDR cameras write
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "HEIF": "image/heif",
    "AVIF": "image/avif",
}

ORIENTATION: Final = int(ExifTags.Base.Orientation)
BARE: Final = "pixels alone"
"""Noted of an image that was opened without what its file says of itself."""
TURNED: Final = (*SCALED, "PNG", "WEBP")
"""Formats whose EXIF says how the picture stands; others turn it themselves."""


def is_large_webp(data: bytes) -> bool:
    """Whether its decoder would lay out too much as soon as the file is opened."""
    return prod(webp.size(data) or ()) * _WEBP_PIXEL > MOST_MEMORY


def opened(data: bytes) -> Image.Image:
    """The picture; where its decoder does not take the file, of the pixels alone."""
    try:
        return Image.open(io.BytesIO(data), formats=OPENED)
    except BROKEN_FILE:
        bare = pixels_alone(data)
        if bare is None:
            raise
        image = Image.open(io.BytesIO(bare), formats=OPENED)
        image.info[BARE] = True
        return image


def memory(image: Image.Image, data: bytes) -> int:
    """Bytes that are laid out to decode it; 0 where a lack of them is told as one."""
    if image.format in SCALED:
        return coefficients(data)
    return image.width * image.height * _PIXEL.get(image.format or "", 0)
