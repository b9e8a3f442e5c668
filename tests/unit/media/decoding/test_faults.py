"""Small inputs that were shown wrong, and their kin, with the right values."""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from desktop.media.decoding import decoder
from desktop.media.decoding.decode import decode
from desktop.media.decoding.decoder import THUMBNAIL, Decoded, DecoderPool
from desktop.media.decoding.wire import Problem
from desktop.media.formats.endings import ends_early
from desktop.media.formats.png import chunks
from desktop.media.metadata import read
from desktop.media.metadata.carried import carried
from desktop.media.metadata.text import comment_text, declared_text, older_text, text_of, utf16_text
from desktop.model.media import MetadataItem
from desktop.model.values import camera_time
from tests.unit.media import hostile
from tests.unit.media.formats import tiffs

# Values as ExifTool gives them.
SAID = {
    "exif_utf8.jpg": {"ImageDescription": "Менск, плошча Перамогі", "Artist": "Ганна"},
    "exif_xp.jpg": {"XPTitle": "Менск", "XPComment": "у двары", "XPKeywords": "турма"},
    "exif_uc_le.jpg": {"UserComment": "Допрос в РОВД"},
    "exif_uc_be.jpg": {"UserComment": "Допрос в РОВД"},
    "exif_nul_garbage.jpg": {"Model": "ION230"},
    "exif_swref.jpg": {"DecimalDegrees": "-33.868000, -70.650000"},
    "exif_noref.jpg": {"DecimalDegrees": "33.868000, 151.209000"},
    "exif_zerogps.jpg": {"DecimalDegrees": "0.000000, 0.000000"},
    "heic_orient6.heic": {"Orientation": "6"},
    "png_cut_iend.png": {"Comment": "Мінск"},
}
TAKEN = {
    "exif_blankdate.jpg": "",
    "exif_zerodate.jpg": "",
    "exif_offset.jpg": "2021:03:28 03:30:00.007+05:45",
    "jpg_cut_half.jpg": "2021:08:09 12:00:00",
    "png_cut_half.png": "2021:08:09 12:00:00",
}
SHOWN = {
    "heic_two_320x240.heic": (320, 240, None),
    "heic_two_200x150.heic": (200, 150, None),
    "heic_orient6.heic": (240, 320, None),
    "png_bigtext.png": (64, 64, None),
    "jpg_cut_2.jpg": (320, 240, Problem.INCOMPLETE),
    "jpg_cut_40.jpg": (320, 240, Problem.INCOMPLETE),
    "jpg_cut_half.jpg": (320, 240, Problem.INCOMPLETE),
    "png_cut_iend.png": (64, 64, Problem.INCOMPLETE),
    "png_cut_half.png": (64, 64, Problem.INCOMPLETE),
}
LETTERS = "Допрос в РОВД"


def decoded(pool: DecoderPool, data: bytes) -> Decoded:
    return pool.submit(data).result(timeout=60)


def pixel(found: Decoded, at: tuple[int, int]) -> tuple[int, ...]:
    assert found.picture is not None
    with Image.open(io.BytesIO(found.picture.data)) as image:
        value = image.convert("RGB").getpixel(at)
    assert isinstance(value, tuple)
    return value


@pytest.mark.parametrize("name", SAID)
def test_what_a_file_says(pool: DecoderPool, shared_data: Path, name: str) -> None:
    found = decoded(pool, (shared_data / "faults" / name).read_bytes())
    items = {item.key: item.value for item in found.metadata}
    assert {key: items.get(key) for key in SAID[name]} == SAID[name]


@pytest.mark.parametrize("name", TAKEN)
def test_when_it_was_taken(pool: DecoderPool, shared_data: Path, name: str) -> None:
    found = decoded(pool, (shared_data / "faults" / name).read_bytes())
    assert found.captured_at == TAKEN[name]


@pytest.mark.parametrize("name", SHOWN)
def test_as_far_as_it_goes(pool: DecoderPool, shared_data: Path, name: str) -> None:
    found = decoded(pool, (shared_data / "faults" / name).read_bytes())
    assert (found.width, found.height, found.problem) == SHOWN[name]
    assert found.picture is not None


