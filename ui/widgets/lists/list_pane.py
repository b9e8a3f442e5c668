"""A list of two-line rows that scrolls without a stutter at any length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.scale import Type, space, with_text
from ui.theme import Theme, current
from ui.widgets.lists.rows import ROW, SEPARATOR, Row, RowsModel

if TYPE_CHECKING:
    from ui.widgets.lists.acts import Act, Place

_TWO_LINES, _THREE_LINES = 64, 84


def row_height(*, wrapped: bool = False) -> int:
    """Pixels of one row of every list; ``wrapped``: where its state has a line for itself."""
    return with_text(_THREE_LINES if wrapped else _TWO_LINES)


_ICON = 16
_PEN = _ICON + space(1)
"""Pixels that the mark of what is not finished takes from the title."""
_MORE = "…"
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ListPane(QListView):
    """Shows a :class:`RowsModel`. ``opened(key)`` fires when the current row changes by a
    person's hand or key; ``show_row`` chooses one from the program and fires nothing.
    ``entered(key)``: Enter or a double click on a row: somebody means to work there.

    ``left``: steps of space before the words. ``wraps``: below so many pixels of width, at
    100 percent, the state of a row and what stands aside have a third line for themselves.
    """

    opened = Signal(str)
    entered = Signal(str)

    def __init__(self, name: str, model: RowsModel, *, left: int = 4, wraps: int = 0) -> None:
        super().__init__()
        self._model = model
        self._wraps = with_text(wraps)
        self._laid_out = row_height()
        self._at_most: int | None = None
        self._ends = False
        # Of the current row, whose page the model may have let go since.
        self._chosen = ""
        self.setAccessibleName(name)
        self.setModel(model)
        self.doubleClicked.connect(lambda _index: self._enter())
        self.setItemDelegate(TwoLines(self, left))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def follow_rows(self, most: int) -> None:
        """Be as tall as the rows there are now, and as ``most`` rows where there are more.

        For a plain list inside a page: with a border, the rows would not fill it.
        """
        self._at_most = most
        self.setFixedHeight(self.height_of_row * min(self._model.rowCount(), most))

    def end_with_rows(self) -> None:
        """Take the room there is, but none below the rows there are now."""
        self._ends = True
        self.setMaximumHeight(self.height_of_row * self._model.rowCount())

    @property
    def height_of_row(self) -> int:
        """Pixels of each row at the width the list has."""
        return row_height(wrapped=self.width() < self._wraps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows have three lines where two are too narrow."""
        super().resizeEvent(event)
        if self.height_of_row == self._laid_out:
            return
        self._laid_out = self.height_of_row
        self.scheduleDelayedItemsLayout()
        if self._at_most is not None:
            self.follow_rows(self._at_most)
        elif self._ends:
            self.end_with_rows()

    def show_row(self, key: str) -> None:
        """Choose the row with this key and bring it into sight; '' chooses none."""
        place = self._model.place_of(key) if key else -1
        self._make_current(self._model.index(place) if place >= 0 else QModelIndex())

    @property
    def chosen_key(self) -> str:
        """The key of the current row; '' when there is none."""
        if not self.currentIndex().isValid():
            return ""
        row = self._model.row_at(self.currentIndex().row())
        return row.key if row is not None else self._chosen

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab marks a row where none is chosen, but opens nothing by itself."""
        self.blockSignals(True)
        super().focusInEvent(event)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row that is marked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_key:
            self.opened.emit(self.chosen_key)
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.chosen_key:
            self.entered.emit(self.chosen_key)

    def offer(self, *acts: Act) -> None:
        """Let these be done with a row, by its menu and by keys; once, when the list is made."""
        from ui.widgets.lists.acts import RowMenu

        def row_at(place: Place) -> Row:
            return self._model.row_at(place.row()) or Row("", "")

        RowMenu(self, lambda place: row_at(place).key, lambda place: row_at(place).title, acts)

    def leads_on(self, run: Callable[[str], None]) -> None:
        """Enter, a double click, and *Open* in the menu of a row all do this, and no step up or
        down does; once, when the list is made."""
        from ui.widgets.lists.acts import opening

        self.entered.connect(run)
        self.offer(opening(run))

    def mark(self, place: int) -> None:
        """Make the row at this place the current one, without opening it."""
        self._make_current(self._model.index(place))

    def _make_current(self, index: QModelIndex) -> None:
        """Both rows are painted anew. Not the whole viewport: the first time that it is asked for,
        PySide makes every class of widgets, 6 ms that the first window would wait for."""
        before = self.currentIndex()
        self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        self.update(before)
        self.update(index)

    def currentChanged(  # noqa: N802  # Qt's name
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell whoever shows the chosen row."""
        super().currentChanged(current, previous)
        row = self._model.row_at(current.row())
        self._chosen = row.key if row is not None else ""
        if row is not None and not self.signalsBlocked():
            self.opened.emit(row.key)


