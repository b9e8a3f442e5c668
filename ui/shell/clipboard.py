"""What was copied here stays out of the system's histories of the clipboard and its cloud, and is
forgotten when the vault locks; what others copied is left alone."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_NO: Final = bytes(4)
MARKS: Final = {
    # KDE's Klipper and those who follow it.
    "x-kde-passwordManagerHint": b"secret",
    # <https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats>
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}
"""Formats that ask whoever watches the clipboard to keep nothing, and what stands in them."""


class ClipboardGuard(QObject):
    """Notices what is copied while a window of ours has the focus.

    Not every window system tells who owns the clipboard, so the focus stands in for it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours = {QClipboard.Mode.Clipboard: False, QClipboard.Mode.Selection: False}
        self._marking = False
        self._clipboard.changed.connect(self._changed)

    def clear(self) -> None:
        """Clear what is ours."""
        for mode, ours in self._ours.items():
            if ours:
                self._clipboard.clear(mode)
                self._ours[mode] = False

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode not in self._ours or self._marking:
            return
        self._ours[mode] = QGuiApplication.focusWindow() is not None
        if mode is QClipboard.Mode.Clipboard and self._clipboard.ownsClipboard():
            self._mark()

    def _mark(self) -> None:
        """Put the same text there again with the marks beside it, before anybody could ask for
        what was there: Qt's own fields copy by themselves."""
        if not self._clipboard.text():
            return
        copied = self._clipboard.mimeData()
        if all(copied.hasFormat(each) for each in MARKS):
            return
        self._marking = True
        try:
            self._clipboard.setMimeData(marked(copied))
            if sys.platform == "darwin":
                from desktop.system.macos_notices import conceal_clipboard

                conceal_clipboard()
        finally:
            self._marking = False


def marked(copied: QMimeData) -> QMimeData:
    """The words with the marks; other kinds of the same words (HTML, documents of office programs)
    are left out."""
    data = QMimeData()
    data.setText(copied.text())
    for mark, value in MARKS.items():
        data.setData(mark, QByteArray(value))
    return data
