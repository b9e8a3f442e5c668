"""One original, read again piece by piece and compared with its hashes.

Each piece is read by itself and outside of a transaction, so that other work goes on between two of
them, and a damaged page costs the piece it is of.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from desktop.errors import DamagedVault
from desktop.model.fixity import PIECE, FixityResult, Span, spans
from desktop.vault.store.reader import Reader

_SUM: Final = hashlib.sha256().digest_size
_ABOUT: Final = "SELECT id, size, sha256, sha512 FROM media WHERE row = ?"
_PIECES: Final = "SELECT number, row FROM media_chunk WHERE media_row = ? ORDER BY number"
_THERE: Final = "SELECT 1 FROM media_chunk WHERE row = ? AND media_row = ?"
_KNOWN: Final = "SELECT sums FROM fixity WHERE media_row = ?"


@dataclass(frozen=True, slots=True)
class Read:
    """What one original was found to be. ``sums``: of its pieces, as they are now."""

    row: int
    media_id: str
    size: int
    result: FixityResult
    wrong: tuple[Span, ...]
    sums: bytes


class Reading:
    """An original of the row ``row`` while it is read. ``DamagedVault`` where not even its record
    can be; ``LookupError`` where it is no more."""

    def __init__(self, db: Reader, row: int) -> None:
        self._db, self.row = db, row
        about = db.one(_ABOUT, (row,))
        if about is None:
            raise LookupError("the file was removed")
        self.media_id, self.size, self._sha256, self._sha512 = about
        self._short, self._long, self._read = hashlib.sha256(), hashlib.sha512(), 0
        self._sums: list[bytes] = []
        self._unreadable: set[int] = set()
        self._left = self._pieces()

    def _pieces(self) -> list[tuple[int, int]]:
        """(number, row) of its pieces, the last one first."""
        try:
            return list(reversed(self._db.all(_PIECES, (self.row,))))
        except DamagedVault:
            self._unreadable |= set(range(-(-self.size // PIECE)))
            return []

    def go_on(self) -> int:
        """Read the next piece; how many octets it has. 0 once all are read."""
        while self._left:
            number, row = self._left.pop()
            self._sums += [bytes(_SUM)] * (number - len(self._sums))
            octets = self._piece(number, row)
            if octets:
                return octets
        return 0

    def _piece(self, number: int, row: int) -> int:
        try:
            if self._db.one(_THERE, (row, self.row)) is None:
                return 0  # the file was removed meanwhile, and its pieces are being cleared
            piece = self._db.blob("media_chunk", "bytes", row)
        except DamagedVault:
            self._unreadable.add(number)
            self._sums.append(bytes(_SUM))
            return PIECE
        self._short.update(piece)
        self._long.update(piece)
        self._read += len(piece)
        self._sums.append(hashlib.sha256(piece).digest())
        return len(piece)

    def found(self) -> Read:
        """What it is, all pieces read."""
        sums = b"".join(self._sums)
        hashes = self._short.hexdigest(), self._long.hexdigest(), self._read
        if not self._unreadable and hashes == (self._sha256, self._sha512, self.size):
            return Read(self.row, self.media_id, self.size, FixityResult.GOOD, (), sums)
        differing = self._differing(sums)
        wrong = spans(differing or (), self.size)
        return Read(self.row, self.media_id, self.size, self._result(differing), wrong, sums)

    def _result(self, differing: set[int] | None) -> FixityResult:
        if self._unreadable:
            return FixityResult.UNREADABLE
        return FixityResult.CHECKSUM if differing == set() else FixityResult.CHANGED

    def _differing(self, sums: bytes) -> set[int] | None:
        """The pieces that are not those of the last good check; those that do not read, and None,
        where there was none."""
        row = self._db.one(_KNOWN, (self.row,))
        known = row[0] if row else b""
        if not known:
            return self._unreadable or None
        pieces = range(max(len(known), len(sums)) // _SUM)
        return {each for each in pieces if _sum(known, each) != _sum(sums, each)}


def _sum(sums: bytes, piece: int) -> bytes:
    return sums[piece * _SUM : (piece + 1) * _SUM]
