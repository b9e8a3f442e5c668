"""The window takes the JPEG that our decoders write, and none with anything more or less."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from desktop.media.decoding.decode import decode
from desktop.media.decoding.decoder import PAPER, SCREEN, THUMBNAIL
from desktop.media.decoding.wire import BrokenFrame, Reply, read_reply, write_frame
from desktop.media.formats.plain_jpeg import plain_size
from tests.unit.media import hostile

SIZES = ((1, 1), (1, 3000), (7, 9), (640, 333))


def made(image: Image.Image, request: object = THUMBNAIL) -> tuple[Reply, bytes]:
    *_first, answer = decode(request, hostile.saved(image, "PNG"))  # type: ignore[arg-type]
    return answer


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("request_of", [THUMBNAIL, SCREEN, PAPER])
def test_what_our_decoder_writes_is_plain(mode: str, request_of: object) -> None:
    for size in SIZES:
        for image in (Image.new(mode, size), Image.effect_noise(size, 99).convert(mode)):
            reply, jpeg = made(image, request_of)
            assert plain_size(jpeg) == (reply.made_width, reply.made_height)


@pytest.mark.parametrize(
    "options",
    [
        {"progressive": True},
        {"exif": b"Exif\0\0x"},
        {"comment": b"x"},
        {"icc_profile": b"x"},
        {"restart_marker_rows": 1},
        {"subsampling": 0},
    ],
)
def test_another_jpeg_is_not(options: dict[str, object]) -> None:
    assert plain_size(hostile.jpeg((64, 48))) == (64, 48)
    assert plain_size(hostile.jpeg((64, 48), **options)) is None


def test_no_changed_head_and_nothing_behind_is_taken_for_plain() -> None:
    """Each byte before the scan, changed: what still counts as plain has the form of one."""
    _reply, jpeg = made(Image.effect_noise((64, 48), 40).convert("RGB"))
    scan = jpeg.index(b"\xff\xda") + 14
    for at in range(scan):
        for changed in (jpeg[at] ^ 0x01, jpeg[at] ^ 0x80, 0xFF, 0):
            odd = jpeg[:at] + bytes((changed,)) + jpeg[at + 1 :]
            if plain_size(odd) is not None:
                Image.open(io.BytesIO(odd)).load()
    for odd in (jpeg + b"x", jpeg[:-2], jpeg[:-1], jpeg[:scan] + b"\xff\xd0" + jpeg[scan:], b""):
        assert plain_size(odd) is None
    assert plain_size(jpeg[:scan] + jpeg) is None


@pytest.mark.parametrize("width", [63, 65])
def test_an_answer_of_another_size_than_announced_is_refused(width: int) -> None:
    pipe = io.BytesIO()
    said = Reply(recipe="jpeg", made_width=width, made_height=48)
    write_frame(pipe, said, made(Image.new("RGB", (64, 48)))[1])
    with pytest.raises(BrokenFrame):
        read_reply(io.BytesIO(pipe.getvalue()))
