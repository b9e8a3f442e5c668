"""Typed words go into the vault by themselves, and stay on the screen when they cannot.

Each edit restarts a timer of two seconds with a ceiling of ten, so a pause saves and a
stream of words is saved all the same. What is written is frozen on the GUI thread first;
the write runs on the worker. A failed write leaves everything unsaved, says so, and is
tried again; words are never thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import SkryniaError
from desktop.model.values.moment import Moment
from ui.shell.room import StateBar

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

PAUSE_MS = 2_000
CEILING_MS = 10_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """One state of a form: how to write it, and what to do once it is in the vault."""

    write: Callable[[Vault], None]
    settled: Callable[[], None]


class Autosave(QObject):
    """Saves what ``freeze`` hands out; a :class:`ui.shell.room.DraftSaver`. ``failed``: it could
    not, and tries again later."""

    failed = Signal()

    def __init__(
        self,
        worker: VaultWorker,
        state_bar: StateBar,
        freeze: Callable[[], Frozen],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._state_bar = state_bar
        self._freeze = freeze
        self._dirty = False
        self._in_flight = 0
        self._pause = self._timer(PAUSE_MS)
        self._ceiling = self._timer(CEILING_MS)

    def touch(self) -> None:
        """Something was edited."""
        self._dirty = True
        self._state_bar.saving(self)
        self._pause.start()
        if not self._ceiling.isActive():
            self._ceiling.start()

    def save_now(self) -> None:
        """Hand over what is unsaved without waiting for the timer or for the answer."""
        if not self._dirty:
            return
        self._pause.stop()
        self._ceiling.stop()
        self._dirty = False
        self._in_flight += 1
        frozen = self._freeze()
        self._worker.run(frozen.write, lambda _: self._done(frozen), self._failed, self)

    def unsaved(self) -> bool:
        """Words are only on the screen, or on their way."""
        return self._dirty or self._in_flight > 0

    def _done(self, frozen: Frozen) -> None:
        self._in_flight -= 1
        frozen.settled()
        if not self.unsaved():
            self._state_bar.saved(self, Moment.now().local())

    def _failed(self, error: SkryniaError) -> None:
        self._in_flight -= 1
        self._dirty = True
        self._state_bar.not_saved(self, error)
        self.failed.emit()
        self._ceiling.start()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.save_now)
        return timer
