"""Somebody without a mouse: keys go to whatever has the focus, and nothing else is touched."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

_MOST_TABS = 80
_LONG_MS = 20_000


class Keyboard:
    """Presses keys in the active window. ``find`` goes there by Tab and sees the ring."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window

    @property
    def here(self) -> QWidget:
        """What has the focus; the window in front when nothing has."""
        front = QApplication.activeModalWidget() or self._window
        if QApplication.activeWindow() is None:
            # What a window manager does when a dialog has closed; offscreen there is none.
            front.activateWindow()
            QApplication.processEvents()
        return QApplication.focusWidget() or front

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """One key, with Ctrl or Shift held."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self.here, key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Words of any alphabet."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.here, event)
        QApplication.processEvents()

    def replace(self, text: str) -> None:
        """Type over what stands here."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def find(self, name: str) -> QWidget:
        """Tab until what is called so has the focus; it must come and show it.

        The vault may not have answered yet what makes it appear.
        """
        passed: list[str] = []
        until = time.monotonic() + _LONG_MS / 1000
        while len(passed) < _MOST_TABS or time.monotonic() < until:
            if _name(self.here).startswith(name):
                assert shows_focus(self.here), f"no ring on {name!r}"
                return self.here
            passed.append(_name(self.here))
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name!r}, only to {passed[-_MOST_TABS:]}")

    def do(self, name: str) -> None:
        """Find a button and press it with Enter."""
        found = self.find(name)
        assert isinstance(found, QAbstractButton)
        self.press(Qt.Key.Key_Return)

    def choose(self, name: str, data: object) -> None:
        """Find a drop-down list and go down to the entry with this data."""
        box = self.find(name)
        assert isinstance(box, QComboBox)
        at = box.findData(data)
        assert at >= 0
        self.press(Qt.Key.Key_Home)
        for _ in range(at):
            self.press(Qt.Key.Key_Down)
        assert box.currentData() == data

    def answer_file_dialog(self, *names: str, folder: Path) -> None:
        """Type names into the dialog of files and accept with Enter."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(folder))
        text = " ".join(f'"{name}"' for name in names) if len(names) > 1 else names[0]
        self.replace(text)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: not isinstance(QApplication.activeModalWidget(), QFileDialog))

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program go on until this is so."""
        self._qtbot.waitUntil(until, timeout=_LONG_MS)


def shows_focus(widget: QWidget) -> bool:
    """Whether the widget looks another way with the focus than without it."""
    with_focus = _picture(widget)
    widget.clearFocus()
    without = _picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return with_focus != without


def _picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    window = widget.window()
    at = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    return window.grab(at.adjusted(-3, -3, 3, 3)).toImage()


def _name(widget: QWidget) -> str:
    said = widget.accessibleName()
    return said or (widget.text() if isinstance(widget, QAbstractButton) else "")
