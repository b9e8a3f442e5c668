"""CBOR (RFC 8949), read within bounds: depth, values and lengths of the bytes that are there."""

from __future__ import annotations

import struct
from typing import Any, Final

_DEEPEST: Final = 16
_MOST: Final = 20_000
"""Values of one document."""
_LENGTHS: Final = {24: 1, 25: 2, 26: 4, 27: 8}
_ENDLESS: Final = 31
_BREAK: Final = 0xFF
_FLOATS: Final = {25: ">e", 26: ">f", 27: ">d"}


class NotCbor(ValueError):
    """It is no CBOR, or more than is read."""


def read(data: bytes) -> Any:
    """The first value: numbers, bytes, text, lists, dictionaries; what a tag stands before is that
    by itself. Keys that cannot be ones are left out."""
    return _Reader(data).value(0)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at, self._left = data, 0, _MOST

    def value(self, depth: int) -> Any:
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            raise NotCbor
        kind, short = divmod(self._take(1)[0], 32)
        if kind == 7:
            return self._simple(short)
        endless = short == _ENDLESS and kind in (2, 3, 4, 5)
        number = 0 if endless else self._number(short)
        if kind < 2:
            return number if kind == 0 else -1 - number
        if kind < 4:
            held = self._pieces(depth) if endless else self._take(number)
            return held if kind == 2 else held.decode("utf-8", "replace")
        if kind == 6:
            return self.value(depth + 1)
        return self._collected(kind, None if endless else number, depth)

    def _collected(self, kind: int, number: int | None, depth: int) -> Any:
        items = list[Any]()
        wanted = None if number is None else number * (kind - 3)
        while wanted is None or len(items) < wanted:
            if wanted is None and self._ended():
                break
            items.append(self.value(depth + 1))
        if kind == 4:
            return items
        pairs = zip(items[::2], items[1::2], strict=False)
        return {key: held for key, held in pairs if isinstance(key, str | int | bytes)}

    def _pieces(self, depth: int) -> bytes:
        held = list[bytes]()
        while not self._ended():
            piece = self.value(depth + 1)
            held.append(piece if isinstance(piece, bytes) else str(piece).encode())
        return b"".join(held)

    def _ended(self) -> bool:
        if self._data[self._at : self._at + 1] != bytes((_BREAK,)):
            return False
        self._at += 1
        return True

    def _simple(self, short: int) -> Any:
        if short in _FLOATS:
            return struct.unpack(_FLOATS[short], self._take(_LENGTHS[short]))[0]
        if short == _ENDLESS:
            raise NotCbor
        if short == 24:
            self._take(1)
        return {20: False, 21: True}.get(short)

    def _number(self, short: int) -> int:
        if short < 24:
            return short
        if short not in _LENGTHS:
            raise NotCbor
        return int.from_bytes(self._take(_LENGTHS[short]), "big")

    def _take(self, size: int) -> bytes:
        held = self._data[self._at : self._at + size]
        if len(held) != size:
            raise NotCbor
        self._at += size
        return held
