"""Where a file carries its manifests (C2PA 2.1, appendix A), and their boxes (ISO 19566-5)."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from desktop.media.formats import tiff, webp
from desktop.media.formats.boxes import Box, boxes
from desktop.media.formats.png import chunks
from desktop.media.metadata.carried import placed_segments
from desktop.media.metadata.directories import is_tiff

_UUID: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_TIFF: Final = 52545
_APP11: Final = 0xEB
_MANIFEST: Final = b"manifest\0"
_KIND: Final = 17
"""Bytes of a description box before its label: a type, and what it has beside."""
_MOST_PIECES: Final = 4096


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


@dataclass(frozen=True, slots=True)
class Store:
    """``boxes``: those of the manifests. ``places``: start and end in the file of each piece of the
    container that holds nothing but them, its head included."""

    boxes: bytes = b""
    places: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.boxes)


def labelled(data: bytes) -> Iterator[Labelled]:
    """Each box of boxes with its label."""
    for box in boxes(data):
        if box.kind == b"jumb":
            held = box.of(data)
            described = next((one.of(held) for one in boxes(held) if one.kind == b"jumd"), b"")
            label = described[_KIND:].split(b"\0", 1)[0].decode("utf-8", "replace")
            yield Labelled(label, held)


def store_of(data: bytes) -> Store:
    """The manifests that a file carries; none where it has none."""
    if data.startswith(b"\xff\xd8\xff"):
        return _of_jpeg(data)
    if data.startswith(b"\x89PNG"):
        return _of_png(data)
    if data[4:8] == b"ftyp":
        return next(filter(None, (_of_box(data, box) for box in boxes(data))), Store())
    if data[:4] == b"RIFF":
        return _of_webp(data)
    if is_tiff(data):
        return _of_tiff(data)
    return Store()


def _of_jpeg(data: bytes) -> Store:
    """In pieces, each behind two letters, the number of its box and its own (ISO 19566-5, D.2)."""
    found = defaultdict[bytes, list[tuple[int, int]]](list)
    for marker, at, end in placed_segments(data):
        if marker == _APP11 and data[at + 4 : at + 6] == b"JP" and end - at > 20:
            found[data[at + 6 : at + 8]].append((at, end))
    for places in found.values():
        (first, _end), kept = places[0], places[:_MOST_PIECES]
        if data[first + 24 : first + 32] == b"jumdc2pa":
            # Each piece begins as the box does, with its length and kind.
            rest = b"".join(data[at + 20 : end] for at, end in kept)
            return Store(data[first + 12 : first + 20] + rest, tuple(kept))
    return Store()


def _of_png(data: bytes) -> Store:
    found = ((at, end) for kind, at, end in chunks(data) if kind == b"caBX")
    places = tuple(islice(found, _MOST_PIECES))
    return Store(b"".join(data[at + 8 : end - 4] for at, end in places), places)


def _of_webp(data: bytes) -> Store:
    for at, length in webp.placed_chunks(data):
        if data[at : at + 4] == b"C2PA":
            start = at + 8
            return Store(data[start : start + length], ((at, start + length + length % 2),))
    return Store()


def _of_tiff(data: bytes) -> Store:
    for each in tiff.directories(data):
        if held := each.bytes_of(_TIFF):
            return Store(held, (each.place_of(_TIFF),))
    return Store()


def _of_box(data: bytes, box: Box) -> Store:
    held = box.of(data) if box.kind == b"uuid" else b""
    if held[:16] != _UUID or not held[20:].startswith(_MANIFEST):
        return Store()
    # Behind the purpose stands a place of a tree of hashes.
    return Store(held[20 + len(_MANIFEST) + struct.calcsize(">Q") :], ((box.at, box.end),))
