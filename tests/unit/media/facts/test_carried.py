"""What a file says of itself is found by its container's rules, also where no decoder takes it.

ExifTool reads the same of each, unless a test says that it is wrong, and why.
"""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib

import pytest
from PIL import Image, PngImagePlugin

from desktop.media.decoding.decoder import DecoderPool
from desktop.media.formats import heif_items, png
from desktop.media.metadata.carried import carried, iptc_of
from desktop.media.metadata.directories import read
from desktop.media.metadata.read import read_metadata
from tests.unit.media import hostile
from tests.unit.media.formats.tiffs import ASCII, LONG, RATIONAL, SHORT, UNDEFINED, box, tiff

MODEL = 272
NOTED = tiff({MODEL: (ASCII, b"Invented\0")})
KEYWORD = b"\x1c\x02\x19\0\x06prison"


def said(data: bytes) -> dict[tuple[str, str], str]:
    items, _when = read_metadata(carried(data), None)
    return {(item.group, item.key): item.value for item in items}


def resources(held: bytes, mark: bytes = b"8BIM") -> bytes:
    return mark + b"\x04\x04\0\0" + struct.pack(">I", len(held)) + held + b"\0" * (len(held) % 2)


def segment(marker: int, held: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(held) + 2) + held


def in_jpeg(*segments: bytes) -> bytes:
    plain = hostile.jpeg((16, 16))
    return plain[:2] + b"".join(segments) + plain[2:]


def chunk(kind: bytes, held: bytes) -> bytes:
    whole = kind + held
    return struct.pack(">I", len(held)) + whole + struct.pack(">I", zlib.crc32(whole))


def in_png(*chunks: bytes) -> bytes:
    plain = hostile.saved(Image.new("L", (8, 8)), "PNG")
    return plain[:33] + b"".join(chunks) + plain[33:]


def profile(name: bytes, held: bytes) -> bytes:
    """As ImageMagick and libavif write it."""
    text = b"\n%s\n%8d\n%s" % (name, len(held), held.hex().encode())
    return chunk(b"zTXt", b"Raw profile type " + name + b"\0\0" + zlib.compress(text + b"\n$"))


