"""What a picture takes to be decoded is asked before: libraries call a lack of memory damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ExifTags, Image

from desktop.media.decoding import decode, opening
from desktop.media.decoding.decoder import THUMBNAIL
from desktop.media.decoding.wire import Problem, Reply
from desktop.media.formats import webp
from desktop.media.formats.jpeg_whole import coefficients
from tests.peak import peak_of
from tests.unit.media import hostile


def noted(form: str, **options: object) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Invented"
    picture = Image.effect_noise((96, 64), 50).convert("RGB")
    return hostile.saved(picture, form, exif=exif, **options)


def answers(data: bytes) -> list[Reply]:
    return [reply for reply, _picture in decode.decode(THUMBNAIL, data)]


def said_of(data: bytes) -> Reply:
    *_facts, last = answers(data)
    return last


LARGE = {
    "JPEG": {"progressive": True},
    "WEBP": {"lossless": True},
}


@pytest.mark.parametrize("form", LARGE)
def test_a_picture_without_room_keeps_its_facts(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = noted(form, **LARGE[form])
    assert said_of(data).problem is None
    monkeypatch.setattr(opening, "MOST_MEMORY", 1000)
    found = said_of(data)
    assert found.problem is Problem.TOO_MUCH_MEMORY
    assert found.media_type == f"image/{form.lower()}"
    assert "Invented" in [item.value for item in found.metadata]


@pytest.mark.parametrize("options", [{"quality": 5}, {"lossless": True}, {"exif": b"Exif\0\0"}])
def test_the_size_of_a_webp_is_read_without_decoding_it(options: dict[str, object]) -> None:
    data = hostile.saved(Image.effect_noise((300, 200), 50).convert("RGB"), "WEBP", **options)
    assert webp.size(data) == (300, 200)
    assert webp.size(hostile.jpeg()) is None


def test_heif_is_asked_by_its_pixels(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (shared_data / "faults" / "heic_two_320x240.heic").read_bytes()
    monkeypatch.setattr(opening, "MOST_MEMORY", 320 * 240 * 9 - 1)
    assert said_of(data).problem is Problem.TOO_MUCH_MEMORY
    monkeypatch.setattr(opening, "MOST_MEMORY", 320 * 240 * 9)
    assert said_of(data).problem is None


@pytest.mark.parametrize(
    ("options", "blocks"),
    [
        ({}, 0),
        ({"progressive": True, "subsampling": 0}, 3 * 12 * 8),
        ({"progressive": True, "subsampling": 2}, 12 * 8 + 2 * 6 * 4),
    ],
)
def test_the_coefficients_of_several_scans_are_counted(
    options: dict[str, object], blocks: int
) -> None:
    assert coefficients(noted("JPEG", **options)) == blocks * 64 * 2


@pytest.mark.slow
@pytest.mark.rare
@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_progressive_pictures_of_120_megapixels_stay_below_700_mebibytes(
    tmp_path: Path, mode: str
) -> None:
    image = Image.effect_noise((1200, 1000), 30).resize((12_000, 10_000)).convert(mode)
    image.save(tmp_path / "a.jpg", quality=50, progressive=True)
    peak, said = peak_of(tmp_path / "a.jpg")
    assert peak < 700 << 20
    assert said.startswith("shown" if mode == "RGB" else "too-much-memory")
