"""Files that somebody made to hurt, or that a bad stick made by itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image


def jpeg(size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """A whole, harmless JPEG."""
    out = io.BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB")
    image.save(out, "JPEG", **options)
    return out.getvalue()


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """``image`` as a file of the named format."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int, data: bytes = b"", colour: int = 2) -> bytes:
    """A PNG whose header says so many pixels; ``data`` is what follows, compressed."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    pieces = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + pieces


def png_bomb(side: int) -> bytes:
    """A true PNG of side × side transparent black pixels."""
    compress = zlib.compressobj(1)
    row = b"\0" + bytes(side * 4)
    data = b"".join(compress.compress(row) for _ in range(side)) + compress.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    pieces = _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + pieces


def png_text_bomb() -> bytes:
    """A small PNG with a compressed comment that unpacks to 50 MB."""
    comment = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000), 1))
    plain = saved(Image.new("RGB", (8, 8)), "PNG")
    return plain[:33] + comment + plain[33:]


def tiff(width: int, height: int) -> bytes:
    """A TIFF of nothing but a directory that says so many pixels."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 4, 1, height),
        (279, 4, 1, 16),
    ]
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    return b"II*\0" + struct.pack("<I", 8) + directory


def endless_gif() -> bytes:
    """A GIF of 4,000 frames that says it repeats for ever, cut off before its end."""
    frame = saved(Image.new("P", (600, 600), 3), "GIF", loop=0)
    start = frame.index(b"\x2c")
    return frame[:start] + frame[start:-1] * 4000


def zip_file() -> bytes:
    """An archive, to be named like a photo."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("photo.jpg", bytes(1_000_000))
    return out.getvalue()


def looping_exif() -> bytes:
    """A JPEG whose EXIF directory names itself as the next one and as its own sub-directory."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    directory = struct.pack("<H", 1) + entry + struct.pack("<I", 8)
    exif = b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    whole = jpeg((32, 32))
    return whole[:2] + segment + whole[2:]


def talkative() -> bytes:
    """A JPEG that says more of itself than is kept: hundreds of fields, long values, one long
    packet."""
    exif = Image.Exif()
    for number in range(500):
        exif[0xC800 + number] = "Яна сказала. " * (2 if number % 9 else 8)
    packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + "словы і " * 3_000 + "</x:xmpmeta>"
    return jpeg(exif=exif, xmp=packet.encode())
