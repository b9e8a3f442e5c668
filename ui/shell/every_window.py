"""A key that works in every window of the program, while dialogs, menus and lists are open too.

A shortcut of the main window alone is dead while a modal dialog stands before it. So each window
that takes the focus gets one, and each holds for the whole application: an open menu or list
takes all keys for itself, and on some systems they never reach a window that has the focus, but
shortcuts of the application are looked up before either gets them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


class KeyInEveryWindow(QObject):
    """Calls ``pressed`` after one of ``keys`` was pressed anywhere in the program. ``name``: of
    its shortcut in each window."""

    def __init__(
        self,
        app: QApplication,
        name: str,
        keys: Sequence[QKeySequence],
        pressed: Callable[[], None],
    ) -> None:
        super().__init__(app)
        self._app = app
        self._name, self._keys, self._pressed = name, list(keys), pressed
        self._listens = True
        app.focusWindowChanged.connect(self._listen)
        self._listen()

    def stop(self) -> None:
        """Listen in no further window; a second time does nothing."""
        if self._listens:
            self._listens = False
            self._app.focusWindowChanged.disconnect(self._listen)

    def _listen(self) -> None:
        window = QApplication.activeWindow()
        directly = Qt.FindChildOption.FindDirectChildrenOnly
        if window is not None and window.findChild(QShortcut, self._name, directly) is None:
            self._listen_in(window)

    def _listen_in(self, window: QWidget) -> None:
        shortcut = QShortcut(window)
        shortcut.setObjectName(self._name)
        shortcut.setKeys(self._keys)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        # Two windows that are both in reach are no ambiguity here: whichever is asked, it is done.
        for pressed in (shortcut.activated, shortcut.activatedAmbiguously):
            # Later: the window that is dealing with the key may go with what it does.
            pressed.connect(self._pressed, Qt.ConnectionType.QueuedConnection)
