"""The files of an interview in a few bytes each, because a plan holds a hundred thousand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Final

from desktop.handoff.format.ids import SHA256, UUID
from desktop.handoff.format.lists import MEDIA
from desktop.handoff.sending.made import Made
from desktop.model.handoff import MediaEntry

Packed = bytes | tuple[MediaEntry, ...]
"""Files in their order: rows of the form ``MEDIA``, or as they are where an id has another form
than those that this program gives."""

NONE: Final[Packed] = b""
_SPELLED: Final = re.compile(f"(?:{SHA256} {UUID}\n)*")
_NUMBERS: Final = 48
_size_of: Final = itemgetter(2)
_SIZE: Final = 8
"""Bytes of a row of ``MEDIA``: of both numbers together, and of the size behind them."""


def pack(files: Iterable[tuple[str, str, int]]) -> Packed:
    """Files as (id, SHA-256 in 64 lower-case digits, size in bytes)."""
    listed = list(files)
    # All of an interview at once: a plan packs a hundred thousand of them.
    spelled = "".join([f"{digest} {id_}\n" for id_, digest, _size in listed])
    if not _SPELLED.fullmatch(spelled):
        return tuple(MediaEntry(*file) for file in listed)
    numbers = bytes.fromhex(spelled.replace("-", ""))
    starts = range(0, len(numbers), _NUMBERS)
    return b"".join(
        [
            numbers[start : start + _NUMBERS] + size.to_bytes(_SIZE, "little")
            for start, (_id, _digest, size) in zip(starts, listed, strict=True)
        ]
    )


def entries(packed: Packed, grounds: Callable[[str], tuple[str, ...]]) -> Made[int, MediaEntry]:
    """The files as a package names them, made when they are looked at. ``grounds``: what each of
    these ids rests on."""

    def make(place: int) -> MediaEntry:
        if isinstance(packed, tuple):
            file = packed[place]
        else:
            file = MEDIA.unpack(*MEDIA.layout.unpack_from(packed, place * MEDIA.layout.size))
        return MediaEntry(file.media_id, file.sha256, file.size, grounds(file.media_id))

    return Made(range(count(packed)), make)


def count(packed: Packed) -> int:
    """How many files."""
    return len(packed) if isinstance(packed, tuple) else len(packed) // MEDIA.layout.size


def octets(packed: Packed) -> int:
    """The size of all files together, each counted as often as it is here."""
    if isinstance(packed, tuple):
        return sum(each.size for each in packed)
    return sum(map(_size_of, MEDIA.layout.iter_unpack(packed)))


def contents(packed: Packed) -> Iterator[tuple[bytes, int]]:
    """The SHA-256, in 32 bytes, and the size of each file."""
    if isinstance(packed, tuple):
        return ((bytes.fromhex(each.sha256), each.size) for each in packed)
    return ((digest, size) for digest, _id, size in MEDIA.layout.iter_unpack(packed))
