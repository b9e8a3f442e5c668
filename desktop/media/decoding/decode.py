"""Decoding one picture (in the child process only): a working copy and what the file says.

The working copy is a JPEG in sRGB, upright, over white, and without any metadata (R13).
"""

from __future__ import annotations

import codecs
import io
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Final

from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, ImageFile, UnidentifiedImageError

from desktop.crypto import cose
from desktop.media.decoding import opening
from desktop.media.decoding.opening import (
    BARE,
    FORMATS,
    OPENED,
    ORIENTATION,
    TURNED,
    is_large_webp,
    memory,
    opened,
)
from desktop.media.decoding.pixels import SCALED, SWAPPED, jpeg, working_copy
from desktop.media.decoding.pixels_alone import pixels_alone
from desktop.media.decoding.wire import DAMAGED, MAX_ITEMS, Problem, Reply, Request
from desktop.media.formats import heif_items, png, previews, tiff, webp
from desktop.media.formats.endings import ends_early, seems_whole
from desktop.media.formats.sniff import media_type_of
from desktop.media.metadata.carried import Carried, carried
from desktop.media.metadata.directories import Value
from desktop.media.metadata.read import BROKEN_FILE, read_metadata
from desktop.media.metadata.text import CODE_PAGES
from desktop.media.office import read as office
from desktop.model.media import MetadataItem

MAX_PIXELS = 120_000_000
"""Of a picture that has to be decoded whole (about 500 MB while it is being made smaller)."""
MAX_SCALED_PIXELS = 300_000_000
"""Of a JPEG, which is decoded at an eighth of its size or so."""

# Read by content; Pillow's readers of other formats are never even loaded.
_READERS = ("Jpeg", "Png", "Tiff", "WebP", "Gif", "Bmp", "Avif")
# Loaded by other readers when they meet a file of this kind.
_READ_BESIDE = ("Mpo",)


_GROUPS: Final = {
    b"iCCP": "ICC",
    b"eXIf": "EXIF",
    b"tEXt": "Text",
    b"zTXt": "Text",
    b"iTXt": "Text",
}
"""Of metadata, by the chunk of a PNG that holds it."""


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
    rehearse()
    cose.rehearse()
    office.prepare()
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")


