"""From the bytes of a picture to a new one in which parts are covered (in the child process only).

What comes out is made of the pixels alone: a JPEG as ``formats/plain_jpeg.py`` describes it, in
sRGB and upright. Of anything that is not read whole nothing is covered.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from PIL import Image, JpegImagePlugin, UnidentifiedImageError

from desktop.media.decoding import opening, pixels
from desktop.media.decoding.decode import prepare_library
from desktop.media.decoding.wire import MAX_FILE, Problem, Reply, Request
from desktop.media.formats import previews
from desktop.media.formats.endings import ends_early
from desktop.media.formats.jpeg_whole import coefficients
from desktop.media.metadata.carried import carried
from desktop.media.metadata.directories import Value
from desktop.media.metadata.read import BROKEN_FILE
from desktop.media.redacting.covering import Spread, cover_up
from desktop.media.redacting.parts import Cover, Manner, WhyNot, faults

MOST_PIXELS: Final = 60_000_000
"""Of what is covered: there is room for two of this size. A JPEG with more is read at half its
sides or less, as its format allows; of other formats it is too large."""
QUALITY: Final = 92
_BLOCK: Final = 8
"""Pixels a side, of a block of a JPEG (ITU-T T.81, A.3.1)."""
_CHROMA_BEYOND: Final = 2
"""Pixels: colours at half the size are spread over the edge of their block when they are shown."""
_LOSSY_BEYOND: Final = 16
"""Pixels, where the format predicts one block from another: what is beyond holds no more of the
part than how coarsely its neighbours were rounded."""
_LOSSY: Final = ("WEBP", "HEIF", "AVIF", "TIFF")
"""TIFF: it may hold a JPEG."""
_ONE_OF_SEVERAL: Final = ("MPO", "HEIF", "TIFF")
"""Formats whose further pictures are others, and do not follow each other as a film does."""


class _Refused(Exception):
    """``why``: nothing is covered."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


def answers(asked: Request, data: bytes) -> Iterator[tuple[Reply, bytes]]:
    """The one reply, with the new picture or with why there is none; never raises for what a file
    may hold, memory included."""
    prepare_library()
    try:
        made = _covered(data, asked.covers)
        out = _written(made)
    except _Refused as refused:
        yield _not_done(refused.why)
    except MemoryError:
        yield _not_done(WhyNot.TOO_LARGE)
    except UnidentifiedImageError:
        yield _not_done(WhyNot.OTHER_KIND)
    except BROKEN_FILE:
        yield _not_done(WhyNot.DAMAGED)
    else:
        yield Reply("image/jpeg", *made.size, made_width=made.width, made_height=made.height), out


def rehearse() -> None:
    """Cover a few pixels, so that what is loaded late is loaded now."""
    some = io.BytesIO()
    Image.new("RGB", (16, 16)).save(some, "JPEG")
    _written(_covered(some.getvalue(), (Cover("0,0 9000,0 9000,9000", 0, Manner.MOSAIC),)))


def _not_done(why: WhyNot) -> tuple[Reply, bytes]:
    return Reply(problem=Problem.NOT_A_PICTURE, refused=why.value), b""


def _covered(data: bytes, covers: tuple[Cover, ...]) -> Image.Image:
    if (why := faults(covers)) is not None:
        raise _Refused(why)
    if previews.raw_type(data):
        raise _Refused(WhyNot.OTHER_KIND)
    if opening.is_large_webp(data):
        raise _Refused(WhyNot.TOO_LARGE)
    held = carried(data)
    with opening.opened(data) as image:
        kind = image.format or ""
        _refuse_film(image, kind, covers[0].page or 1)
        _make_room(image, kind, data)
        said = held.directories.main.get(opening.ORIENTATION) if kind in opening.TURNED else None
        return _painted(image, kind, covers, said, data)


def _refuse_film(image: Image.Image, kind: str, page: int) -> None:
    """The page is turned to, where there are pages."""
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and kind not in _ONE_OF_SEVERAL:
        raise _Refused(WhyNot.MOVES)
    if page > (frames if kind == "TIFF" else 1):
        raise _Refused(WhyNot.NO_SUCH_PAGE)
    if page > 1:
        image.seek(page - 1)


def _make_room(image: Image.Image, kind: str, data: bytes) -> None:
    """A JPEG that is too large is read smaller."""
    if kind in pixels.SCALED:
        for by in (2, 4, 8):
            if image.width * image.height <= MOST_PIXELS:
                break
            image.draft(None, (-(-image.width // by), -(-image.height // by)))
        if coefficients(data) > opening.MOST_MEMORY // 2:
            raise _Refused(WhyNot.TOO_LARGE)
    elif opening.memory(image, data) > opening.MOST_MEMORY:
        raise _Refused(WhyNot.TOO_LARGE)
    if image.width * image.height > MOST_PIXELS:
        raise _Refused(WhyNot.TOO_LARGE)


def _painted(
    image: Image.Image, kind: str, covers: tuple[Cover, ...], said: Value | None, data: bytes
) -> Image.Image:
    spread = _spread(image, kind)
    image.load()
    if ends_early(kind, data):
        raise _Refused(WhyNot.DAMAGED)
    turn = pixels.turn_of(image, said)
    plain = pixels.plain_copy(image)
    image.close()
    cover_up(plain, covers, spread, turn)
    return pixels.upright(plain, turn)


def _spread(image: Image.Image, kind: str) -> Spread:
    """How far what is hidden reaches in the file as it is."""
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        full = max(each[1] for each in image.layer), max(each[2] for each in image.layer)
        smaller = max(1, image.decoderconfig[0]) if image.decoderconfig else 1
        block = [max(1, _BLOCK * each // smaller) for each in full]
        return Spread((block[0], block[1]), _CHROMA_BEYOND)
    return Spread(beyond=_LOSSY_BEYOND) if kind in _LOSSY else Spread()


def _written(image: Image.Image) -> bytes:
    """Nothing but pixels: what an image remembers of its file is taken off."""
    image.info.clear()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    if out.tell() > MAX_FILE:
        raise _Refused(WhyNot.TOO_LARGE)
    return out.getvalue()
