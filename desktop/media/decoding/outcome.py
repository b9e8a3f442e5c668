"""What came out of decoding an original, as it is kept in the vault."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.errors import NoSuchRecord
from desktop.i18n import _
from desktop.media.decoding.decoder import Decoded
from desktop.media.decoding.lookalikes import grid_of
from desktop.media.decoding.starting import are_confined
from desktop.media.decoding.wire import Problem
from desktop.media.formats.sniff import UNKNOWN
from desktop.model.media import CopyKind, Media, WorkingCopy

if TYPE_CHECKING:
    from desktop.home.roles import Describing

TRIES = 3
"""Children that may end over one original before that is kept as what is known of it."""
UNSURE = (Problem.DECODER_STOPPED, Problem.TOOK_TOO_LONG)
"""Ends of a child that a busy or failing system may have brought about as well as the file."""


def no_decoder() -> str:
    """What is told once where no child can be started."""
    return _(
        "Small pictures cannot be created now: the program that reads photos does not start. "
        "Every original is kept; its picture will be created later."
    )


def open_to_computer() -> str:
    """What is told once where the children are not kept from the rest of the computer."""
    return _(
        "On this computer the program that reads photos has limits of memory and time, but is not "
        "kept from files and the network. Open files from people you do not know on another "
        "computer first."
    )


def confined() -> str:
    """What is told of the children where they are."""
    return _(
        "Photos are read by a program of its own. It cannot open files, use a network or start "
        "other programs."
    )


def known_later() -> str:
    """What is told of the children where each finds out for itself, and none has yet."""
    return _(
        "Photos are read by a program of its own. Whether this computer keeps it from files and "
        "the network is known once it has read one, and said here."
    )


def about_children() -> str:
    """What is known of them here by now."""
    told = {True: confined, False: open_to_computer, None: known_later}
    return told[are_confined()]()


def not_looked_into() -> str:
    """What is told after printing where no child could be started."""
    return _(
        "Photos in it could not be read: the program that reads photos does not start. They "
        "are listed by name and checksum, without a picture."
    )


def answer(future: Future[Decoded]) -> Decoded:
    """What came of it. An exception is our own: it counts as a child that died."""
    error = future.exception()
    if error is None:
        return future.result()
    return Decoded(problem=Problem.DECODER_STOPPED, passing=isinstance(error, MemoryError))


def keep_outcome(vault: Describing, media_id: str, decoded: Decoded) -> None:
    """Keep it, unless it says nothing of the file yet."""
    if decoded.passing:
        return
    if decoded.problem in UNSURE and vault.pictures.tried(media_id) < TRIES:
        return
    try:
        media = vault.media.get(media_id)
    except NoSuchRecord:
        # Removed meanwhile, as added by mistake.
        return
    found, copy = _found(media, decoded), _working_copy(media_id, decoded)
    grid = grid_of(copy.data) if copy else None
    vault.pictures.keep(found, decoded.metadata, copy, decoded.pieces, grid)


def _found(media: Media, decoded: Decoded) -> Media:
    """What no decoder could name keeps the type its first bytes said."""
    return replace(
        media,
        media_type=decoded.media_type or media.media_type or UNKNOWN,
        width=decoded.width,
        height=decoded.height,
        captured_at=decoded.captured_at,
        problem=decoded.problem or "",
    )


def _working_copy(media_id: str, decoded: Decoded) -> WorkingCopy | None:
    made = decoded.picture
    if made is None:
        return None
    kind = CopyKind.THUMBNAIL
    return WorkingCopy(media_id, kind, made.recipe, made.width, made.height, made.data)
