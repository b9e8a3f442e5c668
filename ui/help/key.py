"""F1, wherever one is: the help of the screen in front, over the window that has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui.shell.every_window import KeyInEveryWindow


class HelpKey(KeyInEveryWindow):
    """Shows the help of ``topic()``; pressed in the help, closes it."""

    def __init__(self, app: QApplication, topic: Callable[[], str]) -> None:
        super().__init__(app, "help-key", [QKeySequence("F1")], self.show_help)
        self._topic = topic

    def show_help(self) -> None:
        """Open the help over whatever is in front, or close it again."""
        # Not before it is asked for: it knows the keys of the account.
        from ui.help.dialog import HelpDialog

        front = QApplication.activeModalWidget() or QApplication.activeWindow()
        if isinstance(front, HelpDialog):
            front.reject()
        elif front is not None:
            HelpDialog(front, self._topic()).open()
