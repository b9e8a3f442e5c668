"""Pictures whose pixels are whole, in files whose other parts are not: shown, and said so."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, TiffImagePlugin

from desktop.media.decoding.decode import decode
from desktop.media.decoding.decoder import THUMBNAIL
from desktop.media.decoding.wire import DAMAGED, Problem, Reply
from desktop.media.formats.png import chunks
from tests.unit.media import hostile

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # as in the child

SIZE = (40, 30)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
BOMB = zlib.compress(bytes(50_000_000), 9)
GREY = Image.linear_gradient("L").resize(SIZE).convert("RGB")
PNG = hostile.saved(GREY, "PNG")
JPEG = hostile.saved(GREY, "JPEG", quality=95)


def exif() -> bytes:
    """A picture that lies on its side."""
    said = Image.Exif()
    said[0x0112] = 6
    return said.tobytes().removeprefix(b"Exif\0\0")


def chunk(kind: bytes, held: bytes, *, wrong: bool = False) -> bytes:
    body = kind + held
    return struct.pack(">I", len(held)) + body + struct.pack(">I", zlib.crc32(body) ^ wrong)


def segment(marker: int, held: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(held) + 2) + held


def shown(data: bytes) -> tuple[Reply, list[str], bytes]:
    """The reply, the groups that are called damaged, and the picture."""
    *facts, (reply, picture) = decode(THUMBNAIL, data)
    said = facts[0][0].metadata if facts else reply.metadata
    return reply, [item.group for item in said if item.key == DAMAGED], picture


def is_the_same(picture: bytes) -> bool:
    """Whether it is the gradient: dark above, light below."""
    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L")
    above, below = (grey.crop((0, top, 40, top + 3)).tobytes() for top in (0, 27))
    return grey.size == SIZE and max(above) < 45 and min(below) > 210


CHUNKS = {
    "huge profile": (chunk(b"iCCP", b"p\0\0" + BOMB), ["ICC"]),
    "profile of another packing": (chunk(b"iCCP", b"p\0\7" + PROFILE), ["ICC"]),
    "profile without an end": (chunk(b"iCCP", b"p"), ["ICC"]),
    "empty profile": (chunk(b"iCCP", b""), ["ICC"]),
    "profile that is none": (chunk(b"iCCP", b"p\0\0" + zlib.compress(b"x" * 300)), ["ICC"]),
    "changed profile": (
        chunk(b"iCCP", b"p\0\0" + zlib.compress(PROFILE), wrong=True),
        ["ICC"],
    ),
    "palette that is none": (chunk(b"sPLT", b"p\0\x10xxxxx"), []),
    "EXIF that is none": (chunk(b"eXIf", b"\xff" * 50), ["EXIF"]),
    "huge text": (chunk(b"zTXt", b"a\0\0" + BOMB), ["Text"]),
    "text of another packing": (chunk(b"zTXt", b"a\0\7b"), ["Text"]),
    "changed text": (chunk(b"tEXt", b"a\0b", wrong=True), ["Text"]),
    "changed, of nobody": (chunk(b"abCd", b"x" * 60, wrong=True), ["File"]),
    "short gamma": (chunk(b"gAMA", b"x"), ["File"]),
    "short resolution": (chunk(b"pHYs", b"x"), ["File"]),
}


@pytest.mark.parametrize("at", [33, -12], ids=["before", "behind"])
@pytest.mark.parametrize("name", CHUNKS)
def test_a_png_is_shown_whatever_lies_beside_its_pixels(name: str, at: int) -> None:
    held, groups = CHUNKS[name]
    reply, damaged, picture = shown(PNG[:at] + held + PNG[at:])
    assert (reply.problem, damaged) == (None, groups)
    assert is_the_same(picture)


def test_a_png_keeps_its_place_and_what_else_it_says() -> None:
    said = (
        chunk(b"iCCP", b"p\0\0" + BOMB) + chunk(b"tEXt", b"Place\0Minsk") + chunk(b"eXIf", exif())
    )
    for data in (PNG[:33] + said + PNG[33:], PNG[:-12] + said + PNG[-12:]):
        (facts, _none), (reply, _picture) = decode(THUMBNAIL, data)
        items = {(item.group, item.key): item.value for item in facts.metadata}
        assert (reply.width, reply.height, reply.problem) == (30, 40, None)
        assert items["Text", "Place"] == "Minsk"
        assert ("ICC", DAMAGED) in items


@pytest.mark.parametrize("wrong", [chunk(b"tRNS", b"x"), chunk(b"tRNS", bytes(6), wrong=True)])
def test_a_png_without_its_transparency_is_not_all_there(wrong: bytes) -> None:
    reply, _damaged, picture = shown(PNG[:33] + wrong + PNG[33:])
    assert reply.problem is Problem.INCOMPLETE
    assert picture


def test_damaged_pixels_stay_damaged_whatever_lies_beside_them() -> None:
    held = chunk(b"iCCP", b"p\0\0" + BOMB)
    _kind, at, _end = next(each for each in chunks(PNG) if each[0] == b"IDAT")
    broken = PNG[: at + 10] + bytes((PNG[at + 10] ^ 0xFF,)) + PNG[at + 11 :]
    for data in (broken, broken[:33] + held + broken[33:]):
        assert shown(data)[0].problem is Problem.DAMAGED
    cut = (PNG[:33] + held + PNG[33:])[:-30]
    assert shown(cut)[0].problem is Problem.INCOMPLETE


_ICC = b"ICC_PROFILE\0"
SEGMENTS = {
    "profile that is none": (segment(0xE2, _ICC + b"\1\1" + b"x" * 400), ["ICC"]),
    "a third of a profile": (segment(0xE2, _ICC + b"\1\3" + PROFILE), ["ICC"]),
    "profile without a number": (segment(0xE2, _ICC), ["ICC"]),
    "huge profile": (
        b"".join(segment(0xE2, _ICC + bytes((n, 255)) + b"x" * 65_000) for n in range(1, 256)),
        ["ICC"],
    ),
    "pictures behind that are none": (segment(0xE2, b"MPF\0" + b"\xff" * 50), []),
    "EXIF that is none": (segment(0xE1, b"Exif\0\0" + b"\xff" * 50), ["EXIF"]),
    "colours in short": (segment(0xEE, b"Adobe"), ["File"]),
    "head in short": (segment(0xE0, b"JFIF"), ["File"]),
}


@pytest.mark.parametrize("name", SEGMENTS)
def test_a_jpeg_is_shown_whatever_lies_beside_its_pixels(name: str) -> None:
    held, groups = SEGMENTS[name]
    reply, damaged, picture = shown(JPEG[:2] + held + JPEG[2:])
    assert (reply.problem, damaged) == (None, groups)
    assert is_the_same(picture)


def webp(flags: int, before: bytes, pixels: bytes, behind: bytes) -> bytes:
    head = struct.pack("<I", flags) + b"".join((n - 1).to_bytes(3, "little") for n in SIZE)
    body = b"WEBPVP8X" + struct.pack("<I", len(head)) + head + before + pixels + behind
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("lossless", [False, True])
def test_a_webp_is_shown_whatever_lies_beside_its_pixels(lossless: bool) -> None:
    plain = hostile.saved(GREY, "WEBP", lossless=lossless, quality=95)
    pixels, junk = plain[12:], struct.pack("<I", 50) + b"\xff" * 50
    too_long = struct.pack("<I", 400) + b"x" * 40
    for data, groups in (
        (webp(0x20, b"ICCP" + junk, pixels, b""), ["ICC"]),
        (webp(0x08, b"", pixels, b"EXIF" + junk), ["EXIF"]),
        (webp(0x08, b"", pixels, b"EXIF" + too_long), ["EXIF"]),
        (webp(0x04, b"", pixels, b"XMP " + junk), []),
        (webp(0x04, b"", pixels, b"XMP " + too_long), ["File"]),
        (plain[:4] + struct.pack("<I", 4) + plain[8:], ["File"]),
    ):
        reply, damaged, picture = shown(data)
        assert (reply.problem, damaged) == (None, groups), data[:40]
        assert is_the_same(picture)
    for cut in (2, 20, len(plain) // 2):
        short = plain[:-cut]
        as_long = short[:4] + struct.pack("<I", len(short) - 8) + short[8:]
        assert {shown(each)[0].problem for each in (short, as_long)} == {Problem.DAMAGED}


@pytest.mark.parametrize("packing", [None, "tiff_lzw", "tiff_adobe_deflate"])
@pytest.mark.parametrize("tag", [700, 33723, 34675])
def test_a_tiff_is_shown_whatever_its_packets_are(tag: int, packing: str | None) -> None:
    said = TiffImagePlugin.ImageFileDirectory_v2()
    said.tagtype[tag] = 7
    said[tag] = b"x" * 400
    whole = hostile.saved(
        GREY, "TIFF", tiffinfo=said, **{"compression": packing} if packing else {}
    )
    place = whole.find(struct.pack("<HHI", tag, 7, 400))
    entries = [(2, 400, 8), (3, 1, 8), (7, 1 << 30, 8), (7, 400, len(whole) + 9), (99, 400, 8)]
    for entry in entries if place > 0 else []:
        data = whole[:place] + struct.pack("<HHII", tag, *entry) + whole[place + 12 :]
        reply, _damaged, picture = shown(data)
        assert reply.problem is None, entry
        assert is_the_same(picture)


def test_a_heic_is_shown_whatever_its_colours_and_exif_say(shared_data: Path) -> None:
    whole = (shared_data / "faults" / "heic_orient6.heic").read_bytes()
    colours, said = whole.index(b"colrnclx") + 4, whole.index(b"MM\0*")
    broken = {
        "ICC": whole[:colours] + b"prof" + whole[colours + 4 :],
        "File": whole[:colours] + b"nclx" + b"\xff" * 7 + whole[colours + 11 :],
        "EXIF": whole[: said - 10] + b"\xff" * 14 + whole[said + 4 :],
    }
    for group, data in broken.items():
        reply, damaged, picture = shown(data)
        assert (reply.width, reply.height, reply.problem) == (240, 320, None), group
        assert damaged == [group]
        assert picture


@pytest.mark.parametrize(
    "block",
    [b"!\xfe\0", b"!\xff\1a\0", b"!\xff\x0bNETSCAPE2.0\0", b"!\xf9\1a\0", b"!\x77\3abc\0",
     b"!\xff\x0bICCRGBG1012\5junk!\0"],
)  # fmt: skip
def test_a_gif_is_shown_whatever_its_extensions_are(block: bytes) -> None:
    plain = hostile.saved(GREY.convert("L"), "GIF")
    at = 13 + (3 << (plain[10] & 7) + 1)
    reply, _damaged, picture = shown(plain[:at] + block + plain[at:])
    assert reply.problem is None
    assert is_the_same(picture)