def test_transparent_pixels_of_a_picture_without_an_alpha_channel_are_white(
    pool: DecoderPool,
) -> None:
    for mode, colour in (("L", 90), ("RGB", (200, 10, 10))):
        plain = Image.new(mode, (64, 64), colour)
        found = decoded(pool, hostile.saved(plain, "PNG", transparency=colour))
        assert pixel(found, (32, 32)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_whole_file_has_its_end_and_a_cut_one_has_not(form: str) -> None:
    whole = hostile.saved(Image.effect_noise((64, 64), 60).convert("RGB"), form)
    assert not ends_early(form, whole)
    assert not ends_early(form, whole + b"what a phone writes behind it")
    assert all(ends_early(form, whole[:size]) for size in (len(whole) - 1, len(whole) * 2 // 3))


def test_a_preview_that_ends_does_not_end_the_picture() -> None:
    preview = hostile.jpeg((32, 24))
    exif = b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview
    whole = hostile.jpeg((64, 48))
    whole = whole[:2] + exif + whole[2:]
    assert not ends_early("JPEG", whole)
    assert ends_early("JPEG", whole[:-2])


def test_a_long_filling_costs_no_more_than_its_length() -> None:
    filled = hostile.jpeg((64, 48))[:-2] + b"\xff" * 300_000
    assert ends_early("JPEG", filled + b"\0")
    assert not ends_early("JPEG", filled + b"\xd9")


def test_a_part_that_breaks_its_reader_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_held: bytes) -> Iterator[MetadataItem]:
        raise struct.error

    monkeypatch.setattr(read, "iptc", broken)
    items, _when = read.read_metadata(carried(hostile.jpeg((32, 24), comment=b"kept")), None)
    assert [each.key for each in items] == ["Damaged", "Comment"]


def test_a_picture_too_large_to_decode_keeps_its_time_and_place(pool: DecoderPool) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Invented"
    exif.get_ifd(0x8769)[0x9003] = "2021:08:09 12:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 0.0), 3: "E", 4: (27.0, 33.0, 0.0)})
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Place", "Мінск")
    small = hostile.saved(Image.new("L", (8, 8)), "PNG", exif=exif, pnginfo=notes)
    said = [small[at:end] for kind, at, end in chunks(small) if kind in (b"eXIf", b"tEXt", b"iTXt")]
    giant = hostile.png(40_000, 30_000)
    end = list(chunks(giant))[-1][1]
    for at in (33, end):
        found = decoded(pool, giant[:at] + b"".join(said) + giant[at:])
        assert found.problem is Problem.TOO_MANY_PIXELS
        assert found.captured_at == "2021:08:09 12:00:00"
        items = {(item.group, item.key): item.value for item in found.metadata}
        assert items["GPS", "DecimalDegrees"] == "53.900000, 27.550000"
        assert items["Text", "Place"] == "Мінск"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (LETTERS.encode(), LETTERS),
        (LETTERS.encode() + b"\0 left over \xff\xfe", LETTERS),
        (LETTERS.encode("cp1251"), LETTERS),
        ("Мінск, двор № 5".encode("cp1251"), "Мінск, двор № 5"),
        ("Zürich, Übung".encode("cp1252"), "Zürich, Übung"),
        ("Łódź".encode(), "Łódź"),
        ("© 2019 Jörg".encode("latin-1"), "© 2019 Jörg"),
        ("©2019 Ганна".encode("cp1251"), "©2019 Ганна"),
        (b"", ""),
    ],
)
def test_text_without_a_declared_encoding(data: bytes, text: str) -> None:
    assert text_of(data) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"ASCII\0\0\0plain", "plain"),
        (b"ASCII\0\0\0" + LETTERS.encode(), LETTERS),
        (b"UNICODE\0" + LETTERS.encode("utf-16-le"), LETTERS),
        (b"UNICODE\0" + LETTERS.encode("utf-16-be"), LETTERS),
        (b"UNICODE\0" + b"\xff\xfe" + LETTERS.encode("utf-16-le"), LETTERS),
        (b"UNICODE\0" + LETTERS.encode("utf-16-be") + b"\0\0rubbish!", LETTERS),
        (b"JIS\0\0\0\0\0" + "写真".encode("iso2022_jp"), "写真"),
        (b"JIS\0\0\0\0\0" + "写真".encode("iso2022_jp")[3:-3], "写真"),
        (b"\0\0\0\0\0\0\0\0" + LETTERS.encode(), LETTERS),
        (b"\0\0\0\0\0\0\0\0", ""),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08 of a maker", None),
    ],
)
def test_comments_with_a_code(data: bytes, text: str | None) -> None:
    assert comment_text(data, little_endian=False) == text


def test_iptc_in_its_declared_or_an_older_code_page() -> None:
    assert declared_text(LETTERS.encode(), b"\x1b%G") == LETTERS
    assert declared_text(LETTERS.encode("cp1251"), None) == LETTERS
    assert declared_text(LETTERS.encode(), None) == LETTERS


