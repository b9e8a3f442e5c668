"""A whole number between two bounds, typed or stepped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from ui.scale import TARGET, space
from ui.widgets.wheel import NoWheel


class NumberField(NoWheel, QSpinBox):
    """The mouse wheel never changes it, so a page scrolls past it."""

    def __init__(self, least: int, most: int, value: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.setMinimumHeight(TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The style sheet's padding does not reach the line inside.
        self.lineEdit().setTextMargins(space(1) + 2, 0, 0, 0)
