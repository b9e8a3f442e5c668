"""What the window's tests stand on: our look, keys in any alphabet, the program itself."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import SkryniaError
from desktop.model.person import NameForm
from desktop.settings import Settings, save_settings
from tests.support import PASSPHRASE, TEMPLATES, make_closed_vault, make_vault
from ui import enumerations, theme
from ui.app import STYLE
from ui.controller import Controller
from ui.preferences import Preferences
from ui.session.watch import SessionWatch
from ui.shell.lock_screen import LockScreen, LockState
from ui.shell.room import Room
from ui.start.screen import StartScreen
from ui.start.unlock import UnlockPage

# As in the program: most of Qt's are made when a test first uses them.
enumerations.make_quickly()

LONG_MS = 15_000
Close = Callable[[QWidget], None]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt makes its application of: the program's own style."""
    return ["skrynia", *STYLE]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)


class Dresser(QtBot):
    """pytest-qt's own, and what it is given as a window wears the style sheet, as in the program.

    Not the application: see :meth:`ui.theme.Theme.dress`.
    """

    def addWidget(self, widget: QWidget, *, before_close_func: Close | None = None) -> None:  # noqa: N802
        """Dress a window, and close it after the test."""
        if widget.isWindow():
            theme.current().dress(widget)
        super().addWidget(widget, before_close_func=before_close_func)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Dresser:
    """In place of pytest-qt's."""
    return Dresser(request)


@pytest.fixture(autouse=True)
def _hooks() -> Iterator[None]:
    """A test may install the crash hook; the next one starts without it."""
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


class Program:
    """The whole program on a vault of its own; rooms are given by the test."""

    def __init__(
        self,
        app: QApplication,
        qtbot: QtBot,
        folder: Path,
        rooms: list[Room],
        session: Callable[[QObject], SessionWatch] = SessionWatch,
    ) -> None:
        self.qtbot = qtbot
        self.preferences = Preferences()
        self.controller = Controller(app, self.preferences, lambda: rooms, session)
        self.folder = folder
        self.controller.show_start()
        self.controller.window.show()
        qtbot.addWidget(self.controller.window)

    @property
    def start(self) -> StartScreen:
        """The start screen, which must be in front."""
        screen = self.controller.window.centralWidget()
        assert isinstance(screen, StartScreen)
        return screen

    @property
    def locked(self) -> LockScreen:
        """The lock screen, which must be in front."""
        screen = self.controller.window.centralWidget()
        assert isinstance(screen, LockScreen)
        return screen

    def unlock(self) -> None:
        """Type the passphrase on the start screen and wait for the rooms."""
        page = self.start.page
        assert isinstance(page, UnlockPage)
        press(page.field.edit, PASSPHRASE)
        self.qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
        self.wait(lambda: self.controller.shell is not None)

    def unlock_again(self) -> None:
        """The same on the lock screen."""
        press(self.locked.field.edit, PASSPHRASE)
        self.qtbot.keyClick(self.locked.field.edit, Qt.Key.Key_Return)
        self.wait(lambda: self.controller.lock_screen is None)

    def lock_and_wait(self, state: LockState = LockState.CLOSED) -> None:
        """Lock, and wait until the lock screen says so."""
        self.controller.lock()
        self.wait(lambda: self.locked.state is state)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program go on until this is so."""
        self.qtbot.waitUntil(until, timeout=LONG_MS)


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """A closed vault with :data:`tests.support.PASSPHRASE`, remembered by the program."""
    folder = make_closed_vault(tmp_path)
    save_settings(Settings(language="en", theme="light").with_vault(folder))
    return folder


@pytest.fixture
def two_thousand(tmp_path: Path) -> None:
    """A vault of as many invented people, each with a name, which ``bench`` then opens."""
    TEMPLATES.furnished("two thousand people", _two_thousand, tmp_path)


def _two_thousand(folder: Path) -> None:
    with make_vault(folder) as vault, vault.transaction():
        for number in range(2_000):
            vault.people.new(f"P-{number:04}", [NameForm(f"Прыдуманы {number}")])


MakeProgram = Callable[[list[Room]], Program]


@pytest.fixture
def make_program(qapp: QApplication, qtbot: QtBot, vault_folder: Path) -> Iterator[MakeProgram]:
    """Make the program with the rooms one needs; it is stopped afterwards."""
    made: list[Program] = []

    def make(rooms: list[Room]) -> Program:
        program = Program(qapp, qtbot, vault_folder, rooms)
        made.append(program)
        return program

    yield make
    for program in made:
        program.controller.stop()


def no_error(error: SkryniaError) -> None:
    """``failed`` of a job that must not fail."""
    pytest.fail(f"an unexpected error: {error!r}")


def press(widget: QWidget, text: str) -> None:
    """Type letters of any alphabet, as keys; Qt's own helper knows only Latin ones."""
    for letter in text:
        code = ord(letter.upper())
        key = code if code < 0x80 else 0
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else _NONE
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, shift, letter))


_NONE = Qt.KeyboardModifier.NoModifier
