"""The grid of thumbnails: arithmetic layout, keyboard, and what it tells a screen reader."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.media.delegate import CellDelegate
from ui.media.grid import CELL_WIDTH, GridItem, GridModel, ThumbnailGrid


class NoThumbnails(QObject):
    """Stands where nothing was read yet."""

    ready = Signal(str)

    def get(self, media_id: str) -> QPixmap | None:
        return None

    def waits(self, media_id: str) -> bool:
        return media_id == "2"

    def problem(self, media_id: str) -> str:
        return "The picture is damaged." if media_id == "3" else ""


class Numbers(GridModel):
    """Items named by their position."""

    def __init__(self, size: int) -> None:
        super().__init__(NoThumbnails())  # type: ignore[arg-type]
        self._size = size

    def count(self) -> int:
        return self._size

    def item(self, position: int) -> GridItem | None:
        return GridItem(str(position), f"n{position}", "caption" if position == 0 else "")

    def position_of(self, media_id: str) -> int | None:
        return int(media_id)


def shown(qtbot: QtBot, size: int, columns: int = 4) -> tuple[ThumbnailGrid, Numbers]:
    model = Numbers(size)
    grid = ThumbnailGrid(model)
    qtbot.addWidget(grid)
    grid.resize(CELL_WIDTH * columns + 40, 500)
    grid.show()
    return grid, model


def test_every_item_has_one_cell_and_the_rest_of_the_last_row_is_empty(qtbot: QtBot) -> None:
    _grid, model = shown(qtbot, 10)
    assert (model.columnCount(), model.rowCount()) == (4, 3)
    positions = [
        model.position(model.index(row, column)) for row in range(3) for column in range(4)
    ]
    assert positions == [*range(10), None, None]
    assert model.flags(model.index(2, 3)) == Qt.ItemFlag.NoItemFlags
    assert not model.cell(10).isValid()


def test_arrow_keys_read_on_at_the_end_of_a_row(qtbot: QtBot) -> None:
    grid, _ = shown(qtbot, 10)
    grid.choose(3)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_position() == 4
    QTest.keyClick(grid, Qt.Key.Key_Left)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current_position() == 7
    grid.choose(9)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_position() == 9


def test_enter_opens_the_chosen_item(qtbot: QtBot) -> None:
    grid, _ = shown(qtbot, 10)
    grid.choose(5)
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [5]


def test_the_chosen_item_stays_chosen_when_the_window_grows(qtbot: QtBot) -> None:
    grid, model = shown(qtbot, 100)
    grid.choose(42)
    grid.resize(CELL_WIDTH * 7 + 40, 500)
    qtbot.waitUntil(lambda: model.columnCount() == 7)
    assert grid.current_position() == 42


def test_a_screen_reader_hears_caption_and_name(qtbot: QtBot) -> None:
    _, model = shown(qtbot, 3)
    heard = model.data(model.cell(0), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "caption, n0"


def test_changed_items_renew_whole_rows(qtbot: QtBot) -> None:
    """A page that ends in the middle of a row still repaints every column above it."""
    _, model = shown(qtbot, 17)
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.items_changed(0, 16)
    top, bottom = changed.args[0], changed.args[1]
    assert (top.column(), bottom.column(), bottom.row()) == (0, 3, 4)


@pytest.mark.parametrize("size", [100_000])
def test_a_hundred_thousand_open_at_once(qtbot: QtBot, size: int) -> None:
    begun = time.thread_time()
    grid, model = shown(qtbot, size)
    grid.viewport().repaint()
    assert time.thread_time() - begun < 1.0, "the layout measures items one by one"
    grid.choose(size - 1)
    assert grid.current_position() == size - 1
    assert model.rowCount() == 25_000


def test_a_picture_that_is_not_whole_bears_a_mark(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)
    grey = QPixmap(64, 64)
    grey.fill(Qt.GlobalColor.gray)

    class Grey(NoThumbnails):
        def get(self, media_id: str) -> QPixmap | None:
            return grey

    def painted(model: GridModel) -> QImage:
        grid = ThumbnailGrid(model)
        grid.setItemDelegate(CellDelegate(grid))
        qtbot.addWidget(grid)
        grid.resize(CELL_WIDTH + 20, CELL_WIDTH + 60)
        return grid.grab().toImage()

    class Cut(Numbers):
        def item(self, position: int) -> GridItem | None:
            return GridItem("0", "n0", "caption", problem="Not the whole picture is there.")

    whole, cut = Numbers(1), Cut(1)
    whole.thumbnails = cut.thumbnails = Grey()  # type: ignore[assignment]
    assert painted(whole) != painted(cut)
