"""A page made part by part, a few milliseconds each: between two of them the window answers.

Whoever presses a key, a button of the mouse or turns its wheel meanwhile means the page that
they know, so what is missing is made at once, before the press arrives. Presses are watched where
they enter, at the native windows (as in ``ui/idle.py``): a filter on the whole application is
asked about every paint, and PySide makes 65 enumerations to name the first thing it is asked about.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_SLICE: Final = 0.004
"""Seconds of making between two rounds of the event loop; laying out and drawing come on top."""

_PRESSES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)

_HIDDEN_OR_SHOWN_BY_US: Final = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


class Filling(QObject):
    """``steps`` makes the next part each time it is asked; the page it makes is ``page``.

    ``grown``: parts were added. ``done``: all of them. ``failed``: a step raised, which is a bug
    and goes on to the crash hook; the page stays as far as it was made, ``broken`` says so, and
    whoever shows it has to say it too. A page that goes takes this with it.
    """

    grown = Signal()
    done = Signal()
    failed = Signal()

    def __init__(self, page: QWidget, steps: Iterator[None]) -> None:
        super().__init__(page)
        self.broken = False
        self._page = page
        self._steps: Iterator[None] | None = steps
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._slice)
        self._timer.start(1)  # at 0 ms, two slices might follow each other without a round
        self._watched: list[QWindow] = []
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            self._watch(application.focusWindow())

    def finish(self) -> None:
        """Make all that is missing now; nothing where it was made."""
        self._make_until(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody's press finds half a page."""
        if event.type() in _PRESSES:
            self.finish()
        return super().eventFilter(watched, event)

    def _slice(self) -> None:
        self._make_until(time.perf_counter() + _SLICE)

    def _make_until(self, end: float | None) -> None:
        if self._steps is None:
            return
        steps, self._steps = self._steps, None
        with ExitStack() as when_it_raises:
            when_it_raises.callback(self._give_up)
            for _ in steps:
                if end is not None and time.perf_counter() > end:
                    self._steps = steps
                    break
            when_it_raises.pop_all()
        _show(self._page)
        self.grown.emit()
        if self._steps is None:
            self._stop()
            self.done.emit()

    def _give_up(self) -> None:
        self._stop()
        self.broken = True
        self.failed.emit()

    def _stop(self) -> None:
        self._timer.stop()
        for window in self._watched:
            if isValid(window):
                window.removeEventFilter(self)
        self._watched.clear()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and self._timer.isActive():
            window.installEventFilter(self)
            self._watched.append(window)


def _show(page: QWidget) -> None:
    """Have what was added shown, which Qt does in the next round of the loop.

    A press would come before it, and room kept for it would be given up before it.
    """
    for part in page.findChildren(QWidget):
        # Each call goes through all that is posted; what was shown needs none.
        if part.isHidden() and not part.testAttribute(_HIDDEN_OR_SHOWN_BY_US):
            QCoreApplication.sendPostedEvents(part, QEvent.Type.MetaCall)
