"""What locks an open vault: minutes without a sign of life, and Ctrl+L."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.controller import Controller
    from ui.idle import IdleLock
    from ui.preferences import Preferences
    from ui.shell.lock_key import LockKey


class LocksItself(QObject):
    """Made with the program; what it is made of is imported when a vault is first open. ``idle``:
    None until then."""

    def __init__(self, app: QApplication, controller: Controller, preferences: Preferences) -> None:
        super().__init__(controller)
        self._app, self._controller, self._preferences = app, controller, preferences
        self._key: LockKey | None = None
        self.idle: IdleLock | None = None

    def start(self) -> None:
        """Lock after so many minutes without a sign of life, from now on; and by Ctrl+L."""
        if self._key is None:
            from ui.shell.lock_key import LockKey

            self._key = LockKey(self._app, self._controller.lock)
        if self.idle is None:
            from ui.idle import IdleLock

            self.idle = IdleLock(self._app)
            self.idle.expired.connect(self._controller.lock)
            self.idle.left.connect(self._show_time_left)
        self.idle.start(self._minutes)

    def pause(self) -> None:
        """Nothing is open that minutes would lock."""
        if self.idle is not None:
            self.idle.stop()

    def stop(self) -> None:
        """For good, when the program ends."""
        self.pause()
        if self._key is not None:
            self._key.stop()
            self._key = None

    def _minutes(self) -> int:
        settings, shell = self._preferences.value, self._controller.shell
        talking = shell is not None and shell.with_person()
        return settings.talking_minutes if talking else settings.idle_minutes

    def _show_time_left(self, seconds: int) -> None:
        if self._controller.shell is not None:
            self._controller.shell.show_time_left(seconds)
