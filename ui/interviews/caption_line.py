"""The line in which captions are typed one after the other, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.model.values.plain_text import one_line
from ui.widgets.editors import OnText, kept_to_one_line

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class CaptionLine(QLineEdit):
    """One line. Enter and Down go on to the next file, Shift+Enter and Up back to the one before,
    with the cursor behind what stands there: nothing that was typed is chosen, and so replaced."""

    def __init__(self, typed: OnText, step: Callable[[int], bool]) -> None:
        """``step``: go so many files on; whether there was one."""
        super().__init__()
        self._step = step
        kept_to_one_line(self)
        self.textEdited.connect(lambda text: typed(one_line(text)))
        # A file that is let go there would be written into it as its path.
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _steps(event)
        if not by:
            super().keyPressEvent(event)
        elif self._step(by):
            self.end(False)


def _steps(event: QKeyEvent) -> int:
    """How many files a key goes on: 1, -1 for the one before, 0 where it is no such key."""
    key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _ENTER and held in (_NONE, _SHIFT):
        return -1 if held == _SHIFT else 1
    if held == _NONE and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        return 1 if key == Qt.Key.Key_Down else -1
    return 0
