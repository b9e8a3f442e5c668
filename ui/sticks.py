"""What is plugged in, told to the window: a timer reads what a thread has seen, and waits for
nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.stick_watch import Seen, StickWatch

_EVERY_MS = 200


class Sticks(QObject):
    """Follows a :class:`StickWatch` between :meth:`start` and :meth:`stop`.

    ``changed(Seen)`` with the first look and whenever something is otherwise than before.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject, watch: StickWatch | None = None) -> None:
        super().__init__(parent)
        self._watch = watch or StickWatch()
        self._told: Seen | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tell)
        self.destroyed.connect(self._watch.stop)

    def start(self) -> None:
        """Look, until it is stopped."""
        self._watch.start()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._watch.stop()

    def ask_about(self, *folders: Path) -> None:
        """Say of these folders, too, how much room they have."""
        self._watch.ask_about(*folders)

    def _tell(self) -> None:
        seen = self._watch.seen
        if seen is not None and seen != self._told:
            self._told = seen
            self.changed.emit(seen)
