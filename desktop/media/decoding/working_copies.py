"""Pictures for paper, made of originals that are in the vault for one print."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from contextlib import closing
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.media.decoding.decoder import PAPER, Decoded, DecoderPool
from desktop.media.decoding.wire import MAX_FILE
from desktop.model.media import CopyKind
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

_AHEAD = 3
_BYTES_AHEAD = 96 << 20


def pictures_for_paper(
    vault: Vault, media_ids: Sequence[str], progress: Progress = no_progress
) -> dict[str, bytes]:
    """A JPEG of each original, sharp in the size of a report, by the original's id.

    Made for one print and not kept. What cannot be decoded now has its thumbnail; what has
    none either is left out. Besides the answer, about 100 MiB of originals are held at most.
    """
    pictures = {}
    with closing(_decoded(vault, media_ids)) as each:
        for done, (media_id, decoded) in enumerate(each, 1):
            if decoded.picture is not None:
                pictures[media_id] = decoded.picture.data
            progress(done, len(media_ids), _("Preparing the pictures for print"))
    for media_id in media_ids:
        kept = vault.media.working_copy(media_id, CopyKind.THUMBNAIL)
        if kept is not None:
            pictures.setdefault(media_id, kept.data)
    return pictures


def _decoded(vault: Vault, media_ids: Sequence[str]) -> Generator[tuple[str, Decoded], None, None]:
    """Each original that is not too large, a few decoded ahead of the one in hand."""
    waiting: deque[tuple[str, int, Future[Decoded]]] = deque()
    with DecoderPool() as pool:
        for media_id in media_ids:
            size = vault.media.get(media_id).size
            if size > MAX_FILE:
                continue
            while waiting and not _fits(size, [held for _id, held, _future in waiting]):
                yield _first(waiting)
            future = pool.submit(b"".join(vault.media.read(media_id)), PAPER)
            waiting.append((media_id, size, future))
        while waiting:
            yield _first(waiting)


def _fits(size: int, held: Sequence[int]) -> bool:
    return len(held) <= _AHEAD and sum(held) + size <= _BYTES_AHEAD


def _first(waiting: deque[tuple[str, int, Future[Decoded]]]) -> tuple[str, Decoded]:
    media_id, _held, future = waiting.popleft()
    return media_id, future.result()
