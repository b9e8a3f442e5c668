"""Ctrl+L in every window of the program, while dialogs, menus and lists of a choice are open too.

A shortcut of the main window alone is dead while a modal dialog stands before it. So each window
that takes the focus gets one, and each holds for the whole application: an open menu or list
takes all keys for itself, and on some systems they never reach a window that has the focus, but
shortcuts of the application are looked up before either gets them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = [QKeySequence("Ctrl+L"), QKeySequence("Ctrl+Д")]
"""The same key: Qt on Windows names it by the letter of the layout, here Cyrillic."""

_NAME = "lock-key"


class LockKey(QObject):
    """Calls ``lock`` after Ctrl+L was pressed anywhere in the program."""

    def __init__(self, app: QApplication, lock: Callable[[], None]) -> None:
        super().__init__(app)
        self._app = app
        self._lock = lock
        app.focusWindowChanged.connect(self._listen)
        self._listen()

    def stop(self) -> None:
        """Listen in no further window."""
        self._app.focusWindowChanged.disconnect(self._listen)

    def _listen(self) -> None:
        window = QApplication.activeWindow()
        directly = Qt.FindChildOption.FindDirectChildrenOnly
        if window is not None and window.findChild(QShortcut, _NAME, directly) is None:
            self._listen_in(window)

    def _listen_in(self, window: QWidget) -> None:
        shortcut = QShortcut(window)
        shortcut.setObjectName(_NAME)
        shortcut.setKeys(_KEYS)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        # Two windows that are both in reach are no ambiguity here: whichever is asked, it locks.
        for pressed in (shortcut.activated, shortcut.activatedAmbiguously):
            # Later: the window that is dealing with the key goes with the lock.
            pressed.connect(self._lock, Qt.ConnectionType.QueuedConnection)
