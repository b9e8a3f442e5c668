"""``data/package.json`` read while it passes: its long lists are packed, never whole in memory.

In canonical JSON each of the three lists begins where its name and a bracket stand, and its
items hold no others. What is between the brackets is read by itself, as lists of a thousand items,
and the rest as a document whose lists are empty. Both are held to the canonical form, so they
are the one reading that the whole has; whatever else could be meant is refused.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from desktop import canonical
from desktop.errors import PackageRefused
from desktop.handoff.format import limits
from desktop.handoff.format.document import decode_document
from desktop.handoff.format.lists import Lists
from desktop.model.handoff import ConsentSnapshot, MediaEntry, PackageDocument, RecordEntry
from desktop.packed import Packed
from desktop.pieces import Piece

_BEGIN: Final = re.compile(rb'"(consents|media|records)":\[')
_LONGEST_BEGIN: Final = len(b'"consents":[')
_LONGEST_ITEM: Final = limits.PIECE
"""A file may be attached to every interview there is."""
_ITEMS: Final[dict[str, Any]] = {
    "consents": tuple[ConsentSnapshot, ...],
    "media": tuple[MediaEntry, ...],
    "records": tuple[RecordEntry, ...],
}


class PassingDocument:
    """The document as it passes; nothing is refused before all of it did and its hash held."""

    def __init__(self) -> None:
        self.lists = Lists()
        self._rest = bytearray()
        self._pending = b""
        self._list = ""
        self._refused = False

    def read(self, pieces: Iterable[Piece]) -> None:
        """Take in all of it."""
        for piece in pieces:
            self._pending += piece
            while self._step():
                continue

    def document(self) -> PackageDocument:
        """The document, its lists packed; ``NewerPackage`` or ``PackageRefused``."""
        found = decode_document(bytes(self._rest + self._pending))
        if self._refused or self._list:
            raise PackageRefused("package.json breaks its schema")
        lists = self.lists
        lists.table.freeze()
        return replace(found, records=lists.records, media=lists.media, consents=lists.consents)

    def _step(self) -> bool:
        """Take in as much as can be; whether there may be more."""
        return self._in_list() if self._list else self._outside()

    def _outside(self) -> bool:
        match = _BEGIN.search(self._pending)
        if match is None:
            self._pass(max(0, len(self._pending) - _LONGEST_BEGIN))
            return False
        self._pass(match.end())
        self._list = match[1].decode()
        return True

    def _pass(self, octets: int) -> None:
        self._rest += self._pending[:octets]
        self._pending = self._pending[octets:]

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
        elif len(self._pending) > _LONGEST_ITEM:
            self._refused = True
            self._pending = self._pending[-1:]

    def _take(self, octets: int) -> None:
        items, self._pending = self._pending[:octets], self._pending[octets:]
        if self._refused:
            return
        packed: Packed[Any] = getattr(self.lists, self._list)
        try:
            packed.extend(canonical.decode(b"[" + items + b"]", _ITEMS[self._list]))
        except (ValueError, struct.error):
            self._refused = True
