"""Drawn pictures with invented camera data, for the sample vault, demos and tests.

Nothing here is a photo of anybody or any place. Each picture is drawn from its number
alone, so that it is the same on every machine.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageDraw, PngImagePlugin

SIZE = (1600, 1200)
_SAVED = (1200, 900)
MOTIFS = ("street", "paper", "room", "border", "factory")
_SKIES = ("#c9d6e2", "#e3d9c8", "#b9c7cf", "#d9cfd6", "#c4d3c6")
_WALLS = ("#a39b8f", "#8d96a0", "#b3a596", "#9aa39a", "#8f8a9a")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as a file: ``data`` is a JPEG with EXIF and GPS, or a PNG with a comment."""

    name: str
    data: bytes


def draw(motif: str, number: int, name: str) -> Drawing:
    """A drawing of one of ``MOTIFS``; a name that ends in ``.png`` makes a PNG."""
    chance = random.Random(number)  # noqa: S311 - a picture, not a secret
    image = Image.new("RGB", SIZE, chance.choice(_SKIES))
    _PAINTERS[motif](ImageDraw.Draw(image), chance)
    # Drawn larger than it is saved, which smooths the edges.
    image = image.resize(_SAVED, Image.Resampling.BILINEAR)
    save = _png if name.endswith(".png") else _jpeg
    return Drawing(name, save(image, number))


def _street(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    x = -40
    while x < width:
        wide, tall = chance.randint(160, 320), chance.randint(420, 860)
        wall = chance.choice(_WALLS)
        pen.rectangle((x, height - 260 - tall, x + wide, height - 260), wall)
        _windows(pen, chance, (x, height - 260 - tall, x + wide, height - 300))
        x += wide + chance.randint(0, 24)
    pen.rectangle((0, height - 260, width, height), "#7d7a74")
    pen.polygon(
        [(620, height), (760, height - 260), (840, height - 260), (1000, height)], "#8f8c85"
    )


def _windows(
    pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]
) -> None:
    left, top, right, bottom = box
    for y in range(top + 36, bottom - 70, 92):
        for x in range(left + 26, right - 50, 66):
            pen.rectangle((x, y, x + 34, y + 50), chance.choice(("#f2e2b0", "#5e6a75", "#6b7580")))


def _paper(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 0, *SIZE), "#6f5a45")
    pen.polygon([(380, 90), (1240, 120), (1210, 1130), (350, 1090)], "#f4f0e6")
    for y in range(230, 1000, 44):
        end = chance.randint(780, 1120)
        hidden = chance.random() < 0.2
        pen.rectangle((460, y, end, y + (26 if hidden else 8)), "#22252b" if hidden else "#9b968c")
    pen.ellipse((960, 880, 1110, 1030), outline="#6f7fa8", width=7)


def _room(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    pen.rectangle((0, 0, *SIZE), "#ece7da")
    pen.polygon([(0, 0), (520, 360), (520, 820), (0, height)], "#d9d3c2")
    pen.polygon([(width, 0), (1080, 360), (1080, 820), (width, height)], "#d3cdbc")
    pen.polygon([(0, height // 2), (520, 590), (520, 820), (0, height)], "#9fb7a0")
    pen.polygon([(width, height // 2), (1080, 590), (1080, 820), (width, height)], "#98b09a")
    pen.polygon([(0, height), (520, 820), (1080, 820), (width, height)], "#8d8576")
    for x in (120, 260, 380):
        pen.line((x, 300, x, 900 - x // 4), "#5d6470", width=chance.randint(4, 7))
    pen.rectangle((740, 430, 860, 820), "#6a6258")


def _border(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    for step in range(12):
        shade = 150 - step * 6
        y = 480 + step * 12
        points = [(x, y + chance.randint(-26, 26)) for x in range(0, width + 80, 80)]
        pen.polygon([(0, height), *points, (width, height)], (shade - 30, shade, shade - 44))
    pen.polygon([(560, height), (770, 640), (830, 640), (1080, height)], "#a39a8a")
    for x in range(40, width, 110):
        pen.line((x, 560, x, 700), "#4c4a45", width=6)
        pen.line((x, 590, x + 110, 590), "#6a6862", width=3)
        pen.line((x, 640, x + 110, 640), "#6a6862", width=3)


def _factory(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((200, 160, 1400, 1040), "#dfe4e8")
    pen.rectangle((200, 160, 1400, 330), "#5b7a9d")
    pen.rectangle((290, 430, 640, 880), "#b7bdc4")
    pen.ellipse((395, 490, 535, 640), fill="#8a929b")
    pen.pieslice((340, 660, 590, 1000), 180, 360, fill="#8a929b")
    for y in range(460, 880, 70):
        pen.rectangle((720, y, chance.randint(1000, 1280), y + 16), "#7d868f")
    pen.rectangle((720, 900, 1180, 950), "#22252b")


_PAINTERS = {
    "street": _street,
    "paper": _paper,
    "room": _room,
    "border": _border,
    "factory": _factory,
}


def _jpeg(image: Image.Image, number: int) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Drawn"
    exif[ExifTags.Base.Model] = "Sample camera (invented)"
    exif[ExifTags.Base.Orientation] = 1
    details = exif.get_ifd(ExifTags.IFD.Exif)
    taken = f"2021:09:{1 + number % 28:02}"
    details[int(ExifTags.Base.DateTimeOriginal)] = f"{taken} 14:{number % 60:02}:00"
    details[int(ExifTags.Base.UserComment)] = b"ASCII\0\0\0Invented, for looking around"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(_position(number))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def _position(number: int) -> dict[int, object]:
    """A point in the open Baltic Sea, where nobody lives."""
    return {
        int(ExifTags.GPS.GPSLatitudeRef): "N",
        int(ExifTags.GPS.GPSLatitude): (56.0, 10.0 + number % 20, 0.0),
        int(ExifTags.GPS.GPSLongitudeRef): "E",
        int(ExifTags.GPS.GPSLongitude): (18.0, 30.0, float(number % 60)),
        int(ExifTags.GPS.GPSMapDatum): "WGS-84",
    }


def _png(image: Image.Image, number: int) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", f"Drawing {number}, invented, for looking around")
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=notes)
    return out.getvalue()
