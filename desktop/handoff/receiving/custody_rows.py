"""The custody events that come with a package: kept where they hold, set aside where not.

A row of another vault's log carries the hash of its own fields, and the signature of the
package vouches for the sender having sent it so. That is why only rows of the sender's own log
are kept: nobody vouches for a row in another's name. It does not prove that the log it is from
was whole: that shows when the sender's log is verified against the head in the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.documents.pieces import Piece, in_pieces
from desktop.errors import PackageRefused
from desktop.handoff.format import limits
from desktop.handoff.format.ids import uuid_bytes
from desktop.model.custody import CustodyEvent
from desktop.model.sending.log_course import LogTold, disagrees, named_rows

if TYPE_CHECKING:
    from desktop.handoff.receiving.read import VerifiedPackage
    from desktop.home.roles import Receiving

_BLOCK: Final = 64 * limits.KIB
"""What is kept at once: some 150 events."""

UNREADABLE: Final = "custody-breaks-schema"
FOREIGN: Final = "custody-not-in-package"
ALTERED: Final = "custody-altered"
ANOTHERS: Final = "custody-of-another"
BEHIND_HEAD: Final = "custody-behind-head"


def noted(pieces: Iterable[memoryview], digests: list[bytes]) -> Iterator[Piece]:
    """The same bytes in blocks; their SHA-256s are noted, to know each again by itself."""
    for block in in_pieces(pieces, _BLOCK):
        digests.append(hashlib.sha256(block).digest())
        yield block


class CustodyRows:
    """The events of one package on their way into the vault.

    ``before``: what earlier packages of the sender said of their log. ``contradicts``: whether a
    row is another than they named; it is kept. ``set_aside``: how many were not kept. The first
    ``limits.CUSTODY_ASIDE`` lie there with their bytes; any further ones are counted, because a row
    for each would cost more than the bytes of the package.
    """

    def __init__(
        self, vault: Receiving, verified: VerifiedPackage, before: Sequence[LogTold] = ()
    ) -> None:
        self._vault, self._package_id = vault, verified.document.package_id
        self._sender = verified.document.sender.fingerprint
        self._head = verified.document.custody_head
        self._ids = verified.head.lists.ids()
        self._known = verified.custody_blocks
        self._named = named_rows(verified.document.log, before)
        self.set_aside, self.contradicts = 0, False

    def keep(self, pieces: Iterable[memoryview]) -> Iterator[int]:
        """Keep every event that holds, block by block; gives the octets of each block.

        ``PackageRefused`` for a block that is not the one which was verified: none is believed
        before, so that the events may be kept in several transactions.
        """
        for octets, lines in _lines(self._same(pieces)):
            for line, whole in lines:
                self._keep_or_set_aside(line, whole)
            yield octets

    def _same(self, pieces: Iterable[memoryview]) -> Iterator[Piece]:
        expected = iter(self._known)
        for block in in_pieces(pieces, _BLOCK):
            if hashlib.sha256(block).digest() != next(expected, b""):
                raise PackageRefused("the package was exchanged after it was verified")
            yield block

    def _keep_or_set_aside(self, line: bytes, whole: bool) -> None:
        reason = self._keep(line) if whole else UNREADABLE
        if reason:
            self.set_aside += 1
            if self.set_aside <= limits.CUSTODY_ASIDE:
                item = hashlib.sha256(line).hexdigest()
                self._vault.packages.set_aside(self._package_id, item, reason, line)

    def _keep(self, line: bytes) -> str:
        """Keep one event; or the reason why not."""
        try:
            event = canonical.decode(line, CustodyEvent)
        except canonical.NotADocument:
            return UNREADABLE
        if not self._is_of_package(event.object_id):
            return FOREIGN
        if event.agent != self._sender:
            return ANOTHERS
        if not self._is_under_head(event):
            return BEHIND_HEAD
        if not self._vault.custody.keep_received(event, self._package_id):
            return ALTERED
        self.contradicts |= disagrees(event, self._named)
        return ""

    def _is_under_head(self, event: CustodyEvent) -> bool:
        """Whether the row may be one of the log whose newest row the sender signed for."""
        newest = self._head.seq, self._head.hash
        return event.seq < newest[0] or (event.seq, event.hash) == newest

    def _is_of_package(self, object_id: str) -> bool:
        try:
            return uuid_bytes(object_id) in self._ids
        except ValueError:
            return False


Line = tuple[bytes, bool]
"""A line without its end, or a part of one; whether it is a whole line."""


def _lines(blocks: Iterable[Piece]) -> Iterator[tuple[int, list[Line]]]:
    """Of each block its octets and the lines that end in it; what is left comes with no octets.
    A line that is too long comes in parts, wherever the blocks end."""
    pending, cut = b"", False
    for block in blocks:
        found: list[Line] = []
        *ended, pending = (pending + block).split(b"\n")
        for line in ended:
            found += _parts(line, cut)
            cut = False
        while len(pending) > limits.CUSTODY_EVENT:
            found.append((pending[: limits.CUSTODY_EVENT], False))
            pending, cut = pending[limits.CUSTODY_EVENT :], True
        yield len(block), found
    yield 0, [(pending, not cut)] if pending else []


def _parts(line: bytes, cut: bool) -> Iterator[Line]:
    """A line, or what is left of one that was ``cut``, in parts that are not too long."""
    most = limits.CUSTODY_EVENT
    whole = not cut and len(line) <= most
    return ((line[at : at + most], whole) for at in range(0, max(len(line), not cut), most))
