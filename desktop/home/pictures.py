"""Originals of which a small picture is to be made, and what they are found to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from desktop.model.file_text import TextPiece
from desktop.model.media import Media, MetadataItem, WorkingCopy
from desktop.progress import Pause


class PicturesToMake(Protocol):
    """What the receiving end leaves for later."""

    def ask(self, media_id: str, *, described: bool) -> None:
        """Have a picture made of an original, in the transaction that keeps it.

        ``described``: its record came from elsewhere and stays as it is. ``NoSuchRecord``.
        """


class PicturesWaiting(Protocol):
    """What a maker of pictures goes through (``desktop/media/decoding/pictures.py``)."""

    def waiting(self) -> int:
        """How many wait."""

    def rows(
        self,
        media_ids: Collection[str] | None = ...,
        *,
        undescribed: bool = ...,
        pause: Pause = ...,
    ) -> list[int]:
        """What :meth:`at` takes: the rows that wait, of these or of all, the oldest first.

        ``undescribed``: only those of which nobody has said yet what the file is.
        """

    def at(self, row: int) -> Media | None:
        """The original of one of the :meth:`rows`; None where it waits no more."""

    def tried(self, media_id: str) -> int:
        """Count a try in vain; how many there were. 0 where its picture waits no more."""

    def keep(
        self,
        found: Media,
        metadata: Sequence[MetadataItem],
        picture: WorkingCopy | None,
        pieces: Sequence[TextPiece] = ...,
        grid: bytes | None = ...,
    ) -> bool:
        """Keep what decoding found; False where it was kept before, and nothing is written.

        ``grid``: by what the picture is known to look like another.
        """


class Pictures(PicturesToMake, PicturesWaiting, Protocol):
    """The pictures of a home that are still to be made."""
