"""What a photo says of itself is read from a copy, and bounded."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from desktop.media.decoding.decoder import Decoded, DecoderPool
from desktop.media.decoding.wire import MAX_ITEMS, MAX_VALUE
from desktop.media.drawings import draw
from tests.unit.media import hostile


def items_of(pool: DecoderPool, data: bytes) -> dict[tuple[str, str], str]:
    decoded: Decoded = pool.submit(data).result(timeout=60)
    return {(item.group, item.key): item.value for item in decoded.metadata}


def test_camera_gps_and_maker_note_are_read(pool: DecoderPool, shared_data: Path) -> None:
    data = (shared_data / "photos" / "jpg_gps_DSCN0012.jpg").read_bytes()
    items = items_of(pool, data)
    assert items["EXIF", "Model"] == "COOLPIX P6000"
    assert items["EXIF", "DateTimeOriginal"] == "2008:10:22 16:29:49"
    assert items["GPS", "DecimalDegrees"] == "43.467157, 11.885395"
    assert items["MakerNote", "Bytes"] == "3298"
    assert items["EXIF", "EmbeddedPreviewBytes"] == "6339"
    assert "xpacket" in items["XMP", "Packet"]


def test_heic_is_read_like_any_other(pool: DecoderPool, shared_data: Path) -> None:
    items = items_of(pool, (shared_data / "photos" / "heic_IMG_5195.HEIC").read_bytes())
    assert items["EXIF", "Make"] == "Apple"
    assert items["GPS", "DecimalDegrees"] == "39.051344, -94.288772"
    assert items["ICC", "ProfileName"] == "Display P3"


def test_south_and_west_are_negative(pool: DecoderPool) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 30.0, 0.0), 3: "W", 4: (70.0, 15.0, 36.0)})
    items = items_of(pool, hostile.jpeg(exif=exif))
    assert items["GPS", "DecimalDegrees"] == "-33.500000, -70.260000"


@pytest.mark.parametrize("latitude", [(95.0, 0.0, 0.0), (1.0, 2.0)])
def test_an_impossible_position_is_left_out(pool: DecoderPool, latitude: object) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: latitude, 3: "E", 4: (1.0, 0.0, 0.0)})
    assert ("GPS", "DecimalDegrees") not in items_of(pool, hostile.jpeg(exif=exif))


def test_values_are_bounded_and_clean(pool: DecoderPool) -> None:
    exif = Image.Exif()
    exif[0x010E] = "ў" + "x" * 5000
    exif[0x0131] = "line\x1b[31mred\x00end"
    items = items_of(pool, hostile.jpeg(exif=exif, comment=b"\xff\xfe\xfd" * 30))
    assert len(items["EXIF", "ImageDescription"]) == MAX_VALUE
    assert "\x1b" not in items["EXIF", "Software"]
    assert items["Comment", "Comment"] == "(90 bytes)"


def test_a_flood_of_items_is_cut_and_counted(pool: DecoderPool) -> None:
    notes = PngImagePlugin.PngInfo()
    for number in range(1000):
        notes.add_text(f"key {number}", "value")
    data = hostile.saved(Image.new("L", (8, 8)), "PNG", pnginfo=notes)
    decoded = pool.submit(data).result(timeout=60)
    assert len(decoded.metadata) == MAX_ITEMS
    assert decoded.metadata[-1].key == "ItemsLeftOut"
    assert int(decoded.metadata[-1].value) + MAX_ITEMS - 1 == 1000


def test_broken_exif_is_named_and_the_picture_still_shown(pool: DecoderPool) -> None:
    whole = hostile.jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)
    decoded = pool.submit(whole).result(timeout=60)
    assert decoded.problem is None
    assert decoded.picture is not None


@pytest.mark.rare
def test_drawn_samples_carry_invented_camera_data_out_at_sea(pool: DecoderPool) -> None:
    items = items_of(pool, draw("street", 3, "a.jpg").data)
    assert items["EXIF", "Model"] == "Sample camera (invented)"
    assert items["GPS", "DecimalDegrees"].startswith("56.")
    assert items_of(pool, draw("room", 3, "a.png").data)["Text", "Comment"].startswith("Drawing")
    assert draw("street", 3, "a.jpg") == draw("street", 3, "a.jpg")


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_exiftool_finds_nothing_in_a_working_copy(pool: DecoderPool, shared_data: Path) -> None:
    """A second opinion: no EXIF, GPS, XMP, IPTC, ICC or comment, in any of them."""
    for name in ("jpg_gps_DSCN0012.jpg", "heic_IMG_5195.HEIC", "jpg_hdr_canon_hdr_YES.jpg"):
        decoded = pool.submit((shared_data / "photos" / name).read_bytes()).result(timeout=60)
        assert decoded.picture is not None
        found = subprocess.run(
            ["exiftool", "-s", "-G", "-a", "-"],
            input=decoded.picture.data,
            capture_output=True,
            check=True,
        ).stdout.decode()
        groups = {line.split("]")[0].strip("[ ") for line in found.splitlines()}
        assert groups <= {"ExifTool", "File", "Composite", "JFIF"}, found
        assert Image.open(io.BytesIO(decoded.picture.data)).format == "JPEG"
