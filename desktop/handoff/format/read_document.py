"""``data/package.json`` read while it passes: its long lists are packed, never whole in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.documents.passing import Passing
from desktop.documents.pieces import Piece
from desktop.errors import PackageRefused
from desktop.handoff.format.document import decode_document
from desktop.handoff.format.lists import Lists
from desktop.model.handoff import PACKAGE_LISTS, PackageDocument


class PassingDocument:
    """The document as it passes; nothing is refused before all of it did and its hash held."""

    def __init__(self) -> None:
        self.lists = lists = Lists()
        self._passing = Passing(
            PACKAGE_LISTS, {name: getattr(lists, name) for name in PACKAGE_LISTS}
        )

    def read(self, pieces: Iterable[Piece]) -> None:
        """Take in all of it."""
        self._passing.read(pieces)

    def document(self) -> PackageDocument:
        """The document, its lists packed; ``NewerPackage`` or ``PackageRefused``."""
        found = decode_document(self._passing.rest())
        if self._passing.refused:
            raise PackageRefused("package.json breaks its schema")
        lists = self.lists
        return replace(found, records=lists.records, media=lists.media, consents=lists.consents)
