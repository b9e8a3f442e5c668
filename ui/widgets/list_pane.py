"""A list of two-line rows that scrolls without a stutter at any length."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.scale import Type, space
from ui.theme import Theme, current
from ui.widgets.rows import ROW, Row, RowsModel

ROW_HEIGHT = 64
"""Pixels of one row of every list."""

_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ListPane(QListView):
    """Shows a :class:`RowsModel`. ``opened(key)`` fires when the current row changes by a
    person's hand or key; ``show_row`` chooses one from the program and fires nothing.
    """

    opened = Signal(str)

    def __init__(self, name: str, model: RowsModel) -> None:
        super().__init__()
        self._model = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(TwoLines(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_row(self, key: str) -> None:
        """Choose the row with this key and bring it into sight; '' chooses none."""
        place = self._model.place_of(key) if key else -1
        self.blockSignals(True)
        self.setCurrentIndex(self._model.index(place) if place >= 0 else QModelIndex())
        self.blockSignals(False)
        self.viewport().update()

    @property
    def chosen_key(self) -> str:
        """The key of the current row; '' when there is none."""
        row = self._model.row_at(self.currentIndex().row())
        return row.key if row is not None else ""

    def currentChanged(  # noqa: N802  # Qt's name
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell whoever shows the chosen row."""
        super().currentChanged(current, previous)
        row = self._model.row_at(current.row())
        if row is not None and not self.signalsBlocked():
            self.opened.emit(row.key)


class TwoLines(QStyledItemDelegate):
    """Draws a :class:`Row`: title and aside above, detail and tag below, a hairline under."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Every row has one height, so that a long list is laid out at once."""
        return QSize(200, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        theme = current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        _draw_ground(painter, rect, state, theme)
        row = index.data(ROW)
        if isinstance(row, Row):
            inner = rect.adjusted(space(4), space(2), -space(4), -space(2))
            _draw_row(painter, inner, row, theme)
        painter.restore()


def _draw_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("cornflower_tint"))
        painter.fillRect(
            QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("cornflower")
        )
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("fold"))
    painter.setPen(QPen(theme.colour("rule"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("cornflower"), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _draw_row(painter: QPainter, inner: QRect, row: Row, theme: Theme) -> None:
    half = inner.height() // 2
    above = QRect(inner.left(), inner.top(), inner.width(), half)
    below = QRect(inner.left(), inner.top() + half, inner.width(), half)
    painter.setFont(theme.font(Type.SMALL))
    painter.setPen(theme.colour("quiet"))
    aside = _draw_right(painter, above, row.aside)
    tag = _draw_tag(painter, below, row, theme)
    painter.setPen(theme.colour("quiet"))
    _draw_left(painter, below, row.detail, tag)
    painter.setFont(theme.font(Type.BODY, strong=True))
    painter.setPen(theme.colour("ink"))
    _draw_left(painter, above, row.title, aside)


def _draw_left(painter: QPainter, rect: QRect, text: str, taken: int) -> None:
    room = rect.adjusted(0, 0, -taken, 0)
    shown = QFontMetrics(painter.font()).elidedText(text, _ELIDE, room.width())
    painter.drawText(room, _LEFT, shown)


def _draw_right(painter: QPainter, rect: QRect, text: str) -> int:
    """Draw at the right edge; returns the pixels taken from the left part."""
    if not text:
        return 0
    painter.drawText(rect, _RIGHT, text)
    return QFontMetrics(painter.font()).horizontalAdvance(text) + space(3)


def _draw_tag(painter: QPainter, rect: QRect, row: Row, theme: Theme) -> int:
    if not row.tag:
        return 0
    taken = _draw_right(painter, rect, row.tag)
    ratio = painter.device().devicePixelRatio()
    picture = theme.pixmap(row.tone.icon, 16, row.tone.colour, ratio)
    left = rect.right() - taken + space(3) - 16 - space(1)
    painter.drawPixmap(left, rect.center().y() - 7, picture)
    return taken + 16 + space(1)
