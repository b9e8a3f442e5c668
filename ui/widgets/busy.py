"""A line that moves while something short is being done that cannot be measured."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.widgets.label import paragraph
from ui.widgets.layouts import column


class Busy(QWidget):
    """Hidden until :meth:`begin`; says what is being done and how long it usually takes."""

    def __init__(self) -> None:
        super().__init__()
        self._label = paragraph("", "quiet")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.setLayout(column(self._label, self._bar, gap=1))
        self.hide()

    def begin(self, what: str) -> None:
        """Show the moving line under these words."""
        self._label.setText(what)
        self._bar.setAccessibleName(what)
        self.show()

    def end(self) -> None:
        """Hide again."""
        self.hide()
