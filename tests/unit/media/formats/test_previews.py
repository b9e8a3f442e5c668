"""A raw photo, and a picture too large to decode, is shown by the picture it carries of itself."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from desktop.media.decoding import decode, opening
from desktop.media.decoding.decoder import THUMBNAIL, Decoded, DecoderPool
from desktop.media.decoding.wire import Problem, Reply
from desktop.media.formats import heif_items
from desktop.media.formats.previews import raw_type
from desktop.model.media import can_be_shown
from tests.unit.media import hostile
from tests.unit.media.formats.tiffs import (
    ASCII,
    LONG,
    SHORT,
    UNDEFINED,
    Directory,
    beneath,
    box,
    tiff,
)

SMALL = hostile.jpeg((64, 48))
LARGE = hostile.jpeg((320, 240))
MAKE, ORIENTATION, INTERPRETATION, SENSOR = 271, 274, 262, 32803
CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")


def jpeg_at(place: int, length: int) -> Directory:
    return {513: (LONG, (place,)), 514: (LONG, (length,))}


def nef(make: bytes = b"NIKON CORPORATION\0", turned: int = 1) -> bytes:
    """A small picture and a large one, and a directory of what the sensor saw."""
    return tiff(
        {
            MAKE: (ASCII, make),
            ORIENTATION: (SHORT, (turned,)),
            **jpeg_at(-1, len(SMALL)),
        },
        {INTERPRETATION: (SHORT, (SENSOR,))},
        jpeg_at(-1 - len(SMALL), len(LARGE)),
        behind=SMALL + LARGE,
    )


def raf() -> bytes:
    head = b"FUJIFILMCCD-RAW ".ljust(84, b"\0") + struct.pack(">II", 100, len(LARGE))
    return head.ljust(100, b"\0") + LARGE


def rw2() -> bytes:
    return tiff({0x002E: (UNDEFINED, LARGE), MAKE: (ASCII, b"Panasonic\0")}, mark=b"IIU\0")


def orf() -> bytes:
    """Its preview is named in the maker note, by places that count from the note's start."""
    head = b"OLYMPUS\0II\x03\0"
    settings = len(head) + 2 + 12 + 4
    note = head + beneath({0x2020: (LONG, (settings,))}, len(head))
    size = 2 + 2 * 12 + 4
    note += beneath({0x101: (LONG, (settings + size,)), 0x102: (LONG, (len(LARGE),))}, settings)
    exif = 8 + 2 + 12 + 4
    main = beneath({0x8769: (LONG, (exif,))}, 8)
    return b"IIRO" + struct.pack("<I", 8) + main + beneath({37500: (UNDEFINED, note)}, exif) + LARGE


def cr3(*, with_preview: bool = True) -> bytes:
    main = tiff({MAKE: (ASCII, b"Canon\0"), 272: (ASCII, b"Canon Invented\0")})
    exif = tiff({0x9003: (ASCII, b"2021:05:12 12:21:21\0")})
    movie = box(b"moov", box(b"uuid", CANON, box(b"CMT1", main), box(b"CMT2", exif)))
    preview = box(b"uuid", PREVIEW, bytes(8), box(b"PRVW", bytes(16), LARGE))
    return box(b"ftyp", b"crx \0\0\0\1crx isom") + movie + (preview if with_preview else b"")


RAWS = {
    "image/x-nikon-nef": nef,
    "image/x-fujifilm-raf": raf,
    "image/x-panasonic-rw2": rw2,
    "image/x-olympus-orf": orf,
    "image/x-canon-cr3": cr3,
}


def decoded(pool: DecoderPool, data: bytes) -> Decoded:
    return pool.submit(data).result(timeout=60)


@pytest.mark.parametrize("kind", RAWS)
def test_the_largest_picture_of_a_raw_photo_is_shown_and_marked(
    pool: DecoderPool, kind: str
) -> None:
    found = decoded(pool, RAWS[kind]())
    assert (found.media_type, found.problem) == (kind, Problem.PREVIEW)
    assert found.picture is not None
    assert (found.picture.width, found.picture.height) == (256, 192), "the larger one"
    assert not found.width, "how large the photo is was not read"
    assert can_be_shown(Problem.PREVIEW)


