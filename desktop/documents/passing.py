"""A document of long lists read while it passes: a moment at a time, and never whole in memory.

In canonical JSON each list begins where its name and a bracket stand, and no item holds another.
What is between the brackets is read by itself, as lists of some hundred items, and the rest as a
document whose lists are empty. Both are held to the canonical form, so they are the one reading
that the whole has; whatever else could be meant is refused. Fields of a later release are passed
over. Reading thirty megabytes at once holds the interpreter for a second, whichever thread does
it, and so the window.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, Protocol, TypeVar

from desktop import canonical
from desktop.documents.pieces import Piece, in_pieces
from desktop.progress import Pause, no_pause

T = TypeVar("T")
LONGEST_ITEM: Final = 1 << 20
"""Octets: an item names all interviews it rests on, and a file may be attached to thousands."""

LONGEST_REST: Final = 8 << 20
"""Octets of what stands outside of the lists, which is held."""

_PIECE: Final = 1 << 16
"""Octets read at once: some milliseconds."""


class Growing(Protocol):
    """What takes the items of a list: a list, or one that is packed (``packed.py``)."""

    def extend(self, items: Any, /) -> object:
        """Add items in their order; ``ValueError`` or ``struct.error`` for what it cannot hold."""


class Passing:
    """The document as it passes; nothing may be used before all of it did.

    ``items``: the type of a list, by its name in the document; ``lists``: what takes its items.
    ``refused``: it is not the canonical JSON of such a document, or may not be.
    """

    def __init__(self, items: Mapping[str, Any], lists: Mapping[str, Growing]) -> None:
        self._items, self._lists = items, lists
        names = "|".join(sorted(items)).encode()
        self._begin = re.compile(rb'"(' + names + rb')":\[')
        self._longest_begin = max(map(len, items)) + len(b'"":[')
        self._rest = bytearray()
        self._pending = b""
        self._list = ""
        self._read: set[str] = set()
        self._refused = self._over = False

    def read(self, pieces: Iterable[Piece]) -> None:
        """Take in some of it."""
        for piece in pieces:
            self._pending += b"" if self._over else piece
            while not self._over and self._step():
                continue

    @property
    def refused(self) -> bool:
        """Asked at the end."""
        return self._refused or bool(self._list)

    def rest(self) -> bytes:
        """The document with its lists empty, at the end; nothing where it was given up."""
        return bytes(self._rest + self._pending)

    def _step(self) -> bool:
        """Take in as much as can be; whether there may be more."""
        return self._in_list() if self._list else self._outside()

    def _outside(self) -> bool:
        match = self._begin.search(self._pending)
        if match is None:
            self._pass(max(0, len(self._pending) - self._longest_begin))
            return False
        self._pass(match.end())
        self._list = match[1].decode()
        if self._list in self._read:
            self._give_up()
        self._read.add(self._list)
        return True

    def _give_up(self) -> None:
        """Look at nothing more: a list begins twice, which would take a copy of what is pending
        each time, or what is held grows too long."""
        self._refused = self._over = True
        self._pending = b""
        self._rest.clear()

    def _pass(self, octets: int) -> None:
        self._rest += self._pending[:octets]
        self._pending = self._pending[octets:]
        if len(self._rest) > LONGEST_REST:
            self._give_up()

    def _in_list(self) -> bool:
        if not self._pending.startswith(b"]"):
            end = self._pending.find(b"}]") + 1
            if not end:
                self._take_whole_items()
                return False
            self._take(end)
        self._list = ""
        return True

    def _take_whole_items(self) -> None:
        end = self._pending.rfind(b"},{") + 1
        if end:
            self._take(end)
            self._pending = self._pending[1:]
        elif len(self._pending) > LONGEST_ITEM:
            self._refused = True
            self._pending = self._pending[-1:]

    def _take(self, octets: int) -> None:
        items, self._pending = self._pending[:octets], self._pending[octets:]
        if self._refused:
            return
        try:
            found = canonical.decode(b"[" + items + b"]", self._items[self._list], newer=True)
            self._lists[self._list].extend(found)
        except (ValueError, struct.error):
            self._refused = True


def decode(data: bytes, kind: type[T], items: Mapping[str, Any], pause: Pause = no_pause) -> T:
    """``canonical.decode`` a moment at a time, with ``pause`` in between.

    ``items``: the long lists of the document, each with its type. One that cannot be read so is
    read at once. ``canonical.NotADocument``.
    """
    lists: dict[str, list[Any]] = {name: [] for name in items}
    passing = Passing(items, lists)
    for piece in in_pieces((data,), _PIECE):
        pause()
        passing.read((piece,))
    if passing.refused:
        return canonical.decode(data, kind, newer=True)
    found = canonical.decode(passing.rest(), kind, newer=True)
    whole: T = replace(found, **{name: tuple(each) for name, each in lists.items()})  # type: ignore[type-var]
    return whole
