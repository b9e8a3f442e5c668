"""Lock and sleep on Windows: what its messages say to a window (``windows_messages``).

Type-checked, and its messages tried under Wine; nobody has put a real Windows to sleep with it yet.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject

from ui.session.holding import HoldingWatch

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.windows_messages import Told, UnseenWindow  # noqa: E402

_LONGEST: Final = 1_800
"""Windows sleeps after two seconds whatever a program does."""


class WindowsSession(HoldingWatch):
    """Hears the session through a window of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_LONGEST, parent)
        self._window: UnseenWindow | None = None

    def start(self) -> None:
        """Make the window."""
        if self._window is None:
            try:
                self._window = UnseenWindow("Skrynia.session", self._told, lambda _data: False)
            except OSError:
                self._know(False)
            else:
                self._know(True)

    def stop(self) -> None:
        """Take it away."""
        window, self._window = self._window, None
        if window is not None:
            window.close()

    def _told(self, told: Told) -> None:
        if told is Told.SLEEPING:
            self.fall_asleep()
        elif told is Told.AWAKE:
            self.awake.emit()
        else:
            self.locked.emit()
