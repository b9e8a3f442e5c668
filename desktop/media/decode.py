"""Decoding one picture (in the child process only): a working copy and what the file says.

The working copy is a JPEG in sRGB, upright, over white, and without any metadata (R13).
"""

from __future__ import annotations

import codecs
import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from math import prod
from typing import Final

from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, ImageFile, UnidentifiedImageError

from desktop.media import heif_items, previews, tiff, webp
from desktop.media.endings import ends_early
from desktop.media.jpeg_whole import coefficients
from desktop.media.metadata.carried import Carried, carried
from desktop.media.metadata.directories import Value
from desktop.media.metadata.read import BROKEN_FILE, read_metadata
from desktop.media.metadata.text import CODE_PAGES
from desktop.media.png import of_one_pixel, without_texts
from desktop.media.sniff import media_type_of
from desktop.media.wire import DAMAGED, Problem, Reply, Request
from desktop.model.media import MetadataItem

MAX_PIXELS = 120_000_000
"""Of a picture that has to be decoded whole (about 500 MB while it is being made smaller)."""
MAX_SCALED_PIXELS = 300_000_000
"""Of a JPEG, which is decoded at an eighth of its size or so."""

MOST_MEMORY: Final = 560 << 20
"""Bytes that decoding may take by what the formats say beforehand. Their libraries answer a lack
of memory as they answer damage, so that is asked first."""
_WEBP_PIXEL: Final = 16
_PIXEL: Final = {"HEIF": 9, "AVIF": 16}
"""Bytes of memory a pixel of such a picture takes while it is decoded, as measured, with room for
more than eight bits."""

_AT_ONCE: Final = 16_000_000
"""Pixels that are brought into eight bits in one piece."""
_BAND: Final = 4_000_000
"""Pixels of a band of a larger picture."""

