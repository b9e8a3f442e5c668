"""An empty PySide6 window, ended at its first paint in the same way."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class UntilPainted(QObject):
    """Ends the process once the window has painted itself."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the paint go on to the end of this event, then leave."""
        if event.type() == QEvent.Type.Paint:
            watched.event(event)
            print("painted", flush=True)
            os._exit(0)
        return False


app = QApplication(["empty"])
window = QMainWindow()
watcher = UntilPainted()
window.installEventFilter(watcher)
window.show()
sys.exit(app.exec())