def test_a_raw_photo_is_named_by_its_maker() -> None:
    assert raw_type(nef(b"SONY\0")) == "image/x-sony-arw"
    assert raw_type(nef(b"PENTAX Corporation\0")) == "image/x-pentax-pef"
    assert raw_type(nef(b"Nobody\0")) == "image/x-raw"
    assert raw_type(tiff({50706: (UNDEFINED, b"\1\4\0\0"), 259: (SHORT, (1,))})).endswith("dng")
    assert not raw_type(hostile.saved(Image.new("RGB", (8, 8)), "TIFF"))
    assert not raw_type(SMALL)


def test_what_a_cr3_says_is_read_without_its_preview(pool: DecoderPool) -> None:
    found = decoded(pool, cr3(with_preview=False))
    assert (found.problem, found.picture) == (Problem.NOT_A_PICTURE, None)
    assert found.captured_at == "2021:05:12 12:21:21"
    assert "Canon Invented" in [item.value for item in found.metadata]


def test_a_preview_stands_as_the_photo_does(pool: DecoderPool) -> None:
    found = decoded(pool, nef(turned=6))
    assert found.picture is not None
    assert (found.picture.width, found.picture.height) == (192, 256)


def test_data_of_a_sensor_packed_as_jpeg_are_no_preview(pool: DecoderPool) -> None:
    lossless = LARGE.replace(b"\xff\xc0", b"\xff\xc3", 1)
    found = decoded(pool, nef().replace(LARGE, lossless))
    assert found.picture is not None
    assert found.picture.width == 64


def test_a_raw_photo_that_breaks_off_is_called_incomplete(pool: DecoderPool) -> None:
    cut = nef().replace(LARGE, b"")
    assert decoded(pool, cut).problem is Problem.INCOMPLETE


def test_a_place_that_leads_nowhere_is_no_preview(pool: DecoderPool) -> None:
    lost = tiff(
        {MAKE: (ASCII, b"NIKON\0"), INTERPRETATION: (SHORT, (SENSOR,)), **jpeg_at(2**31, 500)}
    )
    assert decoded(pool, lost).picture is None


def last_of(data: bytes) -> tuple[Reply, bytes]:
    *_facts, last = decode.decode(THUMBNAIL, data)
    return last


@pytest.mark.parametrize(
    ("form", "options"), [("JPEG", {"progressive": True}), ("WEBP", {"lossless": True})]
)
def test_a_picture_too_large_is_shown_by_the_one_in_its_exif(
    form: str, options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = b"Exif\0\0" + tiff({ORIENTATION: (SHORT, (6,))}, jpeg_at(-1, len(SMALL)), behind=SMALL)
    image = Image.effect_noise((96, 64), 50).convert("RGB")
    data = hostile.saved(image, form, exif=exif, **options)
    monkeypatch.setattr(opening, "MOST_MEMORY", 1000)
    said, picture = last_of(data)
    assert said.problem is Problem.PREVIEW
    assert (said.width, said.height) == (64, 96), "of the whole picture, as it stands"
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.size == (48, 64)


@pytest.mark.parametrize("wide", [False, True])
def test_the_thumbnail_of_a_heif_is_put_in_the_place_of_its_picture(wide: bool) -> None:
    number, version = (">I", 1) if wide else (">H", 0)
    full = struct.pack(">I", version << 24)

    def numbered(*values: int) -> bytes:
        return b"".join(struct.pack(number, value) for value in values)

    def a_heif(shown: int) -> bytes:
        other = box(b"auxl", numbered(7), b"\0\1", numbered(5))
        small = box(b"thmb", numbered(6), b"\0\1", numbered(5))
        references = box(b"iref", full, other, small)
        meta = box(b"meta", bytes(4), box(b"pitm", full, numbered(shown)), references)
        return box(b"ftyp", b"heic") + meta

    assert heif_items.with_thumbnail_first(a_heif(5)) == a_heif(6)
    assert heif_items.with_thumbnail_first(a_heif(9)) is None, "of another picture"


def test_a_heif_without_a_thumbnail_has_none(shared_data: Path) -> None:
    data = (shared_data / "faults" / "heic_two_320x240.heic").read_bytes()
    assert heif_items.with_thumbnail_first(data) is None, "it has two pictures and no thumbnail"
    assert heif_items.with_thumbnail_first(hostile.jpeg()) is None