def test_older_bytes_that_no_page_holds_are_text_all_the_same() -> None:
    assert older_text(b"a\x81\x8d\x90b")


def test_windows_text_as_numbers_and_bytes() -> None:
    data = "Менск".encode("utf-16-le") + b"\0\0x"
    assert utf16_text(data) == utf16_text(tuple(data)) == "Менск"


def test_two_copyrights(pool: DecoderPool) -> None:
    held = "Ганна".encode() + b"\0Editor\0"
    entry = struct.pack("<HHHII", 1, 0x8298, 2, len(held), 26) + bytes(4)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + entry + held
    items = {each.key: each.value for each in decoded(pool, hostile.jpeg(exif=exif)).metadata}
    assert items["Copyright"] == "Ганна\nEditor"


@pytest.mark.parametrize(
    ("fields", "line", "shown"),
    [
        (("2021:03:28 03:30:00", "007", "+05:45"), "2021:03:28 03:30:00.007+05:45",
         "2021-03-28 03:30:00.007 +05:45"),
        (("2021:03:28 03:30:00", "", ""), "2021:03:28 03:30:00", "2021-03-28 03:30:00"),
        (("2021:03:28 03:30:00", " ", "Z"), "2021:03:28 03:30:00", "2021-03-28 03:30:00"),
        (("2021:03:28", "", ""), "2021:03:28", "2021-03-28"),
        (("0000:00:00 00:00:00", "00", "+00:00"), "", ""),
        (("    :  :     :  :  ", "", ""), "", ""),
        (("", "5", "+01:00"), "", ""),
    ],
)  # fmt: skip
def test_the_time_of_a_camera(fields: tuple[str, str, str], line: str, shown: str) -> None:
    assert camera_time.written(*fields) == line
    assert camera_time.shown(line) == shown


_DIES_AT_THE_PICTURE = """
import sys
from desktop.media.decoding import decode_worker
from desktop.media.decoding.decode import decode

def until_the_picture(request, data):
    for reply, jpeg in decode(request, data):
        if jpeg:
            sys.exit(1)
        yield reply, jpeg

import desktop.media.decoding.decode
desktop.media.decoding.decode.decode = until_the_picture
sys.exit(decode_worker.main())
"""


def test_what_was_read_stays_when_the_picture_ends_the_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Invented"
    whole = hostile.jpeg((200, 100), exif=exif)
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-c", _DIES_AT_THE_PICTURE])
    with DecoderPool(workers=1) as dying:
        found = decoded(dying, whole)
    assert found.problem is Problem.DECODER_STOPPED
    assert found.media_type == "image/jpeg"
    assert {item.key: item.value for item in found.metadata}["Make"] == "Invented"


def test_a_kind_of_picture_that_its_decoder_lacks_is_not_called_damaged() -> None:
    """Uncompressed HEIF, which other decoders show; pictures in a row; a JPEG packed without loss;
    an odd bitmap."""
    held = bytes(range(200))
    places = struct.pack(">IBBHHHHII", 0, 0x44, 0, 1, 1, 0, 1, 0, len(held))
    heads = tiffs.box(b"ftyp", b"mif1\0\0\0\0mif1heic")
    meta = tiffs.box(b"meta", bytes(4), tiffs.box(b"iloc", places))
    at = len(heads) + len(meta) + 8
    meta = tiffs.box(
        b"meta", bytes(4), tiffs.box(b"iloc", places[:-8] + struct.pack(">II", at, len(held)))
    )
    heif = heads + meta + tiffs.box(b"mdat", held)
    row = tiffs.box(b"ftyp", b"msf1\0\0\0\0msf1isom") + tiffs.box(b"moov", bytes(60))
    row += tiffs.box(b"mdat", held)
    lossless = hostile.jpeg((32, 24)).replace(b"\xff\xc0", b"\xff\xc3", 1)
    bitmap = hostile.saved(Image.new("RGB", (8, 8)), "BMP")
    odd = bitmap[:30] + struct.pack("<I", 99) + bitmap[34:]
    for whole in (heif, row, lossless, odd):
        *_facts, (reply, _jpeg) = decode(THUMBNAIL, whole)
        assert reply.problem is Problem.NOT_A_PICTURE, whole[:12]
        *_facts, (reply, _jpeg) = decode(THUMBNAIL, whole[:-20])
        assert reply.problem is Problem.DAMAGED, whole[:12]
