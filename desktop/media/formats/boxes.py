"""The boxes of ISO 14496-12: HEIF, AVIF, CR3, JPEG XL, JPEG 2000, MP4. In the child process only.

Only where things lie is read; what lies there is the business of others.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST: Final = 10_000
"""Boxes that are looked at in one row."""
_HEAD: Final = struct.Struct(">I4s")
_WIDE: Final = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Box:
    """``at``: where it begins, its head included. ``start``, ``end``: what it holds."""

    kind: bytes
    at: int
    start: int
    end: int

    def of(self, data: bytes) -> bytes:
        """What it holds."""
        return data[self.start : self.end]


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes in a row; one that is longer than there is room ends with the room."""
    limit = len(data) if end is None else min(end, len(data))
    for box in _announced(data, start, limit):
        yield Box(box.kind, box.at, box.start, min(box.end, limit))


def ends_with_a_box(data: bytes) -> bool:
    """Whether the file ends where its last box says that it does."""
    end = 0
    for box in _announced(data, 0, len(data)):
        end = box.end
    return 0 < end == len(data)


def _announced(data: bytes, start: int, limit: int) -> Iterator[Box]:
    """The same, each as long as it says."""
    for _ in range(MOST):
        if start + _HEAD.size > limit:
            return
        size, kind = _HEAD.unpack_from(data, start)
        inside = start + _HEAD.size
        if size == 1 and inside + _WIDE.size <= limit:
            (size,) = _WIDE.unpack_from(data, inside)
            inside += _WIDE.size
        following = limit if size == 0 else start + size
        if following < inside:
            return
        yield Box(kind, start, inside, following)
        start = following


def first(data: bytes, *path: bytes, start: int = 0, end: int | None = None) -> Box | None:
    """The first box at the end of a path of kinds, one within another."""
    found: Box | None = None
    for kind in path:
        found = next((box for box in boxes(data, start, end) if box.kind == kind), None)
        if found is None:
            return None
        start, end = found.start, found.end
    return found
