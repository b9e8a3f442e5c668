"""Start the program and end it at the first paint of its window."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.bugreport import harden_process
from ui.app import build


class UntilPainted(QObject):
    """Ends the process once the window has painted itself."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the paint go on to the end of this event, then leave."""
        if event.type() == QEvent.Type.Paint:
            watched.event(event)
            print("painted", flush=True)
            os._exit(0)
        return False


harden_process()
app = QApplication(["skrynia"])
controller = build(app)
watcher = UntilPainted()
controller.window.installEventFilter(watcher)
controller.window.show()
sys.exit(app.exec())
