"""A picture on which parts are marked: with the mouse, or by keys alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from desktop.i18n import ngettext
from desktop.model.values.area import WHOLE, Area
from ui.media.canvas import Canvas
from ui.theme import current

_STEP: Final = 100
"""By which a key moves a box, or makes it larger: a hundredth of the picture."""
_FIRST: Final = 1500
"""Sides of a box that a key puts there."""
_LEAST: Final = 4
"""Pixels that the mouse moves at least where a box is meant."""
_MOVES: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CoverCanvas(Canvas):
    """Dragging marks a box; Insert puts one into the middle, the arrows move the last one that was
    touched, with Shift they change its sides, Delete takes it away. ``marked``: others stand there.
    """

    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[Area] = []
        self._at = -1
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setCursor(Qt.CursorShape.CrossCursor)

    def put(self) -> None:
        """Mark a box in the middle."""
        start = (WHOLE - _FIRST) // 2
        self._add(Area(start, start, _FIRST, _FIRST))

    def take_away(self) -> None:
        """Without the box that was touched last."""
        if self.boxes:
            del self.boxes[self._at]
            self._at = len(self.boxes) - 1
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif self.shows:
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        self._to = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, self._from = self._from, None
        if begun is None:
            super().mouseReleaseEvent(event)
            return
        away = event.position() - begun
        if max(abs(away.x()), abs(away.y())) < _LEAST:
            self._touch(event.position())
        elif (box := self._area(QRectF(begun, event.position()).normalized())).is_inside:
            self._add(box)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Insert:
            self.put()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_away()
        elif self.boxes and (way := _MOVES.get(key)):
            self._move(*way, sides=bool(event.modifiers() & _SHIFT))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.shows:
            return
        painter = QPainter(self)
        for number, box in enumerate(self.boxes):
            painter.fillRect(self._on_screen(box), QColor(0, 0, 0, 190))
            colour = "cornflower" if number == self._at else "line"
            painter.setPen(QPen(current().colour(colour), 2))
            painter.drawRect(self._on_screen(box))
        if self._from is not None:
            painter.setPen(QPen(current().colour("cornflower"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self._from, self._to).normalized())
        painter.end()

    def _add(self, box: Area) -> None:
        self.boxes.append(box)
        self._at = len(self.boxes) - 1
        self._tell()

    def _touch(self, at: QPointF) -> None:
        """The box under the mouse is the one that keys move."""
        found = [n for n, box in enumerate(self.boxes) if self._on_screen(box).contains(at)]
        if found:
            self._at = found[-1]

    def _move(self, across: int, down: int, *, sides: bool) -> None:
        box = self.boxes[self._at]
        x, y = across * _STEP, down * _STEP
        if sides:
            moved = Area(
                box.x,
                box.y,
                _within(box.width + x, _STEP, WHOLE - box.x),
                _within(box.height + y, _STEP, WHOLE - box.y),
            )
        else:
            left = _within(box.x + x, 0, WHOLE - box.width)
            moved = Area(left, _within(box.y + y, 0, WHOLE - box.height), box.width, box.height)
        self.boxes[self._at] = moved
        self._tell()

    def _tell(self) -> None:
        said = ngettext("{count} part marked", "{count} parts marked", len(self.boxes))
        self.setAccessibleDescription(said.format(count=len(self.boxes)))
        self.update()
        self.marked.emit()

    def _area(self, drawn: QRectF) -> Area:
        """What was drawn, in the measure of the picture: rounded outward, within it."""
        target = self.target
        scale = WHOLE / target.width(), WHOLE / target.height()
        left = int((drawn.left() - target.left()) * scale[0])
        top = int((drawn.top() - target.top()) * scale[1])
        right = -int(-(drawn.right() - target.left()) * scale[0] // 1)
        bottom = -int(-(drawn.bottom() - target.top()) * scale[1] // 1)
        left, top, right, bottom = (_within(at, 0, WHOLE) for at in (left, top, right, bottom))
        return Area(left, top, max(0, right - left), max(0, bottom - top))

    def _on_screen(self, box: Area) -> QRectF:
        target = self.target
        across, down = target.width() / WHOLE, target.height() / WHOLE
        left, top = target.left() + box.x * across, target.top() + box.y * down
        return QRectF(left, top, box.width * across, box.height * down)


_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))
