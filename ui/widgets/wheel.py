"""The mouse wheel scrolls pages and changes no value, with the focus or without."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent


class NoWheel:
    """Stands before Qt's class in a box whose value the wheel would step."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll on."""
        event.ignore()
