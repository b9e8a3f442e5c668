"""Where a file carries its manifests (C2PA 2.1, appendix A), and their boxes (ISO 19566-5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.media import tiff, webp
from desktop.media.boxes import Box, boxes
from desktop.media.metadata.carried import segments
from desktop.media.metadata.directories import is_tiff
from desktop.media.png import chunks

_UUID: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_TIFF: Final = 52545
_APP11: Final = 0xEB
_MANIFEST: Final = b"manifest\0"
_KIND: Final = 17
"""Bytes of a description box before its label: a type, and what it has beside."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A box of boxes. ``held``: all of it but its head, which is what is hashed."""

    label: str
    held: bytes

    def inside(self) -> Iterator[Labelled]:
        """The boxes of boxes in it."""
        yield from labelled(self.held)

    def content(self, kind: bytes) -> bytes:
        """Of the first box of this kind; b"" where there is none."""
        return next((box.of(self.held) for box in boxes(self.held) if box.kind == kind), b"")


def labelled(data: bytes) -> Iterator[Labelled]:
    """Each box of boxes with its label."""
    for box in boxes(data):
        if box.kind == b"jumb":
            held = box.of(data)
            described = next((one.of(held) for one in boxes(held) if one.kind == b"jumd"), b"")
            label = described[_KIND:].split(b"\0", 1)[0].decode("utf-8", "replace")
            yield Labelled(label, held)


def store_of(data: bytes) -> bytes:
    """The boxes of the manifests that a file carries; b"" where it has none."""
    if data.startswith(b"\xff\xd8\xff"):
        return _of_jpeg(data)
    if data.startswith(b"\x89PNG"):
        return b"".join(data[at + 8 : end - 4] for kind, at, end in chunks(data) if kind == b"caBX")
    if data[4:8] == b"ftyp":
        return next(filter(None, (_of_box(data, box) for box in boxes(data))), b"")
    if data[:4] == b"RIFF":
        return next((held for kind, held in webp.chunks(data) if kind == b"C2PA"), b"")
    if is_tiff(data):
        return next(filter(None, (each.bytes_of(_TIFF) for each in tiff.directories(data))), b"")
    return b""


def _of_jpeg(data: bytes) -> bytes:
    """In pieces, each behind two letters, the number of its box and its own (ISO 19566-5, D.2)."""
    found = dict[bytes, bytes]()
    for marker, held in segments(data):
        if marker == _APP11 and held.startswith(b"JP") and len(held) > 16:
            box = held[2:4]
            found[box] = found[box] + held[16:] if box in found else held[8:]
    return next((held for held in found.values() if held[12:20] == b"jumdc2pa"), b"")


def _of_box(data: bytes, box: Box) -> bytes:
    held = box.of(data) if box.kind == b"uuid" else b""
    if held[:16] != _UUID or not held[20:].startswith(_MANIFEST):
        return b""
    # Behind the purpose stands a place of a tree of hashes.
    return held[20 + len(_MANIFEST) + struct.calcsize(">Q") :]
