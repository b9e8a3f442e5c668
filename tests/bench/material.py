"""Photos and words to measure with: made here, the same every time, nobody's."""

from __future__ import annotations

import io
import itertools
import random
import re
from functools import cache
from pathlib import Path

PHOTO_BYTES = 5_000_000
_JPEG_START = b"\xff\xd8"
_COMMENT = b"\xff\xfe"


def write_photos(folder: Path, count: int) -> list[Path]:
    """``count`` JPEG files of about 5 MB and 12 megapixels, all different in their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    base = _photo()
    paths = [folder / f"IMG_{number:05d}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(with_comment(base, f"photo {number}".encode()))
    return paths


def _photo() -> bytes:
    """A 12-megapixel picture with camera-like noise, at the quality nearest to 5 MB."""
    from PIL import Image

    size = (4000, 3000)
    noise = Image.effect_noise(size, 40)
    slope = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (noise, slope, Image.blend(noise, slope, 0.5)))
    candidates = (_encoded(image, quality) for quality in range(30, 96, 5))
    return min(candidates, key=lambda data: abs(len(data) - PHOTO_BYTES))


def _encoded(image: object, quality: int) -> bytes:
    from PIL import Image

    assert isinstance(image, Image.Image)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def with_comment(jpeg: bytes, comment: bytes) -> bytes:
    """The same picture in other bytes."""
    length = (len(comment) + 2).to_bytes(2, "big")
    return _JPEG_START + _COMMENT + length + comment + jpeg[2:]


def words(seed: int, count: int) -> list[str]:
    """``count`` invented words, spread as in speech (Zipf–Mandelbrot): few common, most rare."""
    vocabulary, weights = _vocabulary()
    return random.Random(seed).choices(vocabulary, cum_weights=weights, k=count)


_STARTS = re.findall(r"\w+", "пра зва ста кра мо лі ве го ну бя до се ры та жы па на вы за ад")
_ENDS = re.findall(r"\w+", "ла ка ня ць ў шы га ны ту ра зе мі ва ліся дзе кі ча")


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """40,000 words, the most frequent first, and how often up to each of them any is said."""
    chance = random.Random(1)
    made: dict[str, None] = {}
    while len(made) < 40_000:
        made["".join(chance.choices(_STARTS, k=chance.randint(1, 3))) + chance.choice(_ENDS)] = None
    return list(made), list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(made))))
