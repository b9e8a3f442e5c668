"""A watch of a system that waits only as long as its message is being answered.

Windows (about two seconds) and macOS (thirty) hand a program the news and sleep once it returns:
so the events of the window go on inside that call until the vault is closed.
"""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QObject, QTimer

from ui.session.watch import SessionWatch


class HoldingWatch(SessionWatch):
    """``longest``: milliseconds after which it returns whatever happens."""

    def __init__(self, longest: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._longest = longest
        self._loop: QEventLoop | None = None
        self._put_away = False

    def put_away(self) -> None:
        """Let the call return."""
        self._put_away = True
        if self._loop is not None:
            self._loop.quit()

    def fall_asleep(self) -> None:
        """Tell that the computer is about to sleep; returns when all is put away."""
        if self._loop is not None:
            return
        self._put_away = False
        self._loop = QEventLoop()
        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(self._loop.quit)
        limit.start(self._longest)
        try:
            self.sleeping.emit()
            if not self._put_away:
                self._loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        finally:
            self._loop = None
