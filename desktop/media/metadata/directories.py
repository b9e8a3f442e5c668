"""The directories of EXIF, read by themselves (TIFF 6.0, section 2; CIPA DC-008, section 4.6).

One entry that is broken costs no other, and a directory that is broken no other directory. How
much is read is bounded by the file. In the child process only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

Value = bytes | int | float | tuple[int | float, ...]
"""Texts and what is of no type stay bytes; several numbers are a tuple."""
Directory = dict[int, Value]

_HEADS: Final = (
    b"II*\0", b"MM\0*", b"II+\0", b"MM\0+",
    # Olympus and Panasonic have marks of their own.
    b"IIRO", b"IIRS", b"MMOR", b"IIU\0",
)  # fmt: skip
_ORDERS: Final[Mapping[bytes, str]] = {b"II": "<", b"MM": ">"}
_FORMS: Final[Mapping[int, str]] = {
    3: "H", 4: "I", 5: "II", 6: "b", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d", 13: "I",
    16: "Q", 17: "q", 18: "Q",
}  # fmt: skip
"""Of numbers: how a value of each type is packed."""
_RATIONAL: Final = (5, 10)
_ASCII: Final = 2
_BYTES: Final = frozenset({1, _ASCII, 7, 129})
_PACKETS: Final = frozenset({700, 33723, 34377})
"""XMP, IPTC-IIM and Photoshop's resources: bytes, of whatever type a program calls them."""
_MOST_ENTRIES: Final = 2048
_MOST_NUMBERS: Final = 1024
"""Of one entry; the rest is left out."""
_MOST_BYTES: Final = 4 << 20
"""Of one text or packet."""
_EXIF, _GPS, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005
POINTERS: Final = frozenset({_EXIF, _GPS, _INTEROPERABILITY, 0x014A})


@dataclass(slots=True)
class Directories:
    """By tag the values of each. ``little_endian``: how it is written. ``ascii``: tags of the type
    ASCII, by directory. ``broken``: names of the directories that do not read."""

    little_endian: bool = True
    main: Directory = field(default_factory=dict)
    exif: Directory = field(default_factory=dict)
    gps: Directory = field(default_factory=dict)
    interoperability: Directory = field(default_factory=dict)
    preview: Directory = field(default_factory=dict)
    texts: set[tuple[int, int]] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.main or self.exif or self.gps or self.broken)

    def take(self, into: str, other: Directories) -> None:
        """Take in the first directory of another TIFF as one of these."""
        target: Directory = getattr(self, into)
        target.update(other.main)
        self.texts |= {(id(target), tag) for place, tag in other.texts if place == id(other.main)}

    def fill(self, other: Directories) -> None:
        """Take from others what does not stand here."""
        for name in ("main", "exif", "gps"):
            target, source = getattr(self, name), getattr(other, name)
            new = source.keys() - target.keys()
            target.update((tag, value) for tag, value in source.items() if tag in new)
            self.texts |= {
                (id(target), tag)
                for place, tag in other.texts
                if place == id(source) and tag in new
            }

    def is_text(self, directory: Directory, tag: int) -> bool:
        """Whether an entry of one of them is of the type ASCII."""
        return (id(directory), tag) in self.texts


def is_tiff(data: bytes) -> bool:
    """Whether directories may begin so."""
    return data[:4] in _HEADS


def read(data: bytes) -> Directories:
    """All that can be read of a TIFF's first directory and those it leads to."""
    order = _ORDERS.get(data[:2])
    if order is None:
        return Directories(broken=["EXIF"])
    found = Directories(order == "<")
    reader = _Reader(data, order, data[2:4] in (b"+\0", b"\0+"), found)
    following = reader.into(found.main, "EXIF", reader.start())
    reader.below(found.main, _EXIF, found.exif, "EXIF")
    reader.below(found.main, _GPS, found.gps, "GPS")
    reader.below(found.exif, _INTEROPERABILITY, found.interoperability, "Interoperability")
    if following:
        reader.into(found.preview, "", following)
    return found


class _Reader:
    def __init__(self, data: bytes, order: str, big: bool, found: Directories) -> None:
        self._data, self._order, self._found = data, order, found
        self._entry = f"{order}HHQ" if big else f"{order}HHI"
        self._place = f"{order}Q" if big else f"{order}I"
        self._count = f"{order}Q" if big else f"{order}H"
        self._room = struct.calcsize(self._place)
        self._left = max(len(data), 1 << 16)

    def start(self) -> int:
        try:
            return int(struct.unpack_from(self._place, self._data, self._room)[0])
        except struct.error:
            return 0

    def below(self, above: Directory, tag: int, into: Directory, name: str) -> None:
        """Read the directory that an entry leads to, where there is such an entry."""
        at = above.get(tag)
        if isinstance(at, int):
            self.into(into, name, at)
        elif at is not None:
            self._found.broken.append(name)

    def into(self, into: Directory, name: str, at: int) -> int:
        """Read one directory; where the next one stands, or 0."""
        try:
            (count,) = struct.unpack_from(self._count, self._data, at)
        except (struct.error, OverflowError):
            if name:
                self._found.broken.append(name)
            return 0
        size = struct.calcsize(self._entry) + self._room
        first = at + struct.calcsize(self._count)
        for place in range(first, first + min(count, _MOST_ENTRIES) * size, size):
            if place + size > len(self._data):
                return 0
            self._entry_into(into, place, size)
        end = self._data[first + count * size :][: self._room]
        return int(struct.unpack(self._place, end)[0]) if len(end) == self._room else 0

    def _entry_into(self, into: Directory, place: int, size: int) -> None:
        tag, kind, values = struct.unpack_from(self._entry, self._data, place)
        try:
            value = self._value(tag, kind, values, place + size - self._room)
        except (struct.error, OverflowError):
            return
        if value is not None and tag not in into:
            into[tag] = value
            if kind == _ASCII:
                self._found.texts.add((id(into), tag))

    def _value(self, tag: int, kind: int, count: int, at: int) -> Value | None:
        form = _FORMS.get(kind)
        each = 1 if kind in _BYTES else struct.calcsize(f"<{form}") if form else 0
        size = each * count
        if not size:
            return None
        if size > self._room:
            (at,) = struct.unpack_from(self._place, self._data, at)
        if at + size > len(self._data):
            return None
        if form is None or tag in _PACKETS:
            return self._taken(at, min(size, _MOST_BYTES))
        numbers = min(count, _MOST_NUMBERS)
        self._taken(at, numbers * each)
        held = struct.unpack_from(f"{self._order}{form * numbers}", self._data, at)
        values = tuple(_ratios(held)) if kind in _RATIONAL else held
        return values[0] if count == 1 else values

    def _taken(self, at: int, size: int) -> bytes:
        """So many bytes, of no more than the file has in all: entries may lie over one another."""
        self._left -= size
        if self._left < 0:
            raise OverflowError
        return self._data[at : at + size]


def _ratios(held: tuple[int, ...]) -> Iterator[float]:
    for above, below in zip(held[::2], held[1::2], strict=True):
        yield above / below if below else float("nan")
