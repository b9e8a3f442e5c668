"""A real vault on its real worker in the real shell, for the tests of the rooms."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import SkryniaError
from desktop.model.identity import Role
from desktop.model.phases import Phase
from desktop.vault import Vault, open_vault
from tests.support import PASSPHRASE, make_closed_vault
from tests.ui.whole_page import filled
from ui import theme
from ui.app import rooms
from ui.interviews.interview_page import InterviewPage
from ui.interviews.page import InterviewsPage
from ui.preferences import Preferences
from ui.shell.shell import Shell
from ui.tasks import VaultWorker

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
LONGEST_MS = 10_000


class Bench:
    """The window's inside over one open vault, a new one where a test has laid none into the
    folder; ``ask`` reads what it really holds."""

    def __init__(
        self,
        folder: Path,
        qtbot: QtBot,
        role: Role = Role.RESEARCHER,
        medium: Callable[[Path], None] = lambda _vault: None,
    ) -> None:
        self.qtbot = qtbot
        self.locked = False
        place = folder / "researcher.skrynia"
        if not place.exists():
            make_closed_vault(folder, role=role)
        self.worker = VaultWorker()
        medium(place)
        self._open(place)
        settings = Preferences(path=folder / "settings.json")
        self.shell = Shell(rooms(), self.worker, settings, self._lock)
        qtbot.addWidget(self.shell)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)

    def _open(self, folder: Path) -> None:
        opened: list[bool] = []
        self.worker.start(
            lambda: open_vault(folder, PASSPHRASE),
            lambda: opened.append(True),
            _fail,
            self.worker,
        )
        self.qtbot.waitUntil(lambda: bool(opened))

    def _lock(self) -> None:
        self.locked = True

    def ask(self, work: Callable[[Vault], T]) -> T:
        """Run on the vault's thread after everything queued so far; returns the answer."""

        def asked(tell: Callable[[T], None]) -> None:
            self.worker.run(work, tell, _fail, self.worker)

        return self._told(asked)

    def statements(self) -> list[str]:
        """What the vault's database is asked from now on, in SQL; it goes on growing."""
        asked: list[str] = []
        self.ask(lambda vault: vault._db._connection.set_trace_callback(asked.append))
        return asked

    def busy(self) -> threading.Event:
        """Keep the vault's thread busy until this is set."""
        go_on = threading.Event()
        self.worker.run(lambda _vault: go_on.wait(LONGEST_MS / 1000), _ignore, _fail, self.worker)
        return go_on

    def settle(self) -> None:
        """Wait until everything asked so far, and what the answers asked for, is answered.

        Pages that are made part by part are whole then.
        """
        for _ in range(4):
            self._told(self._all_is_answered)
            QApplication.processEvents()
        filled(self.shell)
        QApplication.processEvents()

    def _all_is_answered(self, tell: Callable[[bool], None]) -> None:
        self.worker.after_all(lambda: tell(True), self.worker)

    def _told(self, ask: Callable[[Callable[[T], None]], object]) -> T:
        """What ``ask`` tells, as soon as it does: polling for it took most of a test's time."""
        told: list[T] = []
        loop, limit = QEventLoop(), QTimer()
        limit.timeout.connect(loop.quit)
        limit.start(LONGEST_MS)

        def tell(answer: T) -> None:
            told.append(answer)
            loop.quit()

        ask(tell)
        if not told:
            loop.exec()
        assert told, "the vault gave no answer"
        return told[0]

    def interviews(self) -> InterviewsPage:
        """The room of interviews, in front."""
        self.shell.navigate("interviews")
        page = self.shell.page("interviews")
        assert isinstance(page, InterviewsPage)
        return page

    def open(self, interview_id: str, phase: Phase | None = None) -> InterviewPage:
        """An interview, open on the screen, at a phase."""
        page = self.interviews()
        page.open(interview_id)
        self.qtbot.waitUntil(
            lambda: page.open_page is not None and page.open_page.draft.interview_id == interview_id
        )
        assert page.open_page is not None
        if phase is not None:
            page.open_page.show_phase(phase)
        return page.open_page

    def close(self) -> None:
        """Put the window and the vault away."""
        self.shell.close()
        self.shell.deleteLater()
        QApplication.processEvents()
        self.worker.stop()


def _ignore(_answer: object) -> None:
    """Nobody asked for an answer."""


def _fail(error: SkryniaError) -> None:
    pytest.fail(f"the vault refused: {error.__class__.__name__}: {error.reason}")


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    """A fresh vault in a fresh window."""
    theme.apply(qapp, theme.Mode.LIGHT)
    made = Bench(tmp_path, qtbot)
    yield made
    made.close()


def child(parent: QWidget, kind: type[W], name: str) -> W:
    """The visible widget of this accessible name below ``parent``."""
    found = [w for w in parent.findChildren(kind) if w.accessibleName() == name]
    assert found, f"nothing is called {name!r}"
    return found[0]


def words_seen(page: QWidget) -> set[str]:
    """What the labels say that a person sees on a page."""
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def dialog(kind: type[W]) -> W:
    """The open dialog of this kind."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def press_button(page: QWidget, words: str) -> None:
    """Click the first button of a page that says this."""
    found = [each for each in page.findChildren(QPushButton) if each.text() == words]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def type_into(widget: QWidget, text: str) -> None:
    """Type any letters, Cyrillic too, key by key."""
    widget.setFocus()
    for letter in text:
        key = ord(letter.upper()) if letter.upper().isascii() else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(widget, QKeyEvent(kind, key, none, letter))
