"""A dialog that is always as tall as what it holds, also when a banner or progress appears.

Qt makes room for a widget that appears only by the least height of the layout, and for lines
that wrap that is less than they need: controls and warnings were cut in half.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.widgets.screen_fit import keep_on_screen

_ROUNDING = 2
"""Pixels that a window may lose at 125 or 150 %, where its size is rounded to the screen's."""


class GrowingDialog(QDialog):
    """Base of every dialog. Grows with what appears in it and never leaves the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Skrynia")

    def event(self, event: QEvent) -> bool:
        """Compute the height anew when the layout changes."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return handled

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        if self.height() < needed:
            keep_on_screen(self, needed + _ROUNDING)
