"""Decoding one picture (in the child process only): a working copy and what the file says.

The working copy is a JPEG in sRGB, upright, over white, and without any metadata (R13).
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from functools import cache
from importlib import import_module

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from desktop.media.metadata import read_metadata
from desktop.media.sniff import media_type_of
from desktop.media.wire import Problem, Reply, Request

MAX_PIXELS = 120_000_000
"""Of a picture that has to be decoded whole (about 500 MB while it is being made smaller)."""
MAX_SCALED_PIXELS = 300_000_000
"""Of a JPEG, which is decoded at an eighth of its size or so."""

# Read by content; Pillow's readers of other formats are never even loaded.
_READERS = ("Jpeg", "Png", "Tiff", "WebP", "Gif", "Bmp")
_OPENED = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "HEIF")
_FORMATS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG with more pictures behind it, as HDR cameras write
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "HEIF": "image/heif",
}
_SCALED = ("JPEG", "MPO")
# EXIF 2.32, Orientation: how the stored pixels are turned to stand upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SWAPPED = {5, 6, 7, 8}
# What Pillow and the libraries under it raise on files that are not what they say.
BROKEN_FILE = (
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


@cache
def _prepare_library() -> None:
    """Load the readers, and turn off Pillow's own size warning: the limits above replace it."""
    import pi_heif

    for name in _READERS:
        import_module(f"PIL.{name}ImagePlugin")
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")


def decode(request: Request, data: bytes) -> tuple[Reply, bytes]:
    """A reply and the JPEG; never raises for what a file may hold, memory included."""
    _prepare_library()
    try:
        with Image.open(io.BytesIO(data), formats=_OPENED) as image:
            return _reply(request, image)
    except UnidentifiedImageError:
        known = media_type_of(data[:16]) in _FORMATS.values()
        return Reply(problem=Problem.DAMAGED if known else Problem.NOT_A_PICTURE), b""
    except MemoryError:
        return Reply(problem=Problem.TOO_MUCH_MEMORY), b""
    except BROKEN_FILE:
        return Reply(problem=Problem.DAMAGED), b""


def _reply(request: Request, image: Image.Image) -> tuple[Reply, bytes]:
    media_type = _FORMATS[image.format or ""]
    if _too_many_pixels(image):
        return Reply(media_type, problem=Problem.TOO_MANY_PIXELS), b""
    items, captured_at = read_metadata(image) if request.with_metadata else ((), "")
    try:
        shown, small = _working_copy(image, request.edge)
        jpeg = _jpeg(small, request.quality)
    except MemoryError:
        problem = Problem.TOO_MUCH_MEMORY
    except BROKEN_FILE:
        problem = Problem.DAMAGED
    else:
        recipe = f"jpeg {request.edge} q{request.quality}"
        return Reply(media_type, *shown, captured_at, items, None, recipe, *small.size), jpeg
    return Reply(media_type, 0, 0, captured_at, items, problem), b""


def _too_many_pixels(image: Image.Image) -> bool:
    """Asked before anything else: Pillow decodes a PNG whole to look for its metadata."""
    limit = MAX_SCALED_PIXELS if image.format in _SCALED else MAX_PIXELS
    return image.width * image.height > limit


def _working_copy(image: Image.Image, edge: int) -> tuple[tuple[int, int], Image.Image]:
    """The size of the original as shown, and the smaller copy; of several frames the first."""
    width, height = image.size
    if image.format in _SCALED:
        image.draft(None, (edge, edge))
    image.load()
    # Asked only now: TIFF and HEIF turn their pixels while loading, and say so then.
    orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    profile = image.info.get("icc_profile")
    # Sixteen bits, palettes and transparency do not shrink well, so they go first.
    small = _eight_bits(image)
    small.thumbnail((edge, edge), Image.Resampling.BICUBIC, reducing_gap=2.0)
    shown = (height, width) if orientation in _SWAPPED else (width, height)
    return shown, _upright(_in_srgb(small, profile), orientation)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Eight bits a channel, in L, RGB or CMYK, transparency over white."""
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _stretched(image)
    if image.mode == "1":
        return image.convert("L")
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        ground = Image.new("RGBA", colours.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, colours).convert("RGB")
    return image.convert("RGB")


def _stretched(image: Image.Image) -> Image.Image:
    """Grey of more than eight bits, from its own darkest to its own lightest value."""
    grey = image.convert("F")
    low, high = grey.getextrema()
    if not isinstance(low, float) or not isinstance(high, float):
        return grey.convert("L")
    if low >= 0 and high <= 65535 and image.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
    if high <= low:
        return grey.convert("L")
    scale = 255.0 / (high - low)
    return grey.point(lambda value: value * scale - low * scale).convert("L")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Colours converted by the file's own profile; a profile that is broken is left out."""
    if isinstance(profile, bytes) and profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *BROKEN_FILE):
            return image.convert("RGB")
        return converted or image.convert("RGB")
    return image if image.mode == "L" else image.convert("RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """The pixels alone: a fresh image carries no EXIF, profile or comment to write."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
