"""The small pictures of originals that are safe already: made behind, a few at a time.

A maker decodes in child processes what it is offered while it still is in memory, and
fetches from the vault what waits there. It never blocks the thread that owns the vault,
unless it is asked to :meth:`~PictureMaker.wait`. What it has not kept when it is closed waits
in the vault, and another maker goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Self

from desktop.errors import DamagedVault
from desktop.i18n import _
from desktop.media.decoder import Decoded, DecoderPool
from desktop.media.sniff import UNKNOWN
from desktop.media.wire import MAX_FILE, Problem
from desktop.model.media import Derivative, DerivativeKind, Media
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

_AHEAD = 12
_BYTES_AHEAD = 48 << 20
"""Of originals in memory, decoded or waiting for a child: what is offered need not be read back."""
_FETCHED = 5
"""Of those that are fetched: enough that no child is idle."""
TOGETHER = 3
"""Pictures kept in one transaction, where nobody looks at each."""
_LONGEST_WAIT = 0.02
"""Seconds between two safe points while the children decode."""


class PictureMaker:
    """Makes pictures of what waits in one vault; leaving it ends the children.

    ``finished`` is called on a thread of its own whenever something can be kept. Everything
    else but ``close`` is for the thread that owns the vault.
    """

    def __init__(self, finished: Callable[[], None] | None = None) -> None:
        self._finished = finished
        self._pool = DecoderPool()
        self._decoding: dict[str, tuple[int, Future[Decoded]]] = {}
        self._unreadable: set[str] = set()
        self._fed = False
        self._lock = Lock()
        self._closed = False

    def offer(self, media_id: str, data: bytes) -> None:
        """Decode an original that was stored a moment ago, where a child is free for it."""
        if self._has_room(len(data)):
            self._submit(media_id, data)

    @contextmanager
    def fed(self) -> Iterator[None]:
        """Meanwhile nothing is fetched: reading originals back would hold up their storing."""
        self._fed = True
        try:
            yield
        finally:
            self._fed = False

    def fetch(self, vault: Vault, media_ids: Iterable[str] | None = None) -> bool:
        """Begin with the original that has waited longest; False where none is, or no room."""
        if self._fed or self._closed or len(self._decoding) >= _FETCHED:
            return False
        media = vault.pictures.next(media_ids, self._decoding.keys() | self._unreadable)
        if media is None or not self._has_room(media.size):
            return False
        if media.size > MAX_FILE:
            _keep(vault, media.id, Decoded(problem=Problem.TOO_LARGE))
            return True
        try:
            self._submit(media.id, b"".join(vault.media.read(media.id)))
        except DamagedVault:
            self._unreadable.add(media.id)
        return True

    def keep(self, vault: Vault, together: int = 1) -> int:
        """Keep what is decoded by now, in one transaction; how many there were.

        ``together``: of fewer, with more still under way, none is kept yet.
        """
        with self._lock:
            done = [] if self._closed else [m for m, (_, f) in self._decoding.items() if f.done()]
        if len(done) < min(together, len(self._decoding)) or not done:
            return 0
        with vault.transaction():
            for media_id in done:
                _keep(vault, media_id, self._decoding[media_id][1].result())
        for media_id in done:
            del self._decoding[media_id]
        return len(done)

    def wait(self) -> None:
        """Wait a blink for a child to have an answer."""
        futures = [future for _size, future in self._decoding.values() if not future.done()]
        wait(futures, _LONGEST_WAIT, FIRST_COMPLETED)

    def make(
        self,
        vault: Vault,
        media_ids: Iterable[str] | None = None,
        progress: Progress = no_progress,
    ) -> None:
        """Make every picture that waits, of these originals or of all.

        What cannot be decoded stays as it is: kept, named, and without a picture. What cannot
        be read goes on waiting.
        """
        wanted = None if media_ids is None else tuple(media_ids)
        total, done = vault.pictures.waiting(wanted), 0
        while (begun := self.fetch(vault, wanted)) or self._decoding:
            if not begun:
                self.wait()
            done += self.keep(vault, TOGETHER)
            progress(min(done, total), total, _("Making small pictures"))

    def close(self) -> None:
        """End the children; what was not kept goes on waiting."""
        with self._lock:
            self._closed = True
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _has_room(self, size: int) -> bool:
        held = sum(each for each, _future in self._decoding.values())
        return not self._decoding or (len(self._decoding) < _AHEAD and held + size <= _BYTES_AHEAD)

    def _submit(self, media_id: str, data: bytes) -> None:
        with self._lock:
            if self._closed:
                return
            future = self._pool.submit(data)
        self._decoding[media_id] = (len(data), future)
        future.add_done_callback(self._tell)

    def _tell(self, _future: Future[Decoded]) -> None:
        if self._finished is not None and not self._closed:
            self._finished()


def make_pictures(
    vault: Vault, media_ids: Iterable[str] | None = None, progress: Progress = no_progress
) -> None:
    """Make every picture that waits, of these originals or of all, and wait for it."""
    wanted = None if media_ids is None else tuple(media_ids)
    if vault.pictures.waiting(wanted):
        with PictureMaker() as maker:
            maker.make(vault, wanted, progress)


def _keep(vault: Vault, media_id: str, decoded: Decoded) -> None:
    media = vault.media.get(media_id)
    vault.pictures.keep(_found(media, decoded), decoded.metadata, _derivative(media_id, decoded))


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


def _derivative(media_id: str, decoded: Decoded) -> Derivative | None:
    made = decoded.picture
    if made is None:
        return None
    kind = DerivativeKind.THUMBNAIL
    return Derivative(media_id, kind, made.recipe, made.width, made.height, made.data)
