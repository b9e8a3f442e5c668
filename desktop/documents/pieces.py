"""Bytes that pass in pieces of one size, however they come; and things so many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

Piece = bytes | bytearray | memoryview


def in_pieces(chunks: Iterable[Piece], size: int) -> Iterator[Piece]:
    """The same bytes in pieces of ``size`` (the last may be shorter), copied only where short
    ones have to be joined."""
    pending = bytearray()
    for chunk in chunks:
        rest = memoryview(chunk)
        if pending:
            missing = size - len(pending)
            pending += rest[:missing]
            rest = rest[missing:]
            if len(pending) < size:
                continue
            yield bytes(pending)
            pending.clear()
        whole = len(rest) - len(rest) % size
        for start in range(0, whole, size):
            yield rest[start : start + size]
        pending += rest[whole:]
    if pending:
        yield bytes(pending)


def sliced(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while several := list(islice(rest, size)):
        yield several
