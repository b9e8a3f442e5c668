"""A pair of hands for the real window: they find a widget, click it, type into it, and wait.

Nothing of the program is called but what a person could do with mouse and keyboard. Waiting
is for something to become true, with a limit; nothing sleeps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QWidget,
)

W = TypeVar("W", bound=QObject)
_LONGEST = 60.0
_MILLISECONDS = 5


def wait_for(found: Callable[[], W | None], what: str) -> W:
    """Run the program until ``found`` answers something; between two looks it may rest."""
    until = time.monotonic() + _LONGEST
    wake = QTimer()
    wake.start(_MILLISECONDS)
    while time.monotonic() < until:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        answer = found()
        if answer is not None:
            return answer
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    raise AssertionError(f"waited in vain for {what}")


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Run the program until ``true`` holds."""
    holder = QObject()
    wait_for(lambda: holder if true() else None, what)


def shown(parent: QWidget, kind: type[W], suits: Callable[[W], bool] = lambda _w: True) -> W:
    """The one widget of this kind a person can see, once it is there."""

    def look() -> W | None:
        seen = (w for w in parent.findChildren(kind) if isinstance(w, QWidget) and w.isVisible())
        return next((w for w in seen if suits(w)), None)

    return wait_for(look, kind.__name__)


def click(widget: QWidget) -> None:
    """Click in the middle, once the widget can be clicked."""
    wait_until(lambda: widget.isVisible() and widget.isEnabled(), f"{widget.accessibleName()!r}")
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def write(editor: QWidget, text: str) -> None:
    """Replace what stands in a line by ``text``, key by key."""
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, text)


def type_text(editor: QWidget, text: str) -> None:
    """Type where the cursor is, as an input method does: QTest's own keys know ASCII only."""
    editor.setFocus()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(editor, event)


def choose(editor: QComboBox, data: object) -> None:
    """Take the entry with this data from a drop-down list, by keyboard."""
    editor.setFocus()
    at = editor.findData(data)
    assert at >= 0, f"{data} is not offered"
    QTest.keyClick(editor, Qt.Key.Key_Home)
    for _step in range(at):
        QTest.keyClick(editor, Qt.Key.Key_Down)
    assert editor.currentData() == data


def answer_file_dialog(window: QWidget, path: Path) -> None:
    """Type a path into the file dialog that is open, and accept."""
    dialog = shown(window, QFileDialog)
    name = wait_for(lambda: dialog.findChild(QLineEdit, "fileNameEdit"), "the name field")
    write(name, str(path))
    boxes = dialog.findChildren(QDialogButtonBox)
    buttons = [b for box in boxes for b in box.buttons() if _accepts(box, b)]
    click(buttons[0])
    wait_until(lambda: not _alive(dialog), "the file dialog to close")


def answer_files_dialog(window: QWidget, paths: list[Path]) -> None:
    """Type several names into the dialog for files that are there, and accept."""
    dialog = shown(window, QFileDialog)
    dialog.setDirectory(str(paths[0].parent))
    name = wait_for(lambda: dialog.findChild(QLineEdit, "fileNameEdit"), "the name field")
    write(name, " ".join(f'"{path.name}"' for path in paths))
    boxes = dialog.findChildren(QDialogButtonBox)
    click(next(b for box in boxes for b in box.buttons() if _accepts(box, b)))
    wait_until(lambda: not _alive(dialog), "the file dialog to close")


def open_dialog(window: QWidget, kind: type[W]) -> W:
    """The dialog of this kind that just opened."""
    dialog = shown(window, kind)
    assert isinstance(dialog, QDialog)
    return dialog


def _accepts(box: QDialogButtonBox, button: object) -> bool:
    accept = {QDialogButtonBox.ButtonRole.AcceptRole}
    return box.buttonRole(button) in accept  # type: ignore[arg-type]


def _alive(widget: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(widget) and widget.isVisible()
