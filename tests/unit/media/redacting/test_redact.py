"""A covered part is in the new file in no way, and of what cannot be read whole nothing is
covered."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat, PngImagePlugin

from desktop.errors import NotRedactable
from desktop.media.decoding.decoder import DecoderPool
from desktop.media.formats.plain_jpeg import plain_size
from desktop.media.redacting.parts import MOST_COVERS, Cover, Manner, WhyNot
from desktop.media.redacting.pictures import MOST_PIXELS
from desktop.media.redacting.redact import redact
from desktop.model.values.area import Area
from desktop.vocabulary import vocabulary
from tests.unit.media import hostile

SIZE = (400, 300)
FACE = (160, 120, 240, 180)
"""In pixels: the part that is covered."""
OF_FACE = Area(4000, 4000, 2000, 2000).outline
SAID = "Прыдуманая таямніца"
Save = Callable[[Image.Image], bytes]


def scene(secret: str, mode: str = "RGB") -> Image.Image:
    """A landscape, and within the face a code of its own."""
    image = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    image.paste((90, 160, 60), (0, 200, *SIZE))
    draw = ImageDraw.Draw(image)
    bits = f"{int.from_bytes(secret.encode('utf-8')):0128b}"
    for number, bit in enumerate(bits[-96:]):
        left, top = FACE[0] + 6 * (number % 12), FACE[1] + 7 * (number // 12)
        draw.rectangle((left, top, left + 5, top + 6), (255, 0, 0) if bit == "1" else (0, 0, 255))
    return image.convert(mode)


def as_jpeg(**options: object) -> Save:
    """With everything that a camera and a person write into one, and a small picture of it."""

    def save(image: Image.Image) -> bytes:
        exif = Image.Exif()
        exif[0x010E] = SAID
        exif.get_ifd(0x8825)[1] = "N"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        more = {"exif": exif, "icc_profile": profile, "comment": SAID.encode(), **options}
        return hostile.saved(image, "JPEG", xmp=SAID.encode(), **more)

    return save


def as_png(**options: object) -> Save:
    def save(image: Image.Image) -> bytes:
        said = PngImagePlugin.PngInfo()
        said.add_itxt("Comment", SAID)
        return hostile.saved(image, "PNG", pnginfo=said, **options)

    return save


def plainly(form: str, mode: str = "RGB", **options: object) -> Save:
    return lambda image: hostile.saved(image.convert(mode), form, **options)


def with_pages(image: Image.Image) -> bytes:
    """The first page is another picture, and shows the face whole."""
    other = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return hostile.saved(image, "TIFF", save_all=True, append_images=[other])


def with_gain_map(image: Image.Image) -> bytes:
    """As HDR cameras write it: a second picture of all of it behind the first."""
    return hostile.saved(image, "MPO", save_all=True, append_images=[image.resize((200, 150))])


SAME = {
    "JPEG": as_jpeg(),
    "JPEG, all colours": as_jpeg(subsampling=0),
    "JPEG, colours halved along": as_jpeg(subsampling=1),
    "JPEG in scans": as_jpeg(progressive=True),
    "JPEG, coarse": as_jpeg(quality=20),
    "JPEG in CMYK": plainly("JPEG", "CMYK"),
    "grey JPEG": plainly("JPEG", "L"),
    "JPEG with a gain map": with_gain_map,
    "PNG": as_png(),
    "PNG in RGBA": lambda image: as_png()(image.convert("RGBA")),
    "PNG in sixteen bits": plainly("PNG", "I;16"),
    "TIFF": plainly("TIFF"),
    "TIFF of pages": with_pages,
    "BMP": plainly("BMP"),
    "WebP without loss": plainly("WEBP", lossless=True),
}
"""Formats in which a part is stored by itself: of two originals that differ there alone, the rest
is the same."""
SPREADING = {
    "WebP": plainly("WEBP"),
    "AVIF": plainly("AVIF"),
    "GIF": plainly("GIF"),
}
"""Formats that store the rest otherwise where the part is another: only that is left of it."""


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("save", [pytest.param(each, id=name) for name, each in SAME.items()])
def test_two_secrets_cannot_be_told_apart(save: Save, manner: Manner, pool: DecoderPool) -> None:
    """Byte for byte: so no decoder, no extraction and no search finds anything of either."""
    cover = Cover(OF_FACE, 0, manner)
    first, second = (save(scene(secret)) for secret in ("одно", "другое"))
    assert first != second
    assert redact(first, (cover,), pool) == redact(second, (cover,), pool)


@pytest.mark.parametrize(
    "save",
    [pytest.param(each, id=name) for name, each in (SAME | SPREADING).items()],
)
def test_nothing_is_seen_in_the_part_and_the_rest_stays(save: Save, pool: DecoderPool) -> None:
    original = save(scene("код"))
    made = redact(original, (Cover(OF_FACE),), pool)
    assert (made.width, made.height) == SIZE
    with Image.open(io.BytesIO(made.data)) as image, Image.open(io.BytesIO(original)) as before:
        covered = image.convert("RGB").crop(FACE)
        assert max(high for _low, high in covered.getextrema()) < 12  # type: ignore[misc]
        left = (0, 0, 120, SIZE[1])
        shown = before.convert("L", dither=None).crop(left)
        if before.mode != "I;16":
            away = ImageChops.difference(shown, image.convert("L").crop(left))
            assert ImageStat.Stat(away).mean[0] < 5


@pytest.mark.parametrize("name", ["JPEG", "JPEG with a gain map", "PNG", "TIFF of pages"])
def test_the_new_file_holds_pixels_alone(name: str, pool: DecoderPool, tmp_path: Path) -> None:
    original = SAME[name](scene("код"))
    made = redact(original, (Cover(OF_FACE),), pool)
    assert plain_size(made.data) == SIZE
    assert SAID.encode() not in made.data
    if (exiftool := shutil.which("exiftool")) is None:
        pytest.skip("exiftool is not here")
    path = tmp_path / "made.jpg"
    path.write_bytes(made.data)
    asked = [exiftool, "-G", "-s", "-a", "-u", "-ee", str(path)]
    told = subprocess.run(
        asked, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    groups = {line[1:].split("]")[0] for line in told.splitlines()}
    assert groups <= {"ExifTool", "File", "JFIF", "Composite"}


@pytest.mark.parametrize("turn", range(1, 9))
def test_the_part_is_where_it_is_shown(turn: int, pool: DecoderPool) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    stored = scene("код")
    original = hostile.saved(stored, "JPEG", exif=exif, quality=95)
    made = redact(original, (Cover(Area(0, 0, 3000, 2000).outline),), pool)
    with Image.open(io.BytesIO(made.data)) as image:
        grey = image.convert("L")
        black = grey.crop((0, 0, round(0.3 * made.width), round(0.2 * made.height)))
        assert ImageStat.Stat(black).mean[0] < 4
        beyond = grey.crop((round(0.45 * made.width), made.height // 2, made.width, made.height))
        assert ImageStat.Stat(beyond).mean[0] > 40
    assert (made.width > made.height) == (turn < 5)


def test_the_page_that_was_meant_is_what_is_left(pool: DecoderPool) -> None:
    original = with_pages(scene("код"))
    made = redact(original, (Cover(OF_FACE, 2),), pool)
    with Image.open(io.BytesIO(made.data)) as image:
        first = redact(original, (Cover(OF_FACE, 1),), pool)
        with Image.open(io.BytesIO(first.data)) as turned:
            back = turned.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            assert ImageStat.Stat(ImageChops.difference(back, image.convert("RGB"))).mean[0] < 3


def test_what_lies_behind_transparent_pixels_is_gone(pool: DecoderPool) -> None:
    image = scene("код").convert("RGBA")
    image.putalpha(0)
    made = redact(hostile.saved(image, "PNG"), (Cover(Area(0, 0, 100, 100).outline),), pool)
    with Image.open(io.BytesIO(made.data)) as seen:
        assert min(low for low, _high in seen.crop(FACE).getextrema()) > 250  # type: ignore[misc]


def film() -> bytes:
    other = scene("два")
    return hostile.saved(scene("раз"), "GIF", save_all=True, append_images=[other])


REFUSED: dict[str, tuple[Callable[[], bytes], tuple[Cover, ...], WhyNot]] = {
    "no part": (hostile.jpeg, (), WhyNot.NOTHING_MARKED),
    "too many parts": (
        hostile.jpeg,
        (Cover(OF_FACE),) * (MOST_COVERS + 1),
        WhyNot.NOTHING_MARKED,
    ),
    "a part of no width": (
        hostile.jpeg,
        (Cover("5,5 5,80 5,40"),),
        WhyNot.NOTHING_MARKED,
    ),
    "outside of the picture": (
        hostile.jpeg,
        (Cover("5,5 5,80 10001,40"),),
        WhyNot.NOTHING_MARKED,
    ),
    "two pages": (
        lambda: with_pages(scene("код")),
        (Cover(OF_FACE, 1), Cover(OF_FACE, 2)),
        WhyNot.SEVERAL_PAGES,
    ),
    "no such page": (
        lambda: with_pages(scene("код")),
        (Cover(OF_FACE, 3),),
        WhyNot.NO_SUCH_PAGE,
    ),
    "a second page of a photo": (
        hostile.jpeg,
        (Cover(OF_FACE, 2),),
        WhyNot.NO_SUCH_PAGE,
    ),
    "a film": (film, (Cover(OF_FACE),), WhyNot.MOVES),
    "a moving PNG": (
        lambda: hostile.saved(
            scene("раз"), "PNG", save_all=True, append_images=[scene("два"), scene("три")]
        ),
        (Cover(OF_FACE),),
        WhyNot.MOVES,
    ),
    "half a JPEG": (lambda: hostile.jpeg()[:-400], (Cover(OF_FACE),), WhyNot.DAMAGED),
    "half a PNG": (
        lambda: hostile.saved(scene("код"), "PNG")[:-200],
        (Cover(OF_FACE),),
        WhyNot.DAMAGED,
    ),
    "text": (lambda: b"not a picture", (Cover(OF_FACE),), WhyNot.OTHER_KIND),
    "PDF": (lambda: b"%PDF-1.4\n%%EOF", (Cover(OF_FACE),), WhyNot.OTHER_KIND),
    "nothing": (lambda: b"", (Cover(OF_FACE),), WhyNot.OTHER_KIND),
    "a bomb": (lambda: hostile.png_bomb(20_000), (Cover(OF_FACE),), WhyNot.TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_covered_whole_is_refused_with_the_reason(
    name: str, pool: DecoderPool
) -> None:
    make, covers, why = REFUSED[name]
    with pytest.raises(NotRedactable) as refused:
        redact(make(), covers, pool)
    assert refused.value.reason == why.value
    # The child is there for the next one.
    assert redact(hostile.jpeg(), (Cover(OF_FACE),), pool).width == 640


def test_of_a_jpeg_that_is_too_large_there_is_room_for_half(pool: DecoderPool) -> None:
    side = round(MOST_PIXELS**0.5) + 500
    original = hostile.saved(Image.new("RGB", (side, side), (200, 40, 90)), "JPEG")
    made = redact(original, (Cover(OF_FACE),), pool)
    assert (made.width, made.height) == (-(-side // 2),) * 2


def test_what_the_codes_mean_is_said() -> None:
    assert set(vocabulary("redaction_refusal").codes) == set(WhyNot)
    assert set(vocabulary("redaction_manner").codes) == set(Manner)
