"""Peak memory of the child that decodes one picture of 120 megapixels, by format.

HEIC is not among them: nothing here writes one. As measured of two photos it takes 6 bytes a pixel.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PIL import Image

from tests.bench.harness import Row, Spread, Table
from tests.peak import peak_of

FLOOR = 700
_SIDES: Final = (12_000, 10_000)
_PROGRESSIVE: Final[Mapping[str, Any]] = {"quality": 50, "progressive": True}
FORMATS: Final[Mapping[str, tuple[str, str, Mapping[str, Any]]]] = {
    "JPEG": ("RGB", "JPEG", {"quality": 50}),
    "JPEG, progressive": ("RGB", "JPEG", _PROGRESSIVE),
    "JPEG, progressive, 4:4:4": ("RGB", "JPEG", {**_PROGRESSIVE, "subsampling": 0}),
    "JPEG, CMYK": ("CMYK", "JPEG", {"quality": 50}),
    "JPEG, CMYK, progressive": ("CMYK", "JPEG", _PROGRESSIVE),
    "PNG": ("RGB", "PNG", {"compress_level": 1}),
    "PNG, transparent": ("RGBA", "PNG", {"compress_level": 1}),
    "PNG, 16 bits": ("I;16", "PNG", {"compress_level": 1}),
    "TIFF": ("RGB", "TIFF", {"compression": "tiff_adobe_deflate"}),
    "TIFF, LZW": ("RGB", "TIFF", {"compression": "tiff_lzw"}),
    "TIFF, CMYK": ("CMYK", "TIFF", {"compression": "jpeg", "quality": 30}),
    "TIFF, JPEG inside": ("RGB", "TIFF", {"compression": "jpeg", "quality": 50}),
    "TIFF, in one strip": ("RGB", "TIFF", {"compression": "tiff_lzw", "strip_size": 1 << 30}),
    "TIFF, 32 bits": ("F", "TIFF", {"compression": "tiff_adobe_deflate"}),
    "WebP": ("RGB", "WEBP", {"quality": 10, "method": 0}),
    "WebP, lossless": ("RGB", "WEBP", {"lossless": True, "quality": 0, "method": 0}),
    "AVIF": ("RGB", "AVIF", {"quality": 10, "speed": 10, "max_threads": 1}),
    "GIF": ("P", "GIF", {}),
    "BMP, 1 bit": ("1", "BMP", {}),
}
"""Mode of Pillow, format and how it is written."""


def measure(folder: Path, table: Table) -> None:
    """Add a row for each format; its name says what came of the picture."""
    small = Image.effect_noise((1200, 1000), 30)
    for name, (mode, form, options) in FORMATS.items():
        path = folder / "picture"
        _in_mode(small, mode).save(path, form, **options)
        peak, said = peak_of(path)
        path.unlink()
        what = f"peak memory, 120 megapixels, {name} ({said.split()[0]})"
        table.add(Row(what, Spread((peak / (1 << 20),)), None, "MiB", FLOOR))


def _in_mode(small: Image.Image, mode: str) -> Image.Image:
    """The noise in another mode, and then as large: pixels of the same colour pack well."""
    if mode == "RGBA":
        ready = Image.merge(mode, (small,) * 4)
    else:
        ready = small.convert("I").convert(mode) if mode == "I;16" else small.convert(mode)
    return ready.resize(_SIDES, Image.Resampling.NEAREST)
