"""Originals of which a small picture is to be made, and what they are found to be."""

from __future__ import annotations

from typing import Protocol


class PicturesToMake(Protocol):
    """What the receiving end leaves for later."""

    def ask(self, media_id: str, *, described: bool) -> None:
        """Have a picture made of an original, in the transaction that keeps it.

        ``described``: its record came from elsewhere and stays as it is. ``NoSuchRecord``.
        """
