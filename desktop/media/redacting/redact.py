"""A new picture in which parts of another are covered: the program's side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.errors import NotRedactable
from desktop.media.decoding.decoder import Decoded, DecoderPool
from desktop.media.decoding.wire import MAX_FILE, Request
from desktop.media.redacting.parts import Cover, WhyNot, faults

_ALL: Final = Request(edge=1, quality=1, with_metadata=False)
"""What is asked, but for what is to be covered: size and quality are the child's own."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """``data``: a JPEG in sRGB, upright, of nothing but pixels, none of which shows a covered
    part. ``width`` × ``height`` in pixels, which a JPEG of more than 60 million has fewer of than
    the original."""

    data: bytes
    width: int
    height: int


def redact(data: bytes, covers: tuple[Cover, ...], pool: DecoderPool | None = None) -> Redacted:
    """Cover these parts of a picture, in a decoding child; without a pool one is started for it.

    Raises ``NotRedactable`` with a code of the vocabulary ``redaction_refusal`` as reason: nothing
    is covered in part.
    """
    if (why := faults(covers)) is not None:
        raise NotRedactable(why.value)
    if len(data) > MAX_FILE:
        raise NotRedactable(WhyNot.TOO_LARGE.value)
    if pool is None:
        with DecoderPool(workers=1) as own:
            return redact(data, covers, own)
    return answered(pool.submit(data, asking(covers)).result())


def answered(decoded: Decoded) -> Redacted:
    """What a child made; ``NotRedactable`` where it made nothing."""
    if decoded.picture is None:
        known = set(WhyNot)
        why = WhyNot(decoded.refused) if decoded.refused in known else WhyNot.STOPPED
        raise NotRedactable(why.value)
    made = decoded.picture
    return Redacted(made.data, made.width, made.height)


def asking(covers: tuple[Cover, ...]) -> Request:
    """What a child is asked."""
    return Request(_ALL.edge, _ALL.quality, _ALL.with_metadata, covers=covers)
