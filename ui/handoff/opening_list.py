"""A list whose rows are opened knowingly: by a double click, Enter, or the menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from desktop.i18n import _
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import RowsModel


class OpeningList(ListPane):
    """``asked(key)`` where a row is to be opened; a step up or down opens none."""

    asked = Signal(str)

    def __init__(self, name: str, model: RowsModel) -> None:
        super().__init__(name, model)
        self.setProperty("plain", "true")
        self.doubleClicked.connect(self._ask_at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row that is marked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the row under the pointer, or by the menu key with the marked."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        where = self.visualRect(index).center() if not by_mouse else event.pos()
        self.menu().popup(self.viewport().mapToGlobal(where))

    def menu(self) -> QMenu:
        """The menu of the marked row; gone when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open"), self._ask)
        return menu

    def _ask_at(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self._ask()

    def _ask(self) -> None:
        if self.chosen_key:
            self.asked.emit(self.chosen_key)
