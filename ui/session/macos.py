"""Lock and sleep on macOS: notices of the workspace and of the one who locks the screen.

Type-checked only; nobody has run it on a Mac.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject

from ui.session.holding import HoldingWatch

assert sys.platform == "darwin"  # noqa: S101 - type checkers are told, too

from desktop.system.macos_notices import (  # noqa: E402
    Notices,
    distributed_centre,
    workspace_centre,
)

_LONGEST: Final = 20_000
"""macOS waits for thirty seconds."""
_SLEEPS: Final = ("NSWorkspaceWillSleepNotification", "NSWorkspaceWillPowerOffNotification")
_WAKES: Final = "NSWorkspaceDidWakeNotification"
_LEFT: Final = "NSWorkspaceSessionDidResignActiveNotification"
_LOCKED: Final = "com.apple.screenIsLocked"


class MacSession(HoldingWatch):
    """Hears the session through notices."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_LONGEST, parent)
        self._notices: Notices | None = None

    def start(self) -> None:
        """Ask for the notices."""
        if self._notices is None:
            self._notices = Notices(self._hear)
            self._notices.listen(workspace_centre(), *_SLEEPS, _WAKES, _LEFT)
            self._notices.listen(distributed_centre(), _LOCKED)
            self._know(True)

    def stop(self) -> None:
        """Ask for none any more."""
        notices, self._notices = self._notices, None
        if notices is not None:
            notices.stop()

    def _hear(self, name: str) -> None:
        if name in _SLEEPS:
            self.fall_asleep()
        elif name == _WAKES:
            self.awake.emit()
        else:
            self.locked.emit()
