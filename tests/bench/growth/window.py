"""The real window over a full vault: how long its loop stops in each room, and its memory.

Without a screen (Qt's offscreen platform). A stop is a time in which the window could not have
answered a click: the longest between two beats of a timer, whoever held the thread or the
interpreter. Memory is what the process holds by the system's count, on Linux only.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from desktop.model.consent import Purpose
from desktop.settings import Settings, save_settings
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import RESEARCHER, Place
from tests.bench.harness import run_script
from tests.bench.memory_held import resident
from tests.support import PASSPHRASE
from ui.ahead import Ahead
from ui.app import application, build
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep
from ui.interviews.page import InterviewsPage
from ui.media.page import MediaPage
from ui.shell.lock_screen import LockScreen, LockState
from ui.shell.room import HANDOFF, INTERVIEWS, MEDIA, PEOPLE, SETTINGS, Page
from ui.start.screen import StartScreen
from ui.start.unlock import UnlockPage

W = TypeVar("W", bound=QWidget)

_BEAT: Final = 0.005
_QUIET_MS: Final = 250
_STOPS: Final = Floor(most=50)


class _Heart(QObject):
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
        self._heart = _Heart()
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
        self._heart.take()
        act()
        self.settle()
        return self._heart.take() * 1000

    def busiest(self) -> float:
        """The most milliseconds of processor time between two beats until now."""
        return self._heart.busiest * 1000

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


def window(place: Place) -> Iterator[Figure]:
    """Every room twice, its list filtered and scrolled to the end, one record opened; locked."""
    seen = Seen(place)
    yield _stop("unlocking", seen, seen.unlock)
    for key in (INTERVIEWS, PEOPLE, MEDIA, HANDOFF, SETTINGS):
        yield _stop(f"first visit of {key}", seen, partial(seen.visit, key))
    for key in (INTERVIEWS, PEOPLE, MEDIA, HANDOFF, SETTINGS):
        yield _stop(f"{key} again", seen, partial(seen.visit, key))
    for key in (INTERVIEWS, PEOPLE):
        yield from _list(seen, key)
    yield from _records(seen)
    yield Figure("window's longest stop: processor time of its own", seen.busiest(), floor=_STOPS)
    visited = resident()
    seen.lock()
    seen.settle()
    if visited:
        first = float(run_script("tests.bench.scripts.start_memory").last_line)
        by_first, most = resident() / first, Floor(most=1.3)
        yield Figure("window, memory after all rooms", visited, "MiB", Floor(ratio=1.3))
        yield Figure("window, memory of the start screen", first, "MiB")
        yield Figure("window, memory while locked, by the start screen's", by_first, "×", most)
    seen.controller.stop()


def _list(seen: Seen, key: str) -> Iterator[Figure]:
    """Four letters typed one after the other, and the list scrolled to its end."""
    seen.visit(key)
    page = seen.room(key)
    field = _named(page, QLineEdit, "Filter by code or name")
    rows = page.findChildren(QListView)[0]

    def typed() -> None:
        for end in range(1, 5):
            field.setText("алес"[:end])
            seen.settle()

    yield _stop(f"{key}, four letters typed", seen, typed)
    yield _stop(f"{key}, the field emptied", seen, field.clear)
    yield _stop(f"{key}, scrolled to the end", seen, rows.scrollToBottom)


def _records(seen: Seen) -> Iterator[Figure]:
    """One of each: an interview, the dialog of a new one, a person, the end of the photos."""
    interviews, media = seen.room(INTERVIEWS), seen.room(MEDIA)
    assert isinstance(interviews, InterviewsPage)
    assert isinstance(media, MediaPage)
    seen.visit(INTERVIEWS)
    rows = interviews.findChildren(QListView)[0]
    row = rows.model().index(2, 0)
    yield _stop("an interview opened", seen, lambda: rows.setCurrentIndex(row))
    yield _stop("the dialog of a new interview", seen, interviews.new)
    for dialog in QApplication.topLevelWidgets():
        if dialog is not seen.controller.window:
            dialog.close()
    seen.visit(PEOPLE)
    people = seen.room(PEOPLE).findChildren(QListView)[0]
    someone = people.model().index(2, 0)
    yield _stop("a person opened", seen, lambda: people.setCurrentIndex(someone))
    seen.visit(MEDIA)
    yield _stop("media, scrolled to the end", seen, media.grid.scrollToBottom)


def window_preview(place: Place) -> Iterator[Figure]:
    """Writing a package up to the preview of everything, and one tick in it."""
    seen = Seen(place)
    seen.unlock()
    seen.visit(HANDOFF)
    seen.settle()
    page = seen.room(HANDOFF)
    assert isinstance(page, HandoffPage)
    page.write()
    seen.settle()
    step = page.findChildren(RecipientStep)[0]
    step.purpose.setCurrentIndex(step.purpose.findData(Purpose.KEEP.value))
    yield _stop("the preview of a package", seen, step.next_button.click)
    [preview] = page.findChildren(PreviewStep)
    yield _stop("a tick in the preview", seen, lambda: _untick(preview))
    memory = resident()
    if memory:
        yield Figure("window, memory with the preview", memory, "MiB", Floor(ratio=1.3))
    seen.controller.stop()


def _untick(preview: PreviewStep) -> None:
    model = preview.going_model
    model.setData(model.index(0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)


def _stop(what: str, seen: Seen, act: Callable[[], object]) -> Figure:
    return Figure(f"window's longest stop: {what}", seen.stop_of(act), floor=_STOPS)


def _named(page: QWidget, kind: type[W], name: str) -> W:
    return next(each for each in page.findChildren(kind) if each.accessibleName() == name)
