"""A sheet on which a file is dropped, or from which it is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.file_picker import pick_file
from ui.widgets.drop_mark import DropMark
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import column
from ui.widgets.sheet import Sheet

_HEIGHT = 280


class ChooseFile(QWidget):
    """``chosen(Path)`` for exactly one file that is there; folders are passed over."""

    chosen = Signal(object)

    def __init__(self, title: str, text: str, action: str, kind: str) -> None:
        super().__init__()
        self._action, self._kind = action, kind
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self.choose_button = primary_button(action, self._choose, "folder")
        sheet = Sheet(column(EmptyState("inbox", title, text, self.choose_button), margin=4))
        sheet.setMinimumHeight(_HEIGHT)
        self.setLayout(column(sheet))
        self.setFocusProxy(self.choose_button)
        self.mark = DropMark(self, _("Let go here: nothing is accepted yet"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if _one_file(event) is not None:
            event.acceptProposedAction()
            self.mark.begin()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It is elsewhere now."""
        self.mark.end()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the file that was dropped."""
        self.mark.end()
        path = _one_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _choose(self) -> None:
        pick_file(self, self._action, [self._kind], self.chosen.emit)


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None
