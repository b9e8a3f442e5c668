"""Whether pictures and films of the screen show the windows of this program.

One interface for the systems that can keep a window out; where none can, that is known.
"""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

CAN_KEEP_OUT = sys.platform in ("win32", "darwin")
"""X11 shows every window to every program, and Wayland leaves it to the desktop to ask."""


class Shield(Protocol):
    """What a system offers."""

    def turn(self, *, on: bool) -> bool:
        """Keep windows out of captures, or let them in; whether the system does so."""


class KeptOut(QObject):
    """Follows the setting, and windows as they appear."""

    def __init__(self, shield: Shield, parent: QObject) -> None:
        super().__init__(parent)
        self._shield = shield
        self._on = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._say)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101 - windows are made after it
        app.focusWindowChanged.connect(self._say_soon)

    def turn(self, *, on: bool) -> None:
        """Keep them out from now on, or let them in again."""
        self._on = on
        self._say()

    def _say_soon(self, _window: QWindow | None) -> None:
        self._soon.start()

    def _say(self) -> None:
        self._shield.turn(on=self._on)


def shield() -> Shield | None:
    """That of this system; None where it has none."""
    if sys.platform == "win32":
        from desktop.system.windows_capture import Shield as WindowsShield

        return WindowsShield()
    if sys.platform == "darwin":
        from desktop.system.macos_notices import MacShield

        return MacShield()
    return None
