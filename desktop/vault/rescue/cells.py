"""What stands in one page of a database: https://sqlite.org/fileformat2.html, sections 1.6 and 2.1.

A page was authenticated before it comes here, so it is what SQLite wrote; of another time it may
be, and so nothing here trusts what it points to. :class:`Unreadable` where something does not fit.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from desktop.vault.store.reader import PAGE_SIZE

INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
INNER: Final = frozenset((INNER_INDEX, INNER_TABLE))
LEAVES: Final = frozenset((LEAF_INDEX, LEAF_TABLE))
RESERVED: Final = 80
"""Bytes at the end of each page that SQLite leaves free, as byte 20 of the first says: SQLCipher
asks for room for its longest HMAC before it is told which one is used."""
_USABLE: Final = PAGE_SIZE - RESERVED
_FIRST_HEADER: Final = 100
_LONGEST: Final = 1 << 30
"""Bytes of a row that SQLite itself refuses to go beyond (SQLITE_MAX_LENGTH)."""
_LARGEST_LOCAL: Final = {
    LEAF_TABLE: _USABLE - 35,
    LEAF_INDEX: (_USABLE - 12) * 64 // 255 - 23,
    INNER_INDEX: (_USABLE - 12) * 64 // 255 - 23,
}
_LEAST_LOCAL: Final = (_USABLE - 12) * 32 // 255 - 23
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type → bytes."""


class Unreadable(Exception):
    """What stands there is not what SQLite writes, or the rest of it is not there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. ``rowid``: of a table's; ``child``: the page to its left, of an inner page's.
    ``values``: of the row; None where an inner page has none, or a page of it is damaged."""

    rowid: int | None
    child: int | None
    values: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Node:
    """A page of a tree. ``last``: the page to the right of all cells, of an inner one."""

    kind: int
    cells: tuple[Cell, ...]
    last: int | None


def kind_of(number: int, page: bytes) -> int:
    """The kind of page, by its first byte; any number where it is none of a tree."""
    return page[_FIRST_HEADER if number == 1 else 0]


def node(number: int, page: bytes, get: Callable[[int], bytes | None]) -> Node:
    """The page of this number; ``get`` gives others, for rows that go on there."""
    start = _FIRST_HEADER if number == 1 else 0
    kind = page[start]
    if kind not in INNER | LEAVES:
        raise Unreadable("no page of a tree")
    count = int.from_bytes(page[start + 3 : start + 5])
    last = int.from_bytes(page[start + 8 : start + 12]) if kind in INNER else None
    places = start + (12 if kind in INNER else 8)
    if places + 2 * count > _USABLE:
        raise Unreadable("more cells than fit")
    cells = tuple(
        _cell(kind, page, int.from_bytes(page[at : at + 2]), get)
        for at in range(places, places + 2 * count, 2)
    )
    return Node(kind, cells, last)


def _cell(kind: int, page: bytes, at: int, get: Callable[[int], bytes | None]) -> Cell:
    child = rowid = None
    if kind in INNER:
        child, at = int.from_bytes(page[at : at + 4]), at + 4
    if kind == INNER_TABLE:
        return Cell(_signed(_varint(page, at)[0]), child, None)
    size, at = _varint(page, at)
    if kind == LEAF_TABLE:
        number, at = _varint(page, at)
        rowid = _signed(number)
    try:
        payload = b"".join(_payload(kind, page, at, size, get))
        return Cell(rowid, child, tuple(_values(payload)))
    except Unreadable:
        return Cell(rowid, child, None)


def _payload(
    kind: int, page: bytes, at: int, size: int, get: Callable[[int], bytes | None]
) -> Iterator[bytes]:
    """The bytes of a row: in the page, and in those it overflows into (section 1.6)."""
    if size > _LONGEST:
        raise Unreadable("longer than any row")
    local = size
    if size > _LARGEST_LOCAL[kind]:
        local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (_USABLE - 4)
        if local > _LARGEST_LOCAL[kind]:
            local = _LEAST_LOCAL
    if at + local + (4 if local < size else 0) > _USABLE:
        raise Unreadable("beyond the page")
    yield page[at : at + local]
    following, left = int.from_bytes(page[at + local : at + local + 4]), size - local
    while left > 0:
        more = get(following)
        if more is None:
            raise Unreadable("a page of the row is damaged")
        yield more[4 : 4 + min(left, _USABLE - 4)]
        following, left = int.from_bytes(more[:4]), left - (_USABLE - 4)


def _values(payload: bytes) -> Iterator[Any]:
    """The values of a record (section 2.1)."""
    head, at = _varint(payload, 0)
    place = head
    while at < head:
        serial, at = _varint(payload, at)
        value, place = _value(payload, place, serial)
        yield value


def _value(payload: bytes, at: int, serial: int) -> tuple[Any, int]:
    if serial == 0:
        return None, at
    if serial in (8, 9):
        return serial - 8, at
    if serial == 7:
        return struct.unpack(">d", _cut(payload, at, 8))[0], at + 8
    if serial in _INTEGERS:
        size = _INTEGERS[serial]
        return int.from_bytes(_cut(payload, at, size), signed=True), at + size
    if serial < 12:
        raise Unreadable("a type that is not in use")
    size = (serial - 12) // 2
    data = _cut(payload, at, size)
    if serial % 2 == 0:
        return data, at + size
    try:
        return data.decode(), at + size
    except UnicodeDecodeError:
        raise Unreadable("text that is none") from None


def _cut(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise Unreadable("a row that is too short")
    return data[at : at + size]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends."""
    value = 0
    for place in range(9):
        if at + place >= len(data):
            raise Unreadable("a number that is cut off")
        byte = data[at + place]
        if place == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + place + 1
    raise AssertionError("nine bytes end any number")


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
