"""A dialog that is always as tall as what it holds, also when a banner or progress appears.

Qt makes room for a widget that appears only by the least height of the layout, and for lines
that wrap that is less than they need: controls and warnings were cut in half.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.scale import with_text
from ui.widgets.screen_fit import USUAL_FRAME, keep_on_screen

_ROUNDING = 2
"""Pixels that a window may lose at 125 or 150 %, where its size is rounded to the screen's."""


class GrowingDialog(QDialog):
    """Base of every dialog. Grows with what appears in it and never leaves the screen.

    ``where``: in its room, the place where it is opened again; empty for one that is not.
    """

    where: Mapping[str, str] = MappingProxyType({})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Skrynia")

    def set_width(self, pixels: int) -> None:
        """Be so wide, and wider with larger text as far as the screen has room."""
        sides = USUAL_FRAME.left() + USUAL_FRAME.right()
        self.setFixedWidth(
            min(with_text(pixels), self.screen().availableGeometry().width() - sides)
        )

    def put_away(self) -> bool:
        """The window is locked: nothing of it may stay in sight, and nothing is decided.

        Whether it is only hidden, to be shown again where the vault could not be closed.
        """
        self.reject()
        return False

    def event(self, event: QEvent) -> bool:
        """Compute the height anew when the layout changes."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        if event.type() == QEvent.Type.Show:
            keep_on_screen(self)  # one of a size of its own may be taller than the screen
        return handled

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        if self.height() < needed:
            keep_on_screen(self, needed + _ROUNDING)
