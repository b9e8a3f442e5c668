"""Small pictures of what came in, made while the vault is open: nobody waits for them.

Each step is a short job in the rank of what can wait, so typing, searching and long jobs go
first; what it writes, nothing else writes. Locking ends it at once, and what still waits then
goes on after unlocking.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.errors import SkryniaError
from desktop.model.changes import Changes
from desktop.model.version import RecordKind

if TYPE_CHECKING:
    from desktop.media.pictures import PictureMaker
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


class PicturesBehind(QObject):
    """Follows what is added to the vault, and keeps on until nothing waits."""

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._made = _Maker()
        self._asked = self._again = False
        worker.changed.connect(self._hear)
        self.destroyed.connect(self._made.close)
        self._step()

    def maker(self) -> PictureMaker:
        """The one that makes them, for a job that adds files: it holds them in memory."""
        return self._made.get(self._ask_to_keep)

    def _hear(self, changes: Changes) -> None:
        if changes.of(RecordKind.MEDIA):
            self._step()

    def _step(self) -> None:
        """Ask for one step, unless one is asked for already; then for another after it."""
        self._again = self._asked
        if not self._asked:
            self._asked = True
            self._worker.read_later(self._work, self._went_on, self._stopped, self)

    def _work(self, vault: Vault) -> bool:
        """On the vault's thread: keep what is made, begin with what waits longest."""
        if not self._made.begun and not vault.pictures.waiting():
            return False
        maker = self.maker()
        maker.keep(vault)
        return maker.fetch(vault)

    def _went_on(self, begun: bool) -> None:
        self._asked = False
        if begun or self._again:
            self._step()

    def _stopped(self, _error: SkryniaError) -> None:
        """A full disk, say, of which whoever works is told; tried again with the next file."""
        self._asked = False

    def _ask_to_keep(self) -> None:
        """On a thread of the decoders: one of them has an answer."""
        self._worker.read_later(self._work, self._kept, self._stopped, self)

    def _kept(self, begun: bool) -> None:
        if begun:
            self._step()


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

    def get(self, finished: Callable[[], None]) -> PictureMaker:
        """The one there is; closed already where this is."""
        from desktop.media.pictures import PictureMaker

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