def rehearse() -> None:
    """Decode one pixel, with a colour profile, so that what is loaded late is loaded now."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    one = Image.new("RGB", (1, 1))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 1
    for form in ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "AVIF"):
        out = io.BytesIO()
        one.save(out, form, icc_profile=profile, exif=exif)
        with Image.open(io.BytesIO(out.getvalue()), formats=OPENED) as image:
            read_metadata(carried(out.getvalue()), image)
            working_copy(image, 1)


def decode(request: Request, data: bytes) -> Iterator[tuple[Reply, bytes]]:
    """What the file says of itself, where that is asked for, and then a reply with the JPEG; never
    raises for what a file may hold, memory included."""
    prepare_library()
    if request.inside:
        data = office.picture_of(data, request.inside)
    elif (written := office.document_of(data, with_text=request.with_metadata)) is not None:
        yield from _written(request, data, written)
        return
    held = carried(data)
    raw = previews.raw_type(data)
    if raw:
        yield from _raw(request, data, held, raw)
        return
    too_much = is_large_webp(data)
    try:
        with opened(webp.of_one_pixel(data) if too_much else data) as image:
            yield from _replies(request, image, data, held, too_much=too_much)
    except UnidentifiedImageError:
        yield _without_picture(request, held, _unread(data)), b""
    except MemoryError:
        yield _without_picture(request, held, Problem.TOO_MUCH_MEMORY), b""
    except BROKEN_FILE:
        yield _without_picture(request, held, _unread(data)), b""


def _written(
    request: Request, data: bytes, written: office.Document
) -> Iterator[tuple[Reply, bytes]]:
    """An office file: its text, and what it says of itself."""
    said = Reply(written.media_type, problem=_unwritten(written))
    if request.with_metadata:
        items, _taken = read_metadata(carried(data), None)
        said = replace(said, metadata=(*written.facts, *items)[:MAX_ITEMS])
    yield replace(said, pieces=written.pieces), b""


def _unwritten(written: office.Document) -> Problem:
    """Why there is no picture of an office file, and perhaps no text."""
    if written.is_closed:
        return Problem.NOT_A_PICTURE
    if written.is_refused:
        return Problem.DOCUMENT_TYPE
    return Problem.TEXT if written.whole else Problem.TEXT_NOT_READ


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
        with opened(data) as image:
            if _too_many_pixels(image) or memory(image, data) > opening.MOST_MEMORY:
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
    small = heif_items.with_thumbnail_first(data) if _is_boxed(data) else None
    small = small or previews.largest(data, held)
    if small is None:
        return None
    turned = held.directories.main.get(ORIENTATION)
    try:
        with opened(small) as image:
            if _too_many_pixels(image) or memory(image, small) > opening.MOST_MEMORY:
                return None
            turn = None if _is_boxed(small) else turned
            reply, picture = _shown(request, image, small, said, turn)
    except (MemoryError, *BROKEN_FILE):
        return None
    if not reply.with_picture:
        return None
    width, height = size[::-1] if turned in SWAPPED else size
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
    """What is said of a file that its reader does not take: that it is damaged, only where a
    second reading agrees."""
    known = media_type_of(data[:16]) in FORMATS.values()
    return Problem.DAMAGED if known and not seems_whole(data) else Problem.NOT_A_PICTURE


def _replies(
    request: Request, image: Image.Image, data: bytes, held: Carried, *, too_much: bool
) -> Iterator[tuple[Reply, bytes]]:
    said = Reply(FORMATS[image.format or ""])
    too_many = _too_many_pixels(image)
    too_much = too_much or memory(image, data) > opening.MOST_MEMORY
    if request.with_metadata:
        items, captured_at = _facts(image, data, held)
        said = replace(said, captured_at=captured_at, metadata=items)
        yield replace(said, more=True), b""
    if not (too_many or too_much):
        turned = held.directories.main.get(ORIENTATION)
        yield _shown(request, image, data, said, turned if image.format in TURNED else None)
        return
    problem = Problem.TOO_MANY_PIXELS if too_many else Problem.TOO_MUCH_MEMORY
    size = webp.size(data) or image.size
    image.close()
    yield _preview(request, data, held, said, size) or (replace(said, problem=problem), b"")


def _facts(image: Image.Image, data: bytes, held: Carried) -> tuple[tuple[MetadataItem, ...], str]:
    """Pillow decodes a PNG whole to look for its texts, however large and damaged it is: these are
    read with a single pixel in place of its own. What does not read is named."""
    if image.format != "PNG":
        items, captured_at = read_metadata(held, image)
        return _with_lost(items, {"File"} if _lost_more(image, items) else set()), captured_at
    taken, lost = _taken(png.said(data))
    with Image.open(io.BytesIO(png.of_one_pixel(taken)), formats=OPENED) as bare:
        items, captured_at = read_metadata(held, bare)
    return _with_lost(items, lost), captured_at


def _lost_more(image: Image.Image, items: tuple[MetadataItem, ...]) -> bool:
    """Whether only the pixels were taken, and nothing says yet why."""
    return BARE in image.info and all(item.key != DAMAGED for item in items)


def _with_lost(items: tuple[MetadataItem, ...], lost: set[str]) -> tuple[MetadataItem, ...]:
    """The items, and each group that was lost named once."""
    named = {item.group for item in items if item.key == DAMAGED}
    left = [MetadataItem(group, DAMAGED, "") for group in sorted(lost - named)]
    return (*items[: MAX_ITEMS - len(left)], *left)


def _taken(said: list[tuple[bytes, bytes]]) -> tuple[list[bytes], set[str]]:
    """Those chunks of a PNG that are read, and to what the others belong; each is tried by itself
    where they are not read together."""
    if _is_taken([chunk for _kind, chunk in said]):
        return [chunk for _kind, chunk in said], set()
    taken, lost = list[bytes](), set[str]()
    for kind, chunk in said[:MAX_ITEMS]:
        if _is_taken([chunk]):
            taken.append(chunk)
        else:
            lost.add(_GROUPS.get(kind, "File"))
    # Each was, so all are, but for too much text together.
    return (taken, lost) if _is_taken(taken) else ([], {*lost, "Text"})


def _is_taken(chunks: list[bytes]) -> bool:
    try:
        with Image.open(io.BytesIO(png.of_one_pixel(chunks)), formats=OPENED):
            return True
    except BROKEN_FILE:
        return False


def _shown(
    request: Request, image: Image.Image, data: bytes, said: Reply, turned: Value | None = None
) -> tuple[Reply, bytes]:
    """The picture; of a file that breaks off, as far as it goes. ``turned``: how it stands, where
    it does not say so itself."""
    try:
        shown, small = working_copy(image, request.edge, turned)
        incomplete = ends_early(image.format or "", data)
    except MemoryError:
        return replace(said, problem=Problem.TOO_MUCH_MEMORY), b""
    except BROKEN_FILE:
        try:
            (shown, small), incomplete = _once_more(data, request.edge, turned)
        except MemoryError:
            return replace(said, problem=Problem.TOO_MUCH_MEMORY), b""
        except BROKEN_FILE:
            return replace(said, problem=_unread(data)), b""
    reply = replace(
        said,
        width=shown[0],
        height=shown[1],
        problem=Problem.INCOMPLETE if incomplete else None,
        recipe=f"jpeg {request.edge} q{request.quality}",
        made_width=small.width,
        made_height=small.height,
    )
    return reply, jpeg(small, request.quality)


def _once_more(
    data: bytes, edge: int, turned: Value | None
) -> tuple[tuple[tuple[int, int], Image.Image], bool]:
    """The working copy of the pixels alone, or else as far as it goes; and whether some of the
    picture is missing."""
    bare = pixels_alone(data)
    if bare is not None:
        with suppress(*BROKEN_FILE), opened(bare) as image:
            return working_copy(image, edge, turned), ends_early(image.format or "", data)
    return _as_far_as_it_goes(data if bare is None else bare, edge, turned), True


def _as_far_as_it_goes(
    data: bytes, edge: int, turned: Value | None = None
) -> tuple[tuple[int, int], Image.Image]:
    """As :func:`_working_copy`; what is missing is grey or black."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with opened(data) as image:
            shown, small = working_copy(image, edge, turned)
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
    limit = MAX_SCALED_PIXELS if image.format in SCALED else MAX_PIXELS
    return image.width * image.height > limit
