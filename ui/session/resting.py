"""The vault is locked when the session is, and before the computer sleeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.session.watch import SessionWatch
from ui.start.screen import StartScreen

if TYPE_CHECKING:
    from ui.controller import Controller


class Resting(QObject):
    """Hears ``watch`` for the controller. ``asleep``: the computer is about to sleep, or sleeps."""

    def __init__(self, controller: Controller, watch: SessionWatch) -> None:
        super().__init__(controller)
        self._controller, self.watch = controller, watch
        self.asleep = False
        watch.locked.connect(self._lock)
        watch.sleeping.connect(self._fall_asleep)
        watch.awake.connect(self._wake)
        watch.start()

    def let_sleep(self) -> None:
        """Hold the computer up no longer, where nothing is left to be closed or saved."""
        screen = self._controller.lock_screen
        if self.asleep and (screen is None or screen.at_rest):
            self.watch.put_away()

    def _fall_asleep(self) -> None:
        """Lock, and let the computer sleep once the vault is closed. It would not wait for a
        long job to end, so that stops at its next safe point."""
        self.asleep = True
        worker = self._controller.worker
        stops = worker.is_busy
        worker.cancel_all()
        self._lock()
        if self._controller.lock_screen is not None:
            self._controller.lock_screen.fall_asleep(stops=stops)
        self.let_sleep()

    def _lock(self) -> None:
        self._controller.lock()
        screen = self._controller.window.centralWidget()
        if isinstance(screen, StartScreen):
            screen.forget()

    def _wake(self) -> None:
        self.asleep = False
        self._controller.lock()
