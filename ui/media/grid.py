"""A grid of thumbnails that opens at once with 100,000 items, because its layout is arithmetic.

``QListView`` in icon mode measures every item before it shows the first (0.8 s for 100,000
on a slow laptop). A table with as many columns as fit has nothing to measure, and brings
keyboard, selection and screen-reader roles along.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.i18n import _
from ui.media.thumbnails import Thumbnails
from ui.scale import with_text
from ui.widgets.lists.acts import Act, RowMenu

CELL_WIDTH, CELL_HEIGHT = 188, 164
"""Pixels of a cell: its width, and its height without the caption."""
_CAPTION = 40
ITEM = int(Qt.ItemDataRole.UserRole)


def caption_height() -> int:
    """Pixels of the two lines below a picture."""
    return with_text(_CAPTION)


def cell_height() -> int:
    """Pixels of a cell with its caption."""
    return CELL_HEIGHT + caption_height()


AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class GridItem:
    """What one cell shows. ``caption`` may be edited in place where the model allows it.

    ``problem``: why it cannot be shown. ``waits``: its picture is still being made.
    """

    media_id: str
    title: str
    caption: str = ""
    problem: str = ""
    waits: bool = False

    @property
    def instead(self) -> str:
        """What stands in place of the picture; '' where there is one, or nothing to say."""
        return _("The picture is being created.") if self.waits else self.problem


class GridModel(QAbstractTableModel):
    """Items in reading order, laid out in as many columns as the view has room for."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails
        self._columns = 1
        thumbnails.ready.connect(self._on_thumbnail)

    # -- what a subclass says -------------------------------------------------------------

    @abstractmethod
    def count(self) -> int:
        """How many items there are."""

    @abstractmethod
    def item(self, position: int) -> GridItem | None:
        """The item at a position, or None while it is being read."""

    @abstractmethod
    def position_of(self, media_id: str) -> int | None:
        """Where an item stands, when that is known."""

    # -- positions and cells --------------------------------------------------------------

    def set_columns(self, columns: int) -> None:
        """Lay out anew."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def position(self, index: AnyIndex) -> int | None:
        """The position of a cell, None for the empty cells after the last item."""
        position = index.row() * self._columns + index.column()
        return position if index.isValid() and position < self.count() else None

    def cell(self, position: int) -> QModelIndex:
        """The cell of a position; an invalid index when there is none."""
        if not 0 <= position < self.count():
            return QModelIndex()
        return self.index(position // self._columns, position % self._columns)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return -(-self.count() // self._columns)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._columns

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.position(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        position = self.position(index)
        item = None if position is None else self.item(position)
        if item is None:
            return None
        item = self._told(item)
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.caption or item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.caption, item.title, item.instead) if part)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.thumbnails.get(item.media_id)
        return None

    def _told(self, item: GridItem) -> GridItem:
        """With what came out when its picture was made, which may be later than the record."""
        there = self.thumbnails
        problem = item.problem or there.problem(item.media_id)
        return replace(item, problem=problem, waits=there.waits(item.media_id))

    def items_changed(self, first: int, last: int) -> None:
        """Tell the view that these positions show something else: whole rows of cells."""
        top = self.index(first // self._columns, 0)
        bottom = self.index(last // self._columns, self._columns - 1)
        self.dataChanged.emit(top, bottom)

    def _on_thumbnail(self, media_id: str) -> None:
        position = self.position_of(media_id)
        if position is not None:
            cell = self.cell(position)
            self.dataChanged.emit(cell, cell)


class ThumbnailGrid(QTableView):
    """Shows a :class:`GridModel`. ``opened(position)`` on Enter or a double click.

    ``chosen(position)`` follows the keyboard and the mouse; -1 when nothing is chosen.
    """

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        for header, size in (
            (self.horizontalHeader(), CELL_WIDTH),
            (self.verticalHeader(), cell_height()),
        ):
            header.hide()
            header.setMinimumSectionSize(size)
            header.setDefaultSectionSize(size)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Only now: with sections there, setting their least size takes a minute at 100,000.
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(cell_height() // 4)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._on_current)

    def offer(self, *acts: Act) -> None:
        """Let these be done with an item, by its menu and by keys; once, when the grid is made.
        They are given its position, as text."""

        def key_at(place: AnyIndex) -> str:
            position = self._grid.position(place)
            return "" if position is None else str(position)

        def called_at(place: AnyIndex) -> str:
            item = self._grid.item(int(key_at(place)))
            return item.title if item else ""

        RowMenu(self, key_at, called_at, acts)

    def current_position(self) -> int | None:
        """The chosen item."""
        return self._grid.position(self.currentIndex())

    def choose(self, position: int) -> None:
        """Choose an item and bring it into view."""
        cell = self._grid.cell(position)
        if cell.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(cell, select)
            self.scrollTo(cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen item chosen when the number of columns changes."""
        kept = self.current_position()
        room = self.viewport().width()
        columns = max(1, room // CELL_WIDTH)
        self.horizontalHeader().setDefaultSectionSize(max(CELL_WIDTH, room // columns))
        self._grid.set_columns(columns)
        super().resizeEvent(event)
        if kept is not None and self.current_position() != kept:
            self.choose(kept)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Right at the end of a row goes on in the next one, as reading does."""
        step = {
            QAbstractItemView.CursorAction.MoveLeft: -1,
            QAbstractItemView.CursorAction.MoveRight: 1,
        }.get(action)
        here = self.current_position()
        if here is None:
            return self._grid.cell(0)
        if step is None:
            return super().moveCursor(action, modifiers)
        reached = self._grid.cell(here + step)
        return reached if reached.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.current_position()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.opened.emit(here)
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        position = self._grid.position(index)
        if position is not None:
            self.opened.emit(position)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        position = self._grid.position(index)
        self.chosen.emit(-1 if position is None else position)
