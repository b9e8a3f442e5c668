"""Choosing one record that is known here, among any number of them.

Typing filters, the arrows walk through what is left without leaving the field, and Enter
takes the first where none is marked yet. The rows are read by the page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.tasks import VaultWorker
from ui.widgets.lists.list_pane import row_height
from ui.widgets.lists.paged_list import ListTexts, PagedList

_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chooser(PagedList):
    """``chose`` when another row is marked, or none any more: what is marked is the choice.

    ``rows``: how many are seen at once. A chooser of one kind says in ``listing`` what to read.
    """

    chose = Signal()

    def __init__(self, worker: VaultWorker, texts: ListTexts, rows: int = 4) -> None:
        super().__init__(worker, texts)
        self.list.setFixedHeight(rows * row_height())
        self.list.setProperty("plain", "false")
        # Tab marks a row without «opened», and what is marked is what will be taken.
        self.list.selectionModel().currentChanged.connect(lambda *_: self.chose.emit())
        self.model.modelReset.connect(self.chose)
        self.model.dataChanged.connect(lambda *_: self.chose.emit())
        self.search.installEventFilter(self)

    @property
    def value(self) -> str:
        """The key of the row that is marked; '' while none is."""
        return self.list.chosen_key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the field that are the list's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _WALKING:
                self._walk(event)
                return True
            if event.key() in _TAKING and not self.value:
                self._take_first()
                return True
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> None:
        if self.list.currentIndex().isValid():
            self.list.keyPressEvent(event)
        else:
            self._take_first()

    def _take_first(self) -> None:
        self.list.setCurrentIndex(self.model.index(0))
