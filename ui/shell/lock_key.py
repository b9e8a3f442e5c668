"""Ctrl+L, wherever one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui.shell.every_window import KeyInEveryWindow

_KEYS = [QKeySequence("Ctrl+L"), QKeySequence("Ctrl+Д")]
"""The same key: Qt on Windows names it by the letter of the layout, here Cyrillic."""


class LockKey(KeyInEveryWindow):
    """Calls ``lock`` after Ctrl+L was pressed anywhere in the program."""

    def __init__(self, app: QApplication, lock: Callable[[], None]) -> None:
        super().__init__(app, "lock-key", _KEYS, lock)
