"""Ctrl+L in every window that takes the focus: dialogs and choosers of files too.

A shortcut of the main window is dead while a modal dialog stands before it. Keys are watched
where they enter, at the native windows, as :mod:`ui.idle` does. An open menu or list of a
choice takes the keys for itself; it has to be closed first (Escape).
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_WINDOWS_KEY_L = 0x4C
"""The key of the letter L on Windows, whatever alphabet is typed with it."""


class LockKey(QObject):
    """Calls ``lock`` when Ctrl+L was pressed anywhere in the program."""

    def __init__(self, app: QGuiApplication, lock: Callable[[], None]) -> None:
        super().__init__(app)
        self._lock = lock
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lock after the key was dealt with: the window that got it may go in the meantime."""
        if isinstance(event, QKeyEvent) and _locks(event):
            QTimer.singleShot(0, self, self._lock)
            return True
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def _locks(event: QKeyEvent) -> bool:
    if event.type() != QEvent.Type.KeyPress:
        return False
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    by_place = sys.platform == "win32" and event.nativeVirtualKey() == _WINDOWS_KEY_L
    return event.key() == Qt.Key.Key_L or by_place
