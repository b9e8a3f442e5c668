"""Start the program as its entry point does, and end it at the first paint of its window."""

from __future__ import annotations

import os
import sys

from desktop.bugreport import harden_process
from ui.app import application, build

harden_process()
app = application(["skrynia"])
controller = build(app)

from PySide6.QtCore import QEvent, QObject  # noqa: E402


class UntilPainted(QObject):
    """Ends the process once the window has painted itself."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the paint go on to the end of this event, then leave."""
        if event.type() == QEvent.Type.Paint:
            watched.event(event)
            print("painted", flush=True)
            os._exit(0)
        return False


watcher = UntilPainted()
controller.window.installEventFilter(watcher)
controller.window.show()
sys.exit(app.exec())
