"""The small pictures of originals that are safe already: made behind, a few at a time.

A maker decodes in child processes what it is offered while it still is in memory, and
fetches from the vault what waits there. It never blocks the thread that owns the vault,
unless it is asked to :meth:`~PictureMaker.wait`. What it has not kept when it is closed waits
in the vault, and another maker goes on. So does what no child could be started for: that
says nothing of a file, and the maker stops.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Self

from desktop.errors import DamagedVault, NoSuchRecord
from desktop.i18n import _
from desktop.media.decoding.decoder import Decoded, DecoderPool
from desktop.media.decoding.outcome import UNSURE, answer, keep_outcome
from desktop.media.decoding.wire import MAX_FILE, Problem
from desktop.progress import Progress, no_progress
from desktop.system.confinement import is_whole

if TYPE_CHECKING:
    from desktop.home.roles import Describing
    from desktop.model.media import Media

_AHEAD = 24
_BYTES_AHEAD = 80 << 20
"""Of originals in memory, decoded or waiting for a child: what is offered need not be read back."""
_FETCHED = 5
"""Of those that are fetched: enough that no child is idle."""
_PIECES = 6
"""Of a mebibyte, read in one step: a photo as phones make them, in one."""
TOGETHER = 3
"""Pictures kept in one transaction, where nobody looks at each."""
_LONGEST_WAIT = 0.02
"""Seconds between two safe points while the children decode."""


class PictureMaker:
    """Makes pictures of what waits in one vault; leaving it ends the children.

    ``stopped``: no child could be started; nothing is begun until :meth:`resume`.
    ``open_to_computer``: a child answered that is not kept from files, sockets and programs.
    ``finished`` is called on a thread of its own whenever something can be kept. Everything
    else but ``close`` and ``resume`` is for the thread that owns the vault.
    """

    def __init__(self, finished: Callable[[], None] | None = None, *, behind: bool = True) -> None:
        """``behind``: nobody waits for these pictures, so whoever works goes first."""
        self._finished = finished
        self._pool = DecoderPool(behind=behind)
        self._decoding: dict[str, BeingDecoded] = {}
        self._resumed = 0
        self._unreadable: set[str] = set()
        self._walk: deque[int] = deque()
        self._coming: _Coming | None = None
        self._ended = False
        self._fed = False
        self.stopped = False
        self.open_to_computer = False
        self._lock = Lock()
        self._closed = False

    def offer(self, media_id: str, data: bytes) -> None:
        """Decode an original that was stored a moment ago, where a child is free for it."""
        if not self.stopped and self._has_room(len(data)):
            self._submit(media_id, data)

    def resume(self) -> None:
        """Try again to start children."""
        self._resumed += 1
        self.stopped = False

    @contextmanager
    def fed(self) -> Iterator[None]:
        """Meanwhile nothing is fetched: reading originals back would hold up their storing.

        Children leave two cores to it as well.
        """
        self._fed = True
        try:
            with self._pool.sparing():
                yield
        finally:
            self._fed = False

    def fetch(self, vault: Describing) -> bool:
        """Begin with the original that has waited longest; False where none is, or no room."""
        if self._may_fetch() and not self._walk:
            self._walk.extend(vault.pictures.rows())
        return self._begin(vault)

    def keep(self, vault: Describing, together: int = 1) -> int:
        """Keep what is decoded by now, in one transaction; how many there were.

        ``together``: of fewer, with more still under way, none is kept yet.
        """
        with self._lock:
            done = (
                []
                if self._closed
                else [m for m, each in self._decoding.items() if each.future.done()]
            )
        if len(done) < min(together, len(self._decoding)) or not done:
            return 0
        answers = {media_id: answer(self._decoding[media_id].future) for media_id in done}
        with vault.transaction():
            for media_id, decoded in answers.items():
                keep_outcome(vault, media_id, decoded)
        for media_id, decoded in answers.items():
            # What was begun before the last try says nothing of it, however late it ends.
            of_this_try = self._decoding.pop(media_id).resumed == self._resumed
            self.stopped = self.stopped or (decoded.passing and of_this_try)
            self._ended = self._ended or decoded.problem in UNSURE
            if decoded.media_type and not is_whole(decoded.walls):
                self.open_to_computer = True
        return len(done)

    def wait(self) -> None:
        """Wait a blink for a child to have an answer."""
        futures = [each.future for each in self._decoding.values() if not each.future.done()]
        wait(futures, _LONGEST_WAIT, FIRST_COMPLETED)

    def make(
        self,
        vault: Describing,
        media_ids: Collection[str] | None = None,
        progress: Progress = no_progress,
        *,
        undescribed: bool = False,
    ) -> bool:
        """Make every picture that waits, of these originals or of all; False if ``stopped``.

        What cannot be decoded stays as it is: kept, named, and without a picture. What cannot
        be read goes on waiting. ``undescribed``: only where nobody said yet what the file is.
        """

        def pause() -> None:
            progress(0, 1, _("Creating small pictures"))

        def rows() -> list[int]:
            return vault.pictures.rows(media_ids, undescribed=undescribed, pause=pause)

        self._walk, done = deque(rows()), 0
        total = len(self._walk)
        while (begun := self._begin(vault)) or self._under_way() or self._again(rows):
            if not begun:
                self.wait()
            done += self.keep(vault, TOGETHER)
            progress(min(done, total), total, _("Creating small pictures"))
        return not self.stopped

    def close(self) -> None:
        """End the children; what was not kept goes on waiting."""
        with self._lock:
            self._closed = True
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _may_fetch(self) -> bool:
        ended = self._fed or self._closed or self.stopped
        return not ended and len(self._decoding) < _FETCHED

    def _under_way(self) -> bool:
        return bool(self._decoding) and not self._closed

    def _begin(self, vault: Describing) -> bool:
        """Begin with the next of the walk, or read on in the one that was begun with."""
        if self._coming is None:
            media = self._next(vault) if self._may_fetch() else None
            if media is None or not self._has_room(media.size):
                return False
            self._walk.popleft()
            if media.size > MAX_FILE:
                keep_outcome(vault, media.id, Decoded(problem=Problem.TOO_LARGE))
                return True
            self._coming = _Coming(media.id, vault.media.read(media.id))
        return self._may_fetch() and self._read_on(self._coming)

    def _read_on(self, coming: _Coming) -> bool:
        """Read a moment's worth; decode what is whole."""
        try:
            if coming.read_on():
                return True
        except NoSuchRecord:
            # Removed meanwhile, as added by mistake.
            self._coming = None
            return True
        except DamagedVault:
            self._unreadable.add(coming.media_id)
        else:
            self._submit(coming.media_id, b"".join(coming.pieces))
        self._coming = None
        return True

    def _next(self, vault: Describing) -> Media | None:
        """The first of the walk that still waits and can be begun with."""
        while self._walk:
            media = vault.pictures.at(self._walk[0])
            if media and media.id not in self._decoding and media.id not in self._unreadable:
                return media
            self._walk.popleft()
        return None

    def _again(self, rows: Callable[[], list[int]]) -> bool:
        """Walk once more, after all others, over those whose children ended."""
        if self.stopped or self._closed or not self._ended:
            return False
        self._ended = False
        self._walk.extend(rows())
        return bool(self._walk)

    def _has_room(self, size: int) -> bool:
        held = sum(each.size for each in self._decoding.values())
        return not self._decoding or (len(self._decoding) < _AHEAD and held + size <= _BYTES_AHEAD)

    def _submit(self, media_id: str, data: bytes) -> None:
        with self._lock:
            if self._closed:
                return
            try:
                future = self._pool.submit(data)
            except RuntimeError:
                # The system has no thread for us.
                self.stopped = True
                return
        self._decoding[media_id] = BeingDecoded(len(data), future, self._resumed)
        future.add_done_callback(self._tell)

    def _tell(self, _future: Future[Decoded]) -> None:
        if self._finished is not None and not self._closed:
            self._finished()


