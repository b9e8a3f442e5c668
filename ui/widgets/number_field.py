"""A whole number between two bounds, typed or stepped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

from ui.scale import TARGET, space


class NumberField(QSpinBox):
    """The wheel changes it only when it has the focus, so a page scrolls past it."""

    def __init__(self, least: int, most: int, value: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.setMinimumHeight(TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The style sheet's padding does not reach the line inside.
        self.lineEdit().setTextMargins(space(1) + 2, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll on when it is only passing over."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