class TwoLines(QStyledItemDelegate):
    """Draws a :class:`Row`: title and aside above, detail and tag below, a hairline under."""

    def __init__(self, pane: ListPane, left: int) -> None:
        super().__init__(pane)
        self._pane, self._left = pane, space(left)

    def _inner(self, rect: QRect) -> QRect:
        return rect.adjusted(self._left, space(2), -space(4), -space(2))

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Every row has one height, so that a long list is laid out at once."""
        return QSize(200, self._pane.height_of_row)

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
            _draw_row(painter, self._inner(rect), row, theme)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole row under the pointer, where words of it are cut off."""
        row = index.data(ROW)
        rect: QRect = option.rect
        if event.type() != QEvent.Type.ToolTip or not isinstance(row, Row):
            return super().helpEvent(event, view, option, index)
        shown = Shown.of(row, self._inner(rect).size(), current())
        cut = row.unfinished or shown.cuts(row)
        # Made markup from plain text, so that a name that looks like markup stays a name.
        QToolTip.showText(
            event.globalPos(), Qt.convertFromPlainText(row.whole) if cut else "", view
        )
        return True


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
    shown = Shown.of(row, inner.size(), theme)
    alone = not (row.detail or row.tag or shown.aside_below)
    line = inner.height() // (1 if alone else 3 if _wrapped(inner.size()) else 2)
    above = QRect(inner.left(), inner.top(), inner.width(), line)
    below = above.translated(0, line)
    state = above.translated(0, inner.height() - line)
    painter.setFont(theme.font(Type.SMALL))
    painter.setPen(theme.colour("quiet"))
    painter.drawText(state if shown.aside_below else above, _RIGHT, row.aside)
    _draw_detail(painter, below, shown.detail, row.marks, theme)
    if row.tag:
        _draw_tag(painter, state, row, theme, alone=state != below)
    if row.unfinished:
        _draw_pen(painter, above, theme)
        above.setLeft(above.left() + _PEN)
    painter.setFont(theme.font(Type.BODY, strong=True))
    painter.setPen(theme.colour("ink"))
    painter.drawText(above, _LEFT, shown.title)


def _draw_detail(
    painter: QPainter, rect: QRect, detail: str, marks: tuple[tuple[int, int], ...], theme: Theme
) -> None:
    painter.drawText(rect, _LEFT, detail)
    metrics, quiet = painter.fontMetrics(), painter.pen()
    for start, end in marks:
        words = detail[start:end]
        if len(words) < end - start:
            break
        left = rect.left() + metrics.horizontalAdvance(detail[:start])
        tall = metrics.height()
        spot = QRect(left, rect.center().y() - tall // 2, metrics.horizontalAdvance(words), tall)
        painter.fillRect(spot.adjusted(-1, 0, 1, 0), theme.colour("amber_tint"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRect(left, rect.top(), rect.right() - left, rect.height()), _LEFT, words)
    painter.setPen(quiet)


def _draw_pen(painter: QPainter, rect: QRect, theme: Theme) -> None:
    picture = theme.pixmap("pen", _ICON, "amber", painter.device().devicePixelRatio())
    painter.drawPixmap(rect.left(), rect.center().y() - _ICON // 2 + 1, picture)


def _draw_tag(painter: QPainter, rect: QRect, row: Row, theme: Theme, *, alone: bool) -> None:
    picture = theme.pixmap(
        row.tone.icon, _ICON, row.tone.colour, painter.device().devicePixelRatio()
    )
    wide = _ICON + space(1) + painter.fontMetrics().horizontalAdvance(row.tag)
    if not alone:
        rect = rect.adjusted(rect.width() - wide, 0, 0, 0)
    painter.drawText(rect.adjusted(_ICON + space(1), 0, 0, 0), _LEFT, row.tag)
    painter.drawPixmap(rect.left(), rect.center().y() - _ICON // 2 + 1, picture)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a width leaves of the two texts at the left; aside and tag are never cut.

    ``aside_below``: a third line has room for what stands aside, and the title has the first.
    """

    title: str
    detail: str
    aside_below: bool

    @classmethod
    def of(cls, row: Row, room: QSize, theme: Theme) -> Self:
        """Cut title and detail to what a row has room for within its margins, in pixels."""
        width = room.width()
        strong = QFontMetrics(theme.font(Type.BODY, strong=True))
        small = QFontMetrics(theme.font(Type.SMALL))
        aside = small.horizontalAdvance(row.aside) + space(3) if row.aside else 0
        tag = small.horizontalAdvance(row.tag) + space(4) + _ICON if row.tag else 0
        below = _wrapped(room) and aside + tag <= width
        pen = _PEN if row.unfinished else 0
        return cls(
            strong.elidedText(row.title, _ELIDE, width - pen - (0 if below else aside)),
            whole_facts(row.detail, small, width if _wrapped(room) else width - tag),
            below,
        )

    def cuts(self, row: Row) -> bool:
        """Whether anything of the row is missing."""
        return (self.title, self.detail) != (row.title, row.detail)


def whole_facts(text: str, metrics: QFontMetrics, width: int) -> str:
    """The first facts of ``text``, as :func:`~ui.widgets.lists.rows.joined` made it, that have
    room within ``width`` pixels; of the first at least its first words."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    facts = text.split(SEPARATOR)
    words = facts[0].split()
    shorter = [SEPARATOR.join((*facts[:kept], _MORE)) for kept in range(len(facts) - 1, 0, -1)]
    shorter += [" ".join(words[:kept]) + _MORE for kept in range(len(words) - 1, 0, -1)]
    fits = (each for each in shorter if metrics.horizontalAdvance(each) <= width)
    return next(fits, metrics.elidedText(text, _ELIDE, width))


def _wrapped(room: QSize) -> bool:
    """Whether a row with so much within its margins has three lines."""
    return room.height() > row_height() - space(4)
