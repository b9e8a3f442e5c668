"""Pictures whose names, comments and metadata hold canaries: pixels cannot be searched."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, PngImagePlugin

from tests.journey.canary_fill import CYRILLIC, LATIN, text

_EXIF_TEXTS = {
    0x010E: "ImageDescription",
    0x013B: "Artist",
    0x8298: "Copyright",
    0x0131: "Software",
}


def write_photos(folder: Path) -> list[Path]:
    """Three pictures and a damaged one. Their names are canaries too."""
    folder.mkdir()
    jpeg = _jpeg()
    contents = {
        f"{LATIN} first.jpg": jpeg,
        f"{CYRILLIC} другі.png": _png(),
        f"{LATIN} damaged.jpg": jpeg[: len(jpeg) // 2],
        f"{LATIN} no picture.txt": text("a file that is no picture").encode("utf-16"),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in contents]


def _jpeg() -> bytes:
    image = Image.radial_gradient("L").resize((640, 480)).convert("RGB")
    exif = Image.Exif()
    for tag, name in _EXIF_TEXTS.items():
        exif[tag] = text(f"EXIF {name}").encode("utf-8").decode("latin-1")
    out = io.BytesIO()
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{text('XMP')}</x:xmpmeta>".encode()
    image.save(out, "JPEG", exif=exif, comment=text("JPEG comment").encode(), xmp=packet)
    return out.getvalue()


def _png() -> bytes:
    image = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text("PNG text"))
    info.add_itxt("Deflated", text("PNG deflated text") * 3, zip=True)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info)
    return out.getvalue()
