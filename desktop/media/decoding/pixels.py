"""From the pixels of a picture to its working copy (in the child process only): upright, over
white, in sRGB, in eight bits, and made smaller."""

from __future__ import annotations

import io
from typing import Final

from PIL import ExifTags, Image, ImageCms

from desktop.media.metadata.directories import Value
from desktop.media.metadata.read import BROKEN_FILE

_AT_ONCE: Final = 16_000_000
"""Pixels that are brought into eight bits in one piece."""
_BAND: Final = 4_000_000
"""Pixels of a band of a larger picture."""

SCALED: Final = ("JPEG", "MPO")
"""Formats that are decoded at a part of their size; MPO: a JPEG with more pictures behind it."""
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
SWAPPED = {5, 6, 7, 8}


def working_copy(
    image: Image.Image, edge: int, turned: Value | None = None
) -> tuple[tuple[int, int], Image.Image]:
    """The size of the original as shown, and the smaller copy; of several frames the first."""
    width, height = image.size
    if image.format in SCALED:
        image.draft(None, (edge, edge))
    image.load()
    turn = turn_of(image, turned)
    profile = image.info.get("icc_profile")
    # Sixteen bits, palettes and transparency do not shrink well, so they go first.
    small = _smaller(_ready_to_shrink(image, edge), edge)
    shown = (height, width) if turn in SWAPPED else (width, height)
    return shown, upright(_in_srgb(small, profile), turn)


def turn_of(image: Image.Image, turned: Value | None) -> int | None:
    """How a picture that is loaded has to be turned to stand upright, if it has to: TIFF and HEIF
    turn their pixels while loading, and say so then. ``turned``: where it does not say so itself.
    """
    said = image.getexif().get(ExifTags.Base.Orientation) or turned
    return said if isinstance(said, int) and said in _TURNS else None


def plain_copy(image: Image.Image) -> Image.Image:
    """All of a loaded picture, in L or RGB and sRGB, over white; it is turned as it was stored."""
    profile = image.info.get("icc_profile")
    flat = _in_srgb(_ready_to_shrink(image, max(image.size)), profile)
    return flat if type(flat) is Image.Image and flat is not image else flat.copy()


def _ready_to_shrink(image: Image.Image, edge: int) -> Image.Image:
    """In eight bits and over white. A large picture is taken band by band, each made smaller by a
    whole number at once: of one of 120 megapixels in RGBA there is no room for a second."""
    if image.width * image.height <= _AT_ONCE or _is_plain(image):
        return _eight_bits(image, _lightness(image))
    by = max(1, max(image.size) // (2 * edge))
    rows = by * max(1, _BAND // (image.width * by))
    lightness, reduced = _lightness(image), None
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(image.height, top + rows)))
        piece = _eight_bits(band, lightness).reduce(by)
        if reduced is None:
            reduced = Image.new(piece.mode, (piece.width, -(-image.height // by)))
        reduced.paste(piece, (0, top // by))
    assert reduced is not None  # noqa: S101 - a picture has a row
    return reduced


def _smaller(image: Image.Image, edge: int) -> Image.Image:
    """A picture of its own, at most ``edge`` a side: made smaller in place, one of a file with
    several is laid down anew in its old size as soon as it is used."""
    scale = min(1.0, edge / max(image.size))
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _is_plain(image: Image.Image) -> bool:
    return image.mode in ("L", "RGB", "CMYK") and not image.has_transparency_data


def _eight_bits(image: Image.Image, lightness: tuple[float, float]) -> Image.Image:
    """Eight bits a channel, in L, RGB or CMYK, transparency over white.

    A PNG in grey or RGB may name one colour that is transparent."""
    if _is_plain(image):
        return image
    if _is_deep(image):
        return _stretched(image, *lightness)
    if image.mode == "1":
        return image.convert("L")
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        ground = Image.new("RGBA", colours.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, colours).convert("RGB")
    return image.convert("RGB")


def _is_deep(image: Image.Image) -> bool:
    """Whether it is grey of more than eight bits."""
    return image.mode.startswith("I") or image.mode == "F"


def _lightness(image: Image.Image) -> tuple[float, float]:
    """The darkest and the lightest value there is; of sixteen bits, the values there can be."""
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    return image.getextrema() if _is_deep(image) else (0.0, 255.0)  # type: ignore[return-value]


def _stretched(image: Image.Image, low: float, high: float) -> Image.Image:
    """Grey of more than eight bits, from the darkest to the lightest value."""
    grey = image.convert("F")
    if not high > low:
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


def upright(image: Image.Image, turn: int | None) -> Image.Image:
    """The picture as it is shown."""
    return image if turn is None else image.transpose(_TURNS[turn])


def jpeg(image: Image.Image, quality: int) -> bytes:
    """The pixels alone: a fresh image carries no EXIF, profile or comment to write."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