# Read by content; Pillow's readers of other formats are never even loaded.
_READERS = ("Jpeg", "Png", "Tiff", "WebP", "Gif", "Bmp", "Avif")
# Loaded by other readers when they meet a file of this kind.
_READ_BESIDE = ("Mpo",)
_OPENED = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "HEIF", "AVIF")
_FORMATS = {
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


@cache
def prepare_library() -> None:
    """Load the readers and the code pages, all that is loaded when it is needed first: later
    nothing can be. Turn off Pillow's own size warning: the limits above replace it."""
    import pi_heif

    for name in (*_READERS, *_READ_BESIDE):
        import_module(f"PIL.{name}ImagePlugin")
    for name in CODE_PAGES:
        codecs.lookup(name)
    pi_heif.register_heif_opener(thumbnails=False)
    # No more threads than the child may start, which is none.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    _rehearse()
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")


def _rehearse() -> None:
    """Decode one pixel, with a colour profile, so that what is loaded late is loaded now."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    one = Image.new("RGB", (1, 1))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 1
    for form in ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "AVIF"):
        out = io.BytesIO()
        one.save(out, form, icc_profile=profile, exif=exif)
        with Image.open(io.BytesIO(out.getvalue()), formats=_OPENED) as image:
            read_metadata(carried(out.getvalue()), image)
            _working_copy(image, 1)


def decode(request: Request, data: bytes) -> Iterator[tuple[Reply, bytes]]:
    """What the file says of itself, where that is asked for, and then a reply with the JPEG; never
    raises for what a file may hold, memory included."""
    prepare_library()
    held = carried(data)
    raw = previews.raw_type(data)
    if raw:
        yield from _raw(request, data, held, raw)
        return
    pixels = prod(webp.size(data) or ())
    too_much = pixels * _WEBP_PIXEL > MOST_MEMORY
    try:
        with _opened(webp.of_one_pixel(data) if too_much else data) as image:
            yield from _replies(request, image, data, held, too_much=too_much)
    except UnidentifiedImageError:
        yield _without_picture(request, held, _unread(data)), b""
    except MemoryError:
        yield _without_picture(request, held, Problem.TOO_MUCH_MEMORY), b""
    except BROKEN_FILE:
        problem = Problem.NOT_A_PICTURE if tiff.is_whole(data) else Problem.DAMAGED
        yield _without_picture(request, held, problem), b""


def _raw(
    request: Request, data: bytes, held: Carried, media_type: str
) -> Iterator[tuple[Reply, bytes]]:
    """A raw photo: by what it carries, or as its first directory where that is a picture."""
    said = Reply(media_type)
    if request.with_metadata:
        items, captured_at = read_metadata(held, None)
        said = replace(said, captured_at=captured_at, metadata=items)
        yield replace(said, more=True), b""
    yield _preview(request, data, held, said) or _first_of_raw(request, data, said)


def _first_of_raw(request: Request, data: bytes, said: Reply) -> tuple[Reply, bytes]:
    try:
        with _opened(data) as image:
            if _too_many_pixels(image) or _memory(image, data) > MOST_MEMORY:
                return replace(said, problem=Problem.TOO_MANY_PIXELS), b""
            reply, picture = _shown(request, image, data, said)
            return _as_preview(replace(reply, width=0, height=0), picture)
    except MemoryError:
        return replace(said, problem=Problem.TOO_MUCH_MEMORY), b""
    except BROKEN_FILE:
        whole = tiff.is_whole(data) is not False
        return replace(said, problem=Problem.NOT_A_PICTURE if whole else Problem.DAMAGED), b""


def _preview(
    request: Request, data: bytes, held: Carried, said: Reply, size: tuple[int, int] = (0, 0)
) -> tuple[Reply, bytes] | None:
    """The picture that a file carries of itself; None where it has none that can be shown.
    ``size``: of the whole picture as stored, where that is known."""
    jpeg = heif_items.with_thumbnail_first(data) if _is_boxed(data) else None
    jpeg = jpeg or previews.largest(data, held)
    if jpeg is None:
        return None
    turned = held.directories.main.get(int(ExifTags.Base.Orientation))
    try:
        with _opened(jpeg) as image:
            if _too_many_pixels(image) or _memory(image, jpeg) > MOST_MEMORY:
                return None
            turn = None if _is_boxed(jpeg) else turned
            reply, picture = _shown(request, image, jpeg, said, turn)
    except (MemoryError, *BROKEN_FILE):
        return None
    if not reply.with_picture:
        return None
    width, height = size[::-1] if turned in _SWAPPED else size
    cut = tiff.is_whole(data) is False
    reply = replace(reply, width=width, height=height)
    return (
        (replace(reply, problem=Problem.INCOMPLETE), picture)
        if cut
        else _as_preview(reply, picture)
    )


def _is_boxed(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] != b"crx "


def _as_preview(reply: Reply, picture: bytes) -> tuple[Reply, bytes]:
    return (replace(reply, problem=Problem.PREVIEW) if not reply.problem else reply), picture


def _without_picture(request: Request, held: Carried, problem: Problem) -> Reply:
    """What a file says of itself that no decoder took."""
    if not request.with_metadata:
        return Reply(problem=problem)
    items, captured_at = read_metadata(held, None)
    return Reply(problem=problem, captured_at=captured_at, metadata=items)


def _unread(data: bytes) -> Problem:
    """What is said of a file that its reader does not take. A raw photo is a TIFF that it may not
    know: that is damaged only where a reading of its directories agrees."""
    known = media_type_of(data[:16]) in _FORMATS.values()
    return Problem.DAMAGED if known and not tiff.is_whole(data) else Problem.NOT_A_PICTURE


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=_OPENED)
    except ValueError:
        # Of a PNG whose text is longer than its reader takes; the picture has no part in it.
        slim = without_texts(data)
        if slim is None:
            raise
        return Image.open(io.BytesIO(slim), formats=_OPENED)


def _replies(
    request: Request, image: Image.Image, data: bytes, held: Carried, *, too_much: bool
) -> Iterator[tuple[Reply, bytes]]:
    said = Reply(_FORMATS[image.format or ""])
    too_many = _too_many_pixels(image)
    too_much = too_much or _memory(image, data) > MOST_MEMORY
    if request.with_metadata:
        items, captured_at = _facts(image, data, held)
        said = replace(said, captured_at=captured_at, metadata=items)
        yield replace(said, more=True), b""
    if not (too_many or too_much):
        yield _shown(request, image, data, said)
        return
    problem = Problem.TOO_MANY_PIXELS if too_many else Problem.TOO_MUCH_MEMORY
    size = webp.size(data) or image.size
    image.close()
    yield _preview(request, data, held, said, size) or (replace(said, problem=problem), b"")


def _facts(image: Image.Image, data: bytes, held: Carried) -> tuple[tuple[MetadataItem, ...], str]:
    """Pillow decodes a PNG whole to look for its texts, however large and damaged it is: these are
    read with a single pixel in place of its own."""
    if image.format != "PNG":
        return read_metadata(held, image)
    try:
        with _opened(of_one_pixel(data)) as bare:
            return read_metadata(held, bare)
    except BROKEN_FILE:
        items, captured_at = read_metadata(held, None)
        return (*items, MetadataItem("Text", DAMAGED, "")), captured_at


def _shown(
    request: Request, image: Image.Image, data: bytes, said: Reply, turned: Value | None = None
) -> tuple[Reply, bytes]:
    """The picture; of a file that breaks off, as far as it goes. ``turned``: how it stands, where
    it does not say so itself."""
    try:
        shown, small = _working_copy(image, request.edge, turned)
        incomplete = ends_early(image.format or "", data)
    except MemoryError:
        return replace(said, problem=Problem.TOO_MUCH_MEMORY), b""
    except BROKEN_FILE:
        try:
            shown, small = _as_far_as_it_goes(data, request.edge, turned)
        except MemoryError:
            return replace(said, problem=Problem.TOO_MUCH_MEMORY), b""
        except BROKEN_FILE:
            return replace(said, problem=Problem.DAMAGED), b""
        incomplete = True
    reply = replace(
        said,
        width=shown[0],
        height=shown[1],
        problem=Problem.INCOMPLETE if incomplete else None,
        recipe=f"jpeg {request.edge} q{request.quality}",
        made_width=small.width,
        made_height=small.height,
    )
    return reply, _jpeg(small, request.quality)


def _as_far_as_it_goes(
    data: bytes, edge: int, turned: Value | None = None
) -> tuple[tuple[int, int], Image.Image]:
    """As :func:`_working_copy`; what is missing is grey or black."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with _opened(data) as image:
            shown, small = _working_copy(image, edge, turned)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    if _is_bare(small):
        raise ValueError("nothing of the picture could be read")
    return shown, small


def _is_bare(image: Image.Image) -> bool:
    """Whether every pixel is the same, as where nothing was laid down."""
    return all(low == high for low, high in _extremes(image))


def _extremes(image: Image.Image) -> list[tuple[float, float]]:
    return [band.getextrema() for band in image.split()]  # type: ignore[misc]  # of one band a pair


def _too_many_pixels(image: Image.Image) -> bool:
    """Asked before anything is decoded."""
    limit = MAX_SCALED_PIXELS if image.format in _SCALED else MAX_PIXELS
    return image.width * image.height > limit


def _memory(image: Image.Image, data: bytes) -> int:
    """Bytes that are laid out to decode it; 0 where a lack of them is told as one."""
    if image.format in _SCALED:
        return coefficients(data)
    return image.width * image.height * _PIXEL.get(image.format or "", 0)


def _working_copy(
    image: Image.Image, edge: int, turned: Value | None = None
) -> tuple[tuple[int, int], Image.Image]:
    """The size of the original as shown, and the smaller copy; of several frames the first."""
    width, height = image.size
    if image.format in _SCALED:
        image.draft(None, (edge, edge))
    image.load()
    # Asked only now: TIFF and HEIF turn their pixels while loading, and say so then.
    orientation = image.getexif().get(ExifTags.Base.Orientation) or turned
    profile = image.info.get("icc_profile")
    # Sixteen bits, palettes and transparency do not shrink well, so they go first.
    small = _smaller(_ready_to_shrink(image, edge), edge)
    shown = (height, width) if orientation in _SWAPPED else (width, height)
    return shown, _upright(_in_srgb(small, profile), orientation)


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


def _upright(image: Image.Image, orientation: Value | None) -> Image.Image:
    turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """The pixels alone: a fresh image carries no EXIF, profile or comment to write."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
