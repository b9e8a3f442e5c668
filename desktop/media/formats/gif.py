"""The blocks of a GIF (GIF89a). In the child process only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

TRAILER: Final = 0x3B
_EXTENSION, _IMAGE = 0x21, 0x2C
_CONTROL: Final = b"\x21\xf9\x04"
"""How what says of an image which colour is transparent begins; it is eight bytes long."""
_CONTROL_SIZE: Final = 8
_HEAD: Final = 13


def blocks(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of each up to the trailer; bytes of no kind are passed over, and the last
    one may end behind the file."""
    at = _HEAD + _colours(data[10]) if len(data) > _HEAD else len(data)
    while at < len(data):
        kind, start, at = data[at], at, at + 1
        if kind == _EXTENSION:
            at = _behind_pieces(data, at + 1)
        elif kind == _IMAGE:
            if at + 9 > len(data):
                return
            at = _behind_pieces(data, at + 10 + _colours(data[at + 8]))
        yield kind, start, at
        if kind == TRAILER:
            return


def pixels_alone(data: bytes) -> bytes:
    """The same pictures without comments and what applications say."""
    kept, at = list[bytes](), 0
    for kind, start, end in blocks(data):
        control = data.startswith(_CONTROL, start) and end - start == _CONTROL_SIZE
        if kind == _EXTENSION and not control:
            kept.append(data[at:start])
            at = end
    return b"".join((*kept, data[at:]))


def _colours(flags: int) -> int:
    """Bytes of the table of colours that such flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind_pieces(data: bytes, at: int) -> int:
    """Where a chain of pieces, each behind its length, has ended: behind one of no length."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
