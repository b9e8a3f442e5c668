"""The program as a person uses it, and how long its loop stops meanwhile.

Without a screen (Qt's offscreen platform). A stop is a time in which the window could not have
answered a click: the longest between two beats of a timer, whoever held the thread or the
interpreter.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QListView

from desktop.settings import Settings, save_settings
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import RESEARCHER, Place
from tests.support import PASSPHRASE
from ui.ahead import Ahead
from ui.app import application, build
from ui.shell.lock_screen import LockScreen, LockState
from ui.shell.room import Page
from ui.start.screen import StartScreen
from ui.start.unlock import UnlockPage

_BEAT: Final = 0.005
_QUIET_MS: Final = 250
STOPS: Final = Floor(most=50)


class Heart(QObject):
    """Beats on the GUI thread; knows the longest time it could not.

    ``busiest``: the most seconds of processor time that this thread took between two beats,
    which says what of the stops is its own doing where the machine has other work.
    """

    def __init__(self) -> None:
        super().__init__()
        self._last, self._longest = time.perf_counter(), 0.0
        self._worked, self.busiest = time.thread_time(), 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(round(_BEAT * 1000))

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self._longest = max(self._longest, now - self._last - _BEAT)
        self.busiest = max(self.busiest, worked - self._worked)
        self._last, self._worked = now, worked

    def take(self) -> float:
        """Seconds of the longest stop since this was last asked."""
        longest, self._longest = self._longest, 0.0
        return longest


class Seen:
    """The program on the vault of a place, used as a person does and waited for."""

    def __init__(self, place: Place) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["SKRYNIA_SETTINGS_FOLDER"] = str(place.folder / "settings")
        folder = place.folder / RESEARCHER
        save_settings(Settings(language="en", theme="light").with_vault(folder))
        app = application(["skrynia"])
        self.controller = build(app)
        self.controller.window.resize(1280, 800)
        self.controller.window.show()
        self.heart = Heart()
        # A person needs longer to type a passphrase than the imports take.
        [ahead] = app.findChildren(Ahead)
        loop = QEventLoop()
        ahead.done.connect(loop.quit)
        loop.exec()
        self.settle()

    def unlock(self) -> None:
        """Type the passphrase on the start screen."""
        screen = self.controller.window.centralWidget()
        assert isinstance(screen, StartScreen)
        assert isinstance(screen.page, UnlockPage)
        screen.page.field.edit.setText(PASSPHRASE)
        screen.page.button.click()
        self.wait(lambda: self.controller.shell is not None)

    def lock(self) -> None:
        """Lock, and wait until the vault is closed."""
        self.controller.lock()
        self.wait(self._is_locked)

    def _is_locked(self) -> bool:
        screen = self.controller.window.centralWidget()
        return isinstance(screen, LockScreen) and screen.state is LockState.CLOSED

    def room(self, key: str) -> Page:
        """The page of a room that was visited."""
        assert self.controller.shell is not None
        return self.controller.shell.page(key)

    def visit(self, key: str) -> None:
        """Come into a room."""
        assert self.controller.shell is not None
        self.controller.shell.navigate(key)

    def stop_of(self, act: Callable[[], object]) -> float:
        """Milliseconds of the longest stop from an act until all it asked for is shown."""
        self.heart.take()
        act()
        self.settle()
        return self.heart.take() * 1000

    def busiest(self) -> float:
        """The most milliseconds of processor time between two beats until now."""
        return self.heart.busiest * 1000

    def settle(self) -> None:
        """Until the vault has answered everything and no timer of a field is running."""
        for _ in range(3):
            self._rounds(lambda done: self.controller.worker.after_all(done, self.controller))
        self.wait(lambda: not self.controller.worker.is_busy)
        self._rounds(lambda done: self.controller.worker.after_all(done, self.controller))

    def _rounds(self, ask: Callable[[Callable[[], None]], None]) -> None:
        loop = QEventLoop()
        QTimer.singleShot(_QUIET_MS, lambda: ask(loop.quit))
        loop.exec()

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program go on until this is so."""
        loop = QEventLoop()
        timer = QTimer()
        timer.timeout.connect(lambda: loop.quit() if until() else None)
        timer.start(20)
        loop.exec()

    def choose(self, key: str, row: int) -> None:
        """Open a record of a room's list."""
        rows = self.room(key).findChildren(QListView)[0]
        rows.setCurrentIndex(rows.model().index(row, 0))


def stop(what: str, seen: Seen, act: Callable[[], object]) -> Figure:
    """The longest stop of the window's loop in an act, and until all of it is shown."""
    return Figure(f"window's longest stop: {what}", seen.stop_of(act), floor=STOPS)
