"""One cell of the grid: the picture on its sheet, the caption or name below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.media.grid import CELL_WIDTH, ITEM, GridItem, caption_height, cell_height
from ui.scale import Type, space
from ui.theme import Theme, current

_ELIDE = Qt.TextElideMode.ElideMiddle
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_MARK = 20
"""Pixels of the mark on a picture that is not whole."""


class CellDelegate(QStyledItemDelegate):
    """Paints a :class:`GridItem`; a file without a picture (yet) shows its icon and says why."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every cell has one size."""
        return QSize(CELL_WIDTH, cell_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        item = index.data(ITEM)
        if not isinstance(item, GridItem):
            return
        theme = current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        cell = rect.adjusted(space(1), space(1), -space(1), -space(1))
        _paint_ground(painter, cell, state, theme)
        room = cell.adjusted(space(2), space(2), -space(2), -caption_height())
        _paint_picture(painter, room, index.data(Qt.ItemDataRole.DecorationRole), item, theme)
        below = QRect(cell.left(), room.bottom(), cell.width(), caption_height())
        _paint_text(painter, below.adjusted(space(2), 2, -space(2), -4), item, theme)
        painter.restore()


def _paint_ground(painter: QPainter, cell: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if selected:
        painter.setBrush(theme.colour("cornflower_tint"))
        painter.setPen(QPen(theme.colour("cornflower"), 2))
        painter.drawRoundedRect(cell, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("fold"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(cell, 6, 6)


def _paint_picture(
    painter: QPainter, room: QRect, picture: object, item: GridItem, theme: Theme
) -> None:
    ratio = painter.device().devicePixelRatio()
    if isinstance(picture, QPixmap):
        size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture)
        if item.problem:
            _paint_mark(painter, target, theme)
        return
    name = "clock" if item.waits else "attention" if item.problem else "file"
    icon = theme.pixmap(name, 32, "quiet", ratio)
    corner = room.center()
    above = -28 if item.instead else -16
    painter.drawPixmap(corner.x() - 16, corner.y() + above, icon)
    if item.instead:
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.colour("quiet"))
        words = QRect(room.left(), corner.y() + 10, room.width(), room.height() // 2 - 8)
        painter.drawText(words, _wrapped(), item.instead)


def _paint_mark(painter: QPainter, picture: QRect, theme: Theme) -> None:
    """In its corner, on a ground of its own: a picture can have any colour there."""
    ground = QRect(0, 0, _MARK + 8, _MARK + 8)
    ground.moveTopRight(picture.topRight() + QPoint(-4, 4))
    painter.setBrush(theme.colour("sheet"))
    painter.setPen(QPen(theme.colour("amber"), 1))
    painter.drawRoundedRect(ground, 6, 6)
    mark = theme.pixmap("attention", _MARK, "amber", painter.device().devicePixelRatio())
    painter.drawPixmap(ground.left() + 4, ground.top() + 4, mark)


def _paint_text(painter: QPainter, rect: QRect, item: GridItem, theme: Theme) -> None:
    half = rect.height() // 2
    first = QRect(rect.left(), rect.top(), rect.width(), half)
    second = QRect(rect.left(), rect.top() + half, rect.width(), half)
    if item.caption:
        _line(painter, first, item.caption, theme.font(Type.SMALL, strong=True), "ink", theme)
        _line(painter, second, item.title, theme.font(Type.SMALL), "quiet", theme)
    else:
        _line(painter, first, item.title, theme.font(Type.SMALL), "quiet", theme)


def _line(
    painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, theme: Theme
) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    painter.drawText(rect, _MIDDLE, QFontMetrics(font).elidedText(text, _ELIDE, rect.width()))


def _wrapped() -> int:
    flags = Qt.TextFlag.TextWordWrap.value
    return int(flags) | int((Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop).value)
