"""The files of an interview in a few bytes each, because a plan holds a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Final

from desktop.model.handoff import MediaEntry

_ONE: Final = Struct("<36s32sQ")
_ID: Final = 36

Packed = bytes | tuple[MediaEntry, ...]
"""Files in their order: 76 bytes each, or as they are where an id has another length than those
that this program gives."""

NONE: Final[Packed] = b""


def pack(files: Iterable[tuple[str, str, int]]) -> Packed:
    """Files as (id, SHA-256 in 64 lower-case digits, size in bytes)."""
    rows = [(media_id.encode(), bytes.fromhex(digits), size) for media_id, digits, size in files]
    if any(len(row[0]) != _ID for row in rows):
        return tuple(MediaEntry(row[0].decode(), row[1].hex(), row[2]) for row in rows)
    return b"".join(_ONE.pack(*row) for row in rows)


def entries(packed: Packed) -> tuple[MediaEntry, ...]:
    """The files as a package names them."""
    if isinstance(packed, tuple):
        return packed
    rows = _ONE.iter_unpack(packed)
    return tuple(MediaEntry(id_.decode(), digest.hex(), size) for id_, digest, size in rows)


def count(packed: Packed) -> int:
    """How many files."""
    return len(packed) if isinstance(packed, tuple) else len(packed) // _ONE.size


def contents(packed: Packed) -> Iterator[tuple[bytes, int]]:
    """The SHA-256, in 32 bytes, and the size of each file."""
    if isinstance(packed, tuple):
        return ((bytes.fromhex(each.sha256), each.size) for each in packed)
    return ((digest, size) for _id, digest, size in _ONE.iter_unpack(packed))
