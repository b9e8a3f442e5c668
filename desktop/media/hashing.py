"""SHA-256 and SHA-512 over bytes as they come, before anything is decoded (R12; FIPS 180-4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from desktop.errors import Cancelled

PIECE = 1 << 20
"""Bytes read and stored at once."""


@dataclass(frozen=True, slots=True)
class Digests:
    """Both digests in lower-case hex, and the number of bytes they stand for."""

    sha256: str
    sha512: str
    size: int


@dataclass(slots=True)
class Hasher:
    """Takes pieces in order; ``digests()`` at any time. Large pieces are hashed off the GIL."""

    _sha256: Any = field(default_factory=hashlib.sha256)
    _sha512: Any = field(default_factory=hashlib.sha512)
    _size: int = 0

    def update(self, piece: bytes | memoryview) -> None:
        """Take the next bytes."""
        self._sha256.update(piece)
        self._sha512.update(piece)
        self._size += len(piece)

    def digests(self) -> Digests:
        """Of everything taken so far."""
        return Digests(self._sha256.hexdigest(), self._sha512.hexdigest(), self._size)


def hash_bytes(data: bytes) -> Digests:
    """Of bytes already in memory."""
    hasher = Hasher()
    hasher.update(data)
    return hasher.digests()


def read_pieces(path: Path) -> Iterator[bytes]:
    """The file in pieces; ``OSError`` as the system raises it."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def hash_file(path: Path, stop: Event | None = None) -> Digests:
    """Of a file, without holding it in memory; ``OSError`` when it cannot be read.

    ``stop``: set by who does not want it any more; ``Cancelled`` then.
    """
    hasher = Hasher()
    for piece in read_pieces(path):
        if stop is not None and stop.is_set():
            raise Cancelled("nobody waits for this file any more")
        hasher.update(piece)
    return hasher.digests()
