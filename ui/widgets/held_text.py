"""Sentences as high as they are, and to be scrolled where the page has less room for them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy

_LEAST: Final = 3
"""Lines."""


class HeldText(QScrollArea):
    """Holds one label that breaks its lines. In a column of its own height a label that has too
    little room is cut, and nothing leads to the rest of what it says."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        self.setWidget(label)
        self.setWidgetResizable(True)
        label.setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._reach(0, 0)
        self.verticalScrollBar().rangeChanged.connect(self._reach)

    def say(self, text: str) -> None:
        """Show these sentences instead; nothing where there are none."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.verticalScrollBar().setValue(0)
        self.setVisible(bool(text))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._label.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Some lines always stand."""
        least = self._label.minimumSizeHint()
        lines = _LEAST * self._label.fontMetrics().lineSpacing()
        return QSize(least.width(), min(least.height(), lines))

    def _reach(self, _least: int, most: int) -> None:
        """The key Tab leads to what can be scrolled, and past what is seen whole."""
        focus = Qt.FocusPolicy
        self.setFocusPolicy(focus.StrongFocus if most > 0 else focus.NoFocus)
