"""The one top-level window: shows one screen at a time and remembers where it stood."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from ui.preferences import Preferences
from ui.theme import current
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.screen_fit import first_place, keep_on_screen

_NAME = "main"
_SIZE = (1376, 820)
_LEAST = (800, 440)
"""Fits with its frame and a task bar on 960 by 540: a screen of 1920 by 1080 at 200 %."""
_ICON = 64
_PLACINGS = 2
"""When it is shown, and when it is first in front: by then every window manager framed it."""


class Window(QMainWindow):
    """Its title is always «Skrynia»: a title is seen in task bars and on shared screens."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._placed = 0
        self._may_close: Callable[[], bool] = _always
        self.setWindowTitle("Skrynia")
        self._show_icon()
        self.setMinimumSize(*_LEAST)
        self._restore()

    def show_screen(self, screen: QWidget) -> None:
        """Put a screen in place of the one before, which is destroyed."""
        self.setCentralWidget(screen)

    def take_screen(self) -> QWidget | None:
        """Take the screen out of sight and keep it alive; the window is empty until the next.

        It stays the window's: given away and taken back, all it holds would be styled anew.
        """
        screen, layout = self.centralWidget(), self.layout()
        if screen is not None and layout is not None:
            layout.removeWidget(screen)
            screen.hide()
        return screen

    def come_to_front(self, token: str = "") -> None:
        """As somebody asked who starts the program again. ``token``: what lets it on Wayland."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def ask_before_close(self, may_close: Callable[[], bool]) -> None:
        """Let ``may_close`` decide when a person closes the window."""
        self._may_close = may_close

    def event(self, event: QEvent) -> bool:
        """Once the frame is on it, the window stands on the screen with all of it."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate):
            QTimer.singleShot(0, self, self._keep_on_screen)
        return handled

    @property
    def placed(self) -> bool:
        """Whether it found its first place; from then on a person moves it as they like."""
        return self._placed == _PLACINGS

    def _keep_on_screen(self) -> None:
        if not self.placed and self.isVisible():
            self._placed += 1
            keep_on_screen(self)

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
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.setGeometry(first_place(QSize(*_SIZE), room))


def dialog_in_front() -> GrowingDialog | None:
    """The form that is open over the page; None where none is."""
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, GrowingDialog)]
    forms = [dialog for dialog in shown if dialog.isVisible() and dialog.where]
    return forms[-1] if forms else None


def form_in_front() -> Mapping[str, str]:
    """Where the form that is open over the page is opened again; empty where none is."""
    dialog = dialog_in_front()
    return dialog.where if dialog is not None else {}


def close_others(window: QWidget) -> list[GrowingDialog]:
    """Close every other window, dialog and menu: none may stay beside the lock screen.

    Forms are only hidden, and given back: what stands in them may still have to be saved.
    """
    covered: list[GrowingDialog] = []
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, GrowingDialog) and widget.isVisible():
            covered += [widget] if widget.put_away() else []
        elif isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
        elif widget is not window and widget.isVisible():
            widget.close()
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()
    return covered


def _always() -> bool:
    return True
