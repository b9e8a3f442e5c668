"""The crash hook: bugs end here, in a report without content.

The report (``desktop/bugreport.py``) names types, our own files and lines, and versions. It
is shown, to be copied by a person who chooses to; nothing is written and nothing is sent.
Typed words are handed to the vault before anything is shown.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.crash_dialog import CrashDialog


class CrashHook(QObject):
    """Shows uncaught exceptions of any thread, in one dialog at a time."""

    _arrived = Signal(object)

    def __init__(self, app: QApplication, save_drafts: Callable[[], None]) -> None:
        super().__init__(app)
        self._save_drafts = save_drafts
        self._dialog: CrashDialog | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Install the hooks for uncaught exceptions and for faults of the interpreter."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self._arrived.emit(args.exc_value)
        if sys.stderr is not None:
            # Writes places in the source to the terminal, never values.
            faulthandler.enable()

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """``sys.excepthook``: an interrupt from the terminal ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QApplication.exit(1)
            return
        self._arrived.emit(error)

    def _show(self, error: BaseException | None) -> None:
        if error is None or self._dialog is not None:
            return
        # Needed on a bad day only, so the first window does not wait for them.
        from desktop.bugreport import bug_report
        from ui.crash_dialog import CrashDialog

        report = bug_report(error)
        if sys.stderr is not None:
            sys.stderr.write(report + "\n")
        self._dialog = CrashDialog(report)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()
        self._save_drafts()

    def _closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
