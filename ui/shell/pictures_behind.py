"""Small pictures of what came in, made while the vault is open, and its words put into the search:
nobody waits for them.

Each step is a short job in the rank of what can wait, so typing, searching and long jobs go
first; what it writes, nothing else writes. Locking ends it at once, and what still waits then
goes on after unlocking. Where no child can be started, that is told once, and tried again with
the next file.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import SkryniaError
from desktop.model.changes import Changes, Part

if TYPE_CHECKING:
    from desktop.media.decoding.pictures import PictureMaker
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


class PicturesBehind(QObject):
    """Follows what is added to the vault, and keeps on until nothing waits.

    ``stopped()``: no child that decodes can be started; told once.
    """

    stopped = Signal()

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._made = _Maker()
        self._asked = self._told = False
        worker.changed.connect(self._hear)
        self.destroyed.connect(self._made.close)
        self._step()

    def maker(self) -> PictureMaker:
        """The one that makes them, for a job that adds files: it holds them in memory."""
        return self._made.get(self._ask_to_keep)

    def _hear(self, changes: Changes) -> None:
        if changes.of(Part.WANTED_PICTURE):
            self._made.resume()
        if changes.of(Part.WANTED_PICTURE, Part.LEFT):
            self._step()

    def _step(self) -> None:
        """Ask for one step, unless one is asked for already and was not begun yet."""
        if not self._asked:
            self._asked = True
            self._worker.read_later(self._work_asked, self._went_on, self._failed, self)

    def _work_asked(self, vault: Vault) -> bool:
        """The step that was asked for. However it ends, another may be asked for."""
        self._asked = False
        return self._work(vault)

    def _work(self, vault: Vault) -> bool:
        """On the vault's thread: keep what is made, begin with what waits longest; where nothing
        does, go on with what killed jobs left."""
        if not self._made.begun and not vault.pictures.waiting():
            return vault.go_on_with_leftovers() or _compare_some(vault)
        maker = self.maker()
        maker.keep(vault)
        begun = maker.fetch(vault)
        # What came is soon found, however many pictures it has.
        came = vault.search.index_waiting() or begun
        return came or vault.go_on_with_leftovers() or _compare_some(vault)

    def _went_on(self, begun: bool) -> None:
        if begun:
            self._step()
        elif self._made.stopped and not self._told:
            self._told = True
            self.stopped.emit()

    def _failed(self, _error: SkryniaError) -> None:
        """A full disk, say, of which whoever works is told; tried again with the next file."""

    def _ask_to_keep(self) -> None:
        """On a thread of the decoders: one of them has an answer."""
        self._worker.read_later(self._work, self._went_on, self._failed, self)


def _compare_some(vault: Vault) -> bool:
    """By what pictures of before look alike is read once; whether there were any."""
    if not vault.lookalikes.any_unread():
        return False
    from desktop.media.decoding.lookalikes import learn_some

    return learn_some(vault)


class _Maker:
    """A maker begun when first needed, on the vault's thread; closed on that of the window."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._maker: PictureMaker | None = None
        self._closed = False

    @property
    def begun(self) -> bool:
        """Whether one was needed."""
        return self._maker is not None

    @property
    def stopped(self) -> bool:
        """Whether it could start no child."""
        return self._maker is not None and self._maker.stopped

    def resume(self) -> None:
        """Have it try again to start children."""
        if self._maker is not None:
            self._maker.resume()

    def get(self, finished: Callable[[], None]) -> PictureMaker:
        """The one there is; closed already where this is."""
        from desktop.media.decoding.pictures import PictureMaker

        with self._lock:
            if self._maker is None:
                self._maker = PictureMaker(finished)
                if self._closed:
                    self._maker.close()
            return self._maker

    def close(self) -> None:
        """End the children."""
        with self._lock:
            self._closed = True
            if self._maker is not None:
                self._maker.close()
