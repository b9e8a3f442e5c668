"""A row below the account that offers something, and goes by Escape."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class OfferRow(QWidget):
    """Nothing is done by itself. What is in :attr:`_watched` hears Escape while the row stands."""

    _watched: tuple[QWidget, ...] = ()

    def leave(self) -> None:
        """Close the row; everything stays as it is."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Listen for Escape only while there is something to leave: it costs at every key."""
        super().showEvent(event)
        for each in self._watched:
            each.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for each in self._watched:
            each.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape on the page or here leaves the row."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress and self.isVisible():
            self.leave()
            return True
        return super().eventFilter(watched, event)
