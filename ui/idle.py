"""The idle lock: nobody typed or clicked for so many minutes, or the machine was asleep.

Input is watched where it enters, at the native windows: an event filter on the whole
application would be asked about every paint as well. A clock that was turned back must not
keep the vault open, and one that stops while the machine sleeps must not either, so the
longer of the two spans counts: monotonic or wall clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TICK_MS = 1000
_ASLEEP_SECONDS = 30.0

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Fires ``expired`` once; :meth:`start` arms it again. ``left(seconds)`` every second."""

    expired = Signal()
    left = Signal(int)

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._minutes: Callable[[], int] = lambda: 5
        self._since = _Clocks()
        self._last_tick = _Clocks()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.check)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def start(self, minutes: Callable[[], int]) -> None:
        """Lock after so many idle minutes (1 to 60) from now on; asked each second, because it
        depends on what is open."""
        self._minutes = minutes
        self.touch()
        self._last_tick = _Clocks()
        self._timer.start()
        self.left.emit(self.seconds_left)

    def stop(self) -> None:
        """Watch no more: nothing is open."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._since = _Clocks()

    @property
    def seconds_left(self) -> int:
        """Seconds until the lock, never below 0."""
        return max(0, round(self._minutes() * 60 - self._since.passed()))

    def check(self) -> None:
        """Lock when the time is over, or when the machine slept since the last look."""
        asleep = self._last_tick.passed() > _ASLEEP_SECONDS
        self._last_tick = _Clocks()
        if asleep or self.seconds_left == 0:
            self.stop()
            self.expired.emit()
        else:
            self.left.emit(self.seconds_left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any input is a sign of life; every event goes on its way."""
        if event.type() in _INPUT:
            self.touch()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # A filter installed twice is moved, not doubled.
            window.installEventFilter(self)


class _Clocks:
    """A moment on both clocks."""

    def __init__(self) -> None:
        self._monotonic = time.monotonic()
        self._wall = time.time()

    def passed(self) -> float:
        """Seconds since, on whichever clock says more."""
        return max(time.monotonic() - self._monotonic, time.time() - self._wall)
