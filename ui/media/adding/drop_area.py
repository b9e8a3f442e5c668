"""The part of a page on which files may be dropped to be added."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLayout, QWidget

from ui.media.adding.adding_files import AddingFiles
from ui.widgets.drop_mark import DropMark


class DropArea(QWidget):
    """Holds a layout; ``said`` stands over it while files are dragged there."""

    def __init__(self, adding: AddingFiles, layout: QLayout, said: str) -> None:
        super().__init__()
        self._adding = adding
        self.setLayout(layout)
        self.setAcceptDrops(adding.offered)
        self.mark = DropMark(self, said)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._adding.busy and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.mark.begin()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.mark.end()

    def dropEvent(self, event: QDropEvent) -> None:
        self.mark.end()
        urls = event.mimeData().urls()
        self._adding.add_paths([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()
