"""A QR code drawn from memory, dark on light in every theme so that any camera reads it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.palette import LIGHT

_QUIET_ZONE = 4
"""Modules of margin that ISO/IEC 18004 asks for."""


class QrCode(QWidget):
    """Shows one text as a QR code; ``name`` says to a screen reader what it stands for."""

    def __init__(self, name: str, edge: int = 168) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedSize(QSize(edge, edge))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._modules: tuple[tuple[int, ...], ...] = ()

    def set_text(self, text: str) -> None:
        """Show this text; '' shows nothing."""
        import segno

        made = segno.make(text, micro=False, error="m") if text else None
        self._modules = tuple(tuple(row) for row in made.matrix) if made else ()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw whole pixels a module, in the middle."""
        if not self._modules:
            return
        across = len(self._modules) + 2 * _QUIET_ZONE
        pixel = self.width() // across
        start = (self.width() - pixel * len(self._modules)) // 2
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.sheet))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.ink))
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    painter.drawRect(QRect(start + x * pixel, start + y * pixel, pixel, pixel))
        painter.end()
