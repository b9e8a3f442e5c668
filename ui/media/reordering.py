"""A file of the set that is shown is dragged to another place; Alt and the arrows do the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QRubberBand

from ui.media.grid import GridModel, ThumbnailGrid

_LINE: Final = 4
"""Pixels: how wide the line is that says where it goes."""


class Reordering(QObject):
    """Watches the mouse over a grid. ``moved(position, other)``: an item was let go on another,
    and takes its place; Escape lets it stay. ``offered``: whether that may be done now."""

    moved = Signal(int, int)

    def __init__(self, grid: ThumbnailGrid, model: GridModel, offered: Callable[[], bool]) -> None:
        super().__init__(grid)
        self._grid, self._model, self._offered = grid, model, offered
        self._from: int | None = None
        self._pressed = QPoint()
        self._to: int | None = None
        self._line = QRubberBand(QRubberBand.Shape.Line, grid.viewport())
        grid.viewport().installEventFilter(self)
        grid.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what belongs to a drag, and leave the rest to the grid."""
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        dragging = self._to is not None and event.type() == QEvent.Type.KeyPress
        if dragging and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._end()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            left = event.button() == Qt.MouseButton.LeftButton and self._offered()
            self._pressed, self._from = at, self._model.position(self._grid.indexAt(at))
            if not left:
                self._from = None
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            return self._drag(at)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._to is not None:
            here, there = self._from, self._to
            self._end()
            if here is not None and here != there:
                self.moved.emit(here, there)
            return True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._from = None
        return False

    def _drag(self, at: QPoint) -> bool:
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._to is None and not far:
            return False
        place = self._model.position(self._grid.indexAt(at))
        self._to = self._model.count() - 1 if place is None else place
        self._grid.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._show_line(self._to)
        return True

    def _show_line(self, place: int) -> None:
        """On the side of the cell on which the file will stand."""
        cell = self._model.cell(place)
        self._grid.scrollTo(cell)
        room = self._grid.visualRect(cell)
        behind = self._from is not None and place > self._from
        left = room.right() - _LINE if behind else room.left()
        self._line.setGeometry(QRect(left, room.top(), _LINE, room.height()))
        self._line.setVisible(place != self._from)

    def _end(self) -> None:
        self._from = self._to = None
        self._line.hide()
        self._grid.viewport().unsetCursor()
