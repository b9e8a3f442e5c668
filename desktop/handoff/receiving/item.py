"""One payload file of a package as it passes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from desktop.errors import PackageRefused
from desktop.handoff.format import limits
from desktop.handoff.format.payload import Expected
from desktop.handoff.format.pipe import Conveyor
from desktop.handoff.format.tar import Entry

Job = Callable[[], None]
_INLINE: Final = 64 * limits.KIB


class PackageItem:
    """A payload file as it passes. Nothing of it may be used for good before it ends well.

    ``listed``: what the document says of it, where it is a record or an original. ``checked``:
    whether somebody read it to its end. ``verified``: both its hashes held before, so that it is
    enough to know it again by its SHA-256.
    """

    def __init__(
        self,
        entry: Entry,
        kind: str,
        expected: Expected,
        body: Iterator[memoryview],
        lane: Conveyor[Job],
        *,
        verified: bool = False,
    ) -> None:
        self.path = entry.path
        self.kind = kind
        self.listed = expected.listed
        self.size = entry.size
        self._expected = expected
        self._body = body
        self._lane = lane
        self._verified = verified
        self.checked = False

    @property
    def sha256(self) -> str:
        """The signed SHA-256, in lower-case hex."""
        return self._expected.sha256.hex()

    @property
    def sha512(self) -> str:
        """The signed SHA-512, in lower-case hex."""
        return self._expected.sha512.hex()

    def pieces(self) -> Iterator[memoryview]:
        """The content; ends with ``PackageRefused`` when it is not what was signed.

        SHA-256 is settled when this ends. SHA-512 is settled on a helper thread, at the
        latest when :meth:`PackageStream.items` ends.
        """
        short = hashlib.sha256()
        for piece in self._body if self._verified else self._hashed_long():
            short.update(piece)
            yield piece
        self.checked = True
        _compare(short.digest, self._expected.sha256)

    def _hashed_long(self) -> Iterator[memoryview]:
        """The content; what is small is hashed here, where a helper would cost more."""
        long, inline = hashlib.sha512(), self.size <= _INLINE
        for piece in self._body:
            long.update(piece) if inline else self._lane.put(partial(long.update, piece))
            yield piece
        check = partial(_compare, long.digest, self._expected.sha512)
        check() if inline else self._lane.put(check)

    def data(self) -> bytes:
        """The whole content of a small file, after its SHA-256 held."""
        return b"".join(self.pieces())

    def unread(self) -> Iterator[memoryview]:
        """The pieces where nobody read them; ``PackageRefused`` where reading stopped halfway."""
        return iter(()) if self.checked else self.pieces()


def _compare(digest: Callable[[], bytes], expected: bytes) -> None:
    if digest() != expected:
        raise PackageRefused("a file differs from its signed hash")
