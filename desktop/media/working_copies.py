"""Working copies of originals that came in a package: thumbnails and what the file says.

A package carries originals only (R12, R13); whoever receives one makes copies of their own,
in the same child processes and under the same limits as for a file from a card.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.media.decoder import Decoded, DecoderPool
from desktop.media.wire import MAX_FILE
from desktop.model.media import Derivative, DerivativeKind
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

_AHEAD = 3


def make_working_copies(
    vault: Vault, media_ids: Sequence[str], progress: Progress = no_progress
) -> None:
    """Make a thumbnail and read the metadata of each original, one transaction each.

    What cannot be decoded stays as it is: kept, named, and without a picture.
    """
    with DecoderPool() as pool:
        for done, (media_id, decoded) in enumerate(_decoded(vault, media_ids, pool), 1):
            with vault.transaction():
                _keep(vault, media_id, decoded)
            progress(done, len(media_ids), _("Making small pictures"))


def _decoded(
    vault: Vault, media_ids: Sequence[str], pool: DecoderPool
) -> Iterator[tuple[str, Decoded]]:
    """Each original decoded, a few ahead of the one that is being kept."""
    waiting: deque[tuple[str, Future[Decoded]]] = deque()
    for media_id in media_ids:
        if vault.media.get(media_id).size > MAX_FILE:
            continue
        waiting.append((media_id, pool.submit(b"".join(vault.media.read(media_id)))))
        if len(waiting) > _AHEAD:
            yield _first(waiting)
    while waiting:
        yield _first(waiting)


def _first(waiting: deque[tuple[str, Future[Decoded]]]) -> tuple[str, Decoded]:
    media_id, future = waiting.popleft()
    return media_id, future.result()


def _keep(vault: Vault, media_id: str, decoded: Decoded) -> None:
    made = decoded.picture
    if made is not None:
        kind = DerivativeKind.THUMBNAIL
        vault.media.add_derivative(
            Derivative(media_id, kind, made.recipe, made.width, made.height, made.data)
        )
    vault.media.add_metadata(media_id, decoded.metadata)