@dataclass(frozen=True, slots=True)
class BeingDecoded:
    """An original that a child has. ``resumed``: how often a start was tried again before."""

    size: int
    future: Future[Decoded]
    resumed: int


class _Coming:
    """An original that is read a few pieces at a time: one of sixty megabytes takes a second."""

    def __init__(self, media_id: str, rest: Iterator[bytes]) -> None:
        self.media_id, self.pieces = media_id, list[bytes]()
        self._rest = rest

    def read_on(self) -> bool:
        """Read some more; whether there may be further ones."""
        some = list(islice(self._rest, _PIECES))
        self.pieces += some
        return len(some) == _PIECES


def make_pictures(
    vault: Describing,
    progress: Progress = no_progress,
    media_ids: Collection[str] | None = None,
) -> bool:
    """Make every picture that waits, of these originals or of all, and read what is written in
    them; False where no child could be started."""
    if not vault.pictures.waiting():
        return True
    with PictureMaker(behind=False) as maker:
        return maker.make(vault, media_ids, progress)


def describe(
    vault: Describing, media_ids: Collection[str], progress: Progress = no_progress
) -> bool:
    """Find out what these originals are, and wait for it: their records travel or are printed.

    A picture of what another vault has described goes on waiting. False where no child could
    be started; the records then say no more than before, and whoever asked has to say so.
    """
    if not vault.pictures.waiting():
        return True
    with PictureMaker(behind=False) as maker:
        return maker.make(vault, media_ids, progress, undescribed=True)
