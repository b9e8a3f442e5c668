"""The one top-level window: shows one screen at a time and remembers where it stood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from ui.preferences import Preferences
from ui.theme import current

_NAME = "main"
_SIZE = (1376, 820)
_LEAST = (1024, 640)
_ICON = 64


class Window(QMainWindow):
    """Its title is always «Skrynia»: a title is seen in task bars and on shared screens."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._may_close: Callable[[], bool] = _always
        self.setWindowTitle("Skrynia")
        self._show_icon()
        self.setMinimumSize(*_LEAST)
        self._restore()

    def show_screen(self, screen: QWidget) -> None:
        """Put a screen in place of the one before, which is destroyed."""
        self.setCentralWidget(screen)

    def take_screen(self) -> QWidget | None:
        """Take the screen out and keep it alive; the window is empty until the next."""
        screen: QWidget | None = self.takeCentralWidget()
        if screen is not None:
            screen.hide()
        return screen

    def ask_before_close(self, may_close: Callable[[], bool]) -> None:
        """Let ``may_close`` decide when a person closes the window."""
        self._may_close = may_close

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember size and place; close only when words are safe."""
        self._remember()
        if self._may_close():
            event.accept()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """The window's icon follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icon()

    def _show_icon(self) -> None:
        self.setWindowIcon(QIcon(current().pixmap("chest", _ICON, "cornflower")))

    def _remember(self) -> None:
        packed = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._preferences.change(lambda settings: settings.with_window(_NAME, packed))

    def _restore(self) -> None:
        packed = self._preferences.value.windows.get(_NAME, "")
        if packed and self.restoreGeometry(QByteArray.fromBase64(packed.encode("ascii"))):
            return
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))


def close_others(window: QWidget) -> None:
    """Close every other window, dialog and menu: none may stay beside the lock screen."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
        elif widget is not window and widget.isVisible():
            widget.close()
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()


def _always() -> bool:
    return True
