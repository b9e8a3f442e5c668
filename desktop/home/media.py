"""Originals: their bytes, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from desktop.documents.pieces import Piece
from desktop.model.attached import Naming
from desktop.model.media import Media
from desktop.progress import Pause


class MediaLookedInto(Protocol):
    """Originals that are decoded."""

    def get(self, media_id: str) -> Media:
        """The file, under any id that ever named these bytes; ``NoSuchRecord``."""

    def read(self, media_id: str) -> Iterator[bytes]:
        """Its bytes in order, in pieces; ``NoSuchRecord``."""


class MediaToSend(MediaLookedInto, Protocol):
    """Originals on their way out."""

    def sha512s(self, sha256s: Collection[str]) -> Mapping[str, str]:
        """The SHA-512 of each of these originals by its SHA-256; ``NoSuchRecord``."""

    def read_hashed(self, sha256: str) -> Iterator[bytes]:
        """The bytes of the original with this hash, in pieces."""


class MediaArriving(Protocol):
    """Originals on their way in."""

    def by_hash(self, sha256: str) -> Media | None:
        """The file with these bytes (lower-case hex), or None."""

    def find(self, media_id: str) -> Media | None:
        """The file that this id names, whichever of its ids; None where its bytes are not here."""

    def here(self, hashes: Collection[str], pause: Pause = ...) -> set[str]:
        """Those of the SHA-256s whose bytes are here."""

    def ids_here(self, media_ids: Collection[str]) -> set[str]:
        """Those of these ids that name a file whose bytes are here."""

    def attached_as(self, media_id: str) -> Iterable[Naming]:
        """The bytes that interviews, as they are shown here, name for this id."""

    def add(self, media: Media, chunks: Iterable[Piece], *, hashed: bool = ...) -> Media:
        """Keep an original, in one transaction. Bytes that are here already are not stored
        twice: the stored file is returned, and ``media.id`` names it from now on as well.

        ``MediaError`` where the bytes are not those of the hash and the size; then nothing is
        kept. ``hashed``: the caller hashed them already.
        """

    def laid_apart(
        self, media: Media, chunks: Iterable[Piece], told: Callable[[int], None]
    ) -> AbstractContextManager[Iterable[Piece]]:
        """Keep the bytes of a large original beforehand, in many transactions: :meth:`add` is
        called inside, with what this gives. ``told``: called between two, with the octets kept
        so far; what it raises, and an original that does not come, leaves nothing.
        """


class MediaFiles(MediaToSend, MediaArriving, Protocol):
    """The originals of a home."""
