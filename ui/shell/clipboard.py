"""What was copied here is forgotten when the vault locks; what others copied is left alone."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication


class ClipboardGuard(QObject):
    """Notices what is copied while a window of ours has the focus.

    Not every window system tells who owns the clipboard, so the focus stands in for it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours = {QClipboard.Mode.Clipboard: False, QClipboard.Mode.Selection: False}
        self._clipboard.changed.connect(self._changed)

    def clear(self) -> None:
        """Clear what is ours."""
        for mode, ours in self._ours.items():
            if ours:
                self._clipboard.clear(mode)
                self._ours[mode] = False

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode in self._ours:
            self._ours[mode] = QGuiApplication.focusWindow() is not None
