"""An empty screen that says what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.scale import with_text
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.picture import Picture

_WIDEST = 420
_LEAST = 280
_BEFORE_THE_EDGES = 100
"""How much more of a row's room goes to its words than to either side of them."""


class EmptyState(QWidget):
    """An icon, what is not here yet, what to do first, and the buttons that do it."""

    def __init__(self, icon: str, title: str, text: str, *actions: QWidget) -> None:
        super().__init__()
        self._title = paragraph(title, "lead", "strong")
        self._text = paragraph(text, "quiet")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(with_text(_WIDEST))
            label.setMinimumWidth(_LEAST)
        words = [row(None, label, None) for label in (self._title, self._text)]
        for each in words:
            # As wide as it may be where there is room: larger letters break no more lines.
            each.setStretch(1, _BEFORE_THE_EDGES)
        picture, buttons = (row(None, Picture(icon, 48, "quiet"), None), row(None, *actions, None))
        self.setLayout(column(None, picture, *words, buttons, None, gap=3, margin=6))

    def say(self, title: str, text: str) -> None:
        """Renew both sentences."""
        self._title.setText(title)
        self._text.setText(text)