HOLDERS = {
    "jpeg": in_jpeg(segment(0xE1, b"Exif\0\0" + NOTED)),
    "png": in_png(chunk(b"eXIf", NOTED)),
    "png-profile": in_png(profile(b"exif", b"Exif\0\0" + NOTED)),
    "png-bare-profile": in_png(profile(b"APP1", NOTED)),
    "jxl": box(b"JXL ", b"\r\n\x87\n") + box(b"Exif", bytes(4), NOTED),
    "jp2": box(b"jP  ", b"\r\n\x87\n") + box(b"uuid", b"JpgTiffExif->JP2", NOTED),
    "webp": hostile.saved(Image.new("RGB", (8, 8)), "WEBP", exif=NOTED),
    "avif": hostile.saved(Image.new("RGB", (8, 8)), "AVIF", exif=NOTED),
    "tiff": NOTED,
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_exif_is_found_in(holder: str) -> None:
    assert said(HOLDERS[holder])["EXIF", "Model"] == "Invented"


def test_an_avif_is_decoded_and_read(pool: DecoderPool) -> None:
    image = Image.effect_noise((64, 48), 40).convert("RGB")
    found = pool.submit(hostile.saved(image, "AVIF", exif=NOTED)).result(timeout=60)
    assert (found.media_type, found.problem) == ("image/avif", None)
    assert (found.width, found.height) == (64, 48)
    assert "Invented" in [item.value for item in found.metadata]


def test_what_no_decoder_takes_keeps_what_it_says(pool: DecoderPool) -> None:
    found = pool.submit(HOLDERS["jxl"]).result(timeout=60)
    assert found.picture is None
    assert "Invented" in [item.value for item in found.metadata]


@pytest.mark.parametrize("mark", [b"8BIM", b"AgHg", b"DCSR", b"PHUT", b"MeSa"])
def test_iptc_is_read_whoever_marked_the_resources(mark: bytes) -> None:
    """ExifTool 12.57 reads Photoshop's own mark alone; Exiv2 all of these."""
    held = resources(KEYWORD, mark)
    assert said(in_jpeg(segment(0xED, b"Photoshop 3.0\0" + held)))["IPTC", "Keywords"] == "prison"
    assert iptc_of(held) == KEYWORD


def test_iptc_among_exif_adds_what_is_not_said_already() -> None:
    beside = tiff(
        {33723: (LONG, struct.unpack("<4I", (KEYWORD + b"\x1c\2\x5a\0\0").ljust(16, b"\0")))}
    )
    city = b"\x1c\x02\x5a\0\5Minsk"
    data = in_jpeg(
        segment(0xED, b"Photoshop 3.0\0" + resources(city)), segment(0xE1, b"Exif\0\0" + beside)
    )
    assert said(data)["IPTC", "Keywords"] == "prison"
    assert said(data)["IPTC", "City"] == "Minsk"


def test_an_empty_text_of_iptc_is_empty() -> None:
    data = in_jpeg(segment(0xED, b"Photoshop 3.0\0" + resources(b"\x1c\x02\x05\0\0")))
    assert said(data)["IPTC", "ObjectName"] == ""


def test_an_entry_that_is_broken_costs_no_other() -> None:
    """ExifTool gives up behind it."""
    whole = tiff({270: (ASCII, b"a long description\0"), MODEL: (ASCII, b"Invented\0")})
    at = whole.index(struct.pack("<HHI", 270, ASCII, 19))
    for entry in (
        struct.pack("<HHII", 270, ASCII, 19, 2**31),
        struct.pack("<HHII", 270, 99, 19, 0),
        struct.pack("<HHII", 270, ASCII, 2**32 - 1, 8),
    ):
        broken = whole[:at] + entry + whole[at + 12 :]
        assert said(broken)["EXIF", "Model"] == "Invented", entry


def test_exif_with_another_number_for_its_mark_is_read() -> None:
    data = in_jpeg(segment(0xE1, b"Exif\0\0" + NOTED.replace(b"*\0", b"\x2b\x05", 1)))
    assert said(data)["EXIF", "Model"] == "Invented"


def test_entries_that_lie_over_one_another_take_no_more_than_the_file() -> None:
    room = b"x" * 60_000
    one = tiff({300: (UNDEFINED, room)})
    (place,) = struct.unpack_from("<I", one, 10 + 8)
    entries = b"".join(struct.pack("<HHII", tag, UNDEFINED, 60_000, place) for tag in range(2000))
    flood = b"II*\0" + struct.pack("<I", len(one)) + one[8:] + struct.pack("<H", 2000) + entries
    found = read(flood)
    assert sum(len(each) for each in found.main.values() if isinstance(each, bytes)) <= len(flood)


def test_a_place_written_with_commas_for_points_stays_text() -> None:
    """ExifTool takes "52,00000,50,00000,34,01180" for 52° 0′ 50″, and it is 52° 50′ 34″."""
    gps = 8 + 2 + 12 + 4
    main = tiff({0x8825: (LONG, (gps,))})
    latitude = b"52,00000,50,00000,34,01180"
    directory = tiff({1: (ASCII, b"N\0"), 2: (ASCII, latitude), 3: (ASCII, b"E\0")})[8:]
    moved = directory.replace(struct.pack("<I", 8 + 2 + 36 + 4), struct.pack("<I", gps + 42), 1)
    found = said(main + moved)
    assert found["GPS", "GPSLatitude"] == latitude.decode()
    assert ("GPS", "DecimalDegrees") not in found


def test_what_is_divided_by_nothing_is_no_number() -> None:
    """ExifTool makes 0 of it in a time."""
    found = said(tiff({0x829A: (RATIONAL, (0, 0)), 0x829D: (RATIONAL, (1, 2, 5, 0))}))
    assert found["EXIF", "ExposureTime"] == "nan"
    assert found["EXIF", "FNumber"] == "0.5, nan"


def test_the_preview_of_a_photo_is_not_the_photo() -> None:
    data = in_jpeg(segment(0xE1, b"Exif\0\0" + tiff({}, {274: (SHORT, (6,))})))
    assert ("EXIF", "Orientation") not in said(data)


def test_all_comments_are_read_and_mostly_text_is_text() -> None:
    data = in_jpeg(segment(0xFE, b"first"), segment(0xFE, b"second\0\1\2with fields"))
    items, _when = read_metadata(carried(data), None)
    assert [item.value for item in items] == ["first", "second   with fields"]


def test_a_gif_has_comments() -> None:
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF", comment="kept in a GIF")
    assert said(out.getvalue())["Comment", "Comment"] == "kept in a GIF"


def test_xmp_of_a_png_is_found_compressed_and_not() -> None:
    for compressed in (False, True):
        notes = PngImagePlugin.PngInfo()
        notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>", zip=compressed)
        data = hostile.saved(Image.new("L", (8, 8)), "PNG", pnginfo=notes)
        assert said(data)["XMP", "Packet"] == "<x:xmpmeta/>"
        assert len(list(png.chunks(data))) == 4


def in_heif(*places: bytes) -> bytes:
    """A HEIF whose items have these places, of four bytes a number; the first is EXIF."""
    entry = box(b"infe", b"\2\0\0\0", struct.pack(">HH", 0, 0) + b"Exif\0")
    sizes = b"\0\0\0\0\x44\0" + struct.pack(">H", len(places))
    held = (struct.pack(">HH", number, 0) + each for number, each in enumerate(places))
    items = box(b"iinf", bytes(4) + b"\0\1", entry)
    meta = box(b"meta", bytes(4), items, box(b"iloc", sizes, *held))
    return box(b"ftyp", b"heic", bytes(8)) + meta


def test_pieces_of_all_items_together_are_bounded() -> None:
    def nothing(pieces: int) -> bytes:
        # Of items of the width 0, so that a piece takes no bytes.
        whole = in_heif(*[struct.pack(">H", pieces)] * 4)
        return whole.replace(b"\0\0\0\0\x44\0", bytes(6))

    assert heif_items.is_whole(nothing(4096))
    assert not heif_items.is_whole(nothing(4097))


def test_pieces_over_one_another_take_no_more_than_the_file() -> None:
    count = 4000
    data = in_heif(struct.pack(">H", count) + struct.pack(">II", 0, 30_000) * count)
    tracemalloc.start()
    try:
        carried(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100 * len(data)


@pytest.mark.parametrize("holder", HOLDERS)
def test_no_cut_and_no_changed_byte_raises(holder: str) -> None:
    whole = HOLDERS[holder][:900]
    for at in range(len(whole)):
        said(whole[:at])
        said(whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :])
