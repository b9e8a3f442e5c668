"""Belarusian and Russian run a third longer than English: nothing may be cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop import i18n
from desktop.catalogue import Catalogue
from tests.ui.conftest import MakeProgram
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.shell.rooms import notebook
from ui.preferences import Preferences
from ui.shell.lock_screen import LockScreen
from ui.shell.room import HANDOFF, INTERVIEWS, MEDIA, SETTINGS, Page, Room
from ui.start.new_vault import NewVaultPage
from ui.start.sample import SamplePage
from ui.start.screen import StartScreen
from ui.start.unlock import UnlockPage
from ui.tasks import VaultWorker

LAPTOP = (1366, 768)
SMALLEST = (1024, 640)


class Longer(i18n.Translator):
    """English, a good third longer, with letters that stand high and low."""

    def gettext(self, message: str) -> str:
        return message + " Ўшчыльф" * (len(message) // 20) + "Ўф"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        return message


@pytest.fixture(autouse=True)
def _longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", Longer("en", Catalogue()))


@pytest.fixture
def worker() -> Iterator[VaultWorker]:
    made = VaultWorker()
    yield made
    made.stop()


def cut_off(screen: QWidget) -> list[str]:
    """The words on labels and buttons that have less room than they need."""
    cut = []
    for label in screen.findChildren(QLabel):
        if not label.isVisibleTo(screen) or not label.text():
            continue
        needs = label.heightForWidth(label.width()) if label.wordWrap() else 0
        if not label.wordWrap() and label.width() < label.sizeHint().width():
            cut.append(label.text())
        if label.height() < needs:
            cut.append(label.text())
    for button in screen.findChildren(QAbstractButton):
        visible = button.isVisibleTo(screen) and button.text()
        if visible and button.width() < button.sizeHint().width():
            cut.append(button.text())
    return cut


def seen(qtbot: QtBot, screen: QWidget, size: tuple[int, int]) -> QWidget:
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    qtbot.waitExposed(screen)
    QApplication.processEvents()
    return screen


def start(worker: VaultWorker) -> StartScreen:
    return StartScreen(worker, Preferences())


def _new_vault(screen: StartScreen) -> None:
    screen.welcome.new.click()


def _passphrase(screen: StartScreen) -> None:
    screen.welcome.new.click()
    page = screen.page
    assert isinstance(page, NewVaultPage)
    page.whose.owner.editor.setProperty("text", "Зоська Прыдуманая")
    page.whose.next.click()
    page.secret.button.click()
    assert page.secret.problem.title


def _missing_names(screen: StartScreen) -> None:
    screen.welcome.new.click()
    page = screen.page
    assert isinstance(page, NewVaultPage)
    page.whose.name.editor.setProperty("text", "a/b")
    page.whose.next.click()
    assert page.whose.name.error


def _sample(screen: StartScreen) -> None:
    screen.welcome.sample.click()
    assert isinstance(screen.page, SamplePage)


def _unlock(screen: StartScreen) -> None:
    screen.show_unlock(Path("/media/stick/second.skrynia"))
    page = screen.page
    assert isinstance(page, UnlockPage)
    page.busy.begin(i18n.gettext("Unlocking takes about a second…"))


@pytest.mark.parametrize("size", [LAPTOP, SMALLEST])
@pytest.mark.parametrize(
    "go",
    [lambda _screen: None, _new_vault, _passphrase, _missing_names, _sample, _unlock],
    ids=["welcome", "new", "passphrase", "missing", "sample", "unlock"],
)
def test_the_first_screens_show_every_word(
    qtbot: QtBot, worker: VaultWorker, go: Callable[[StartScreen], None], size: tuple[int, int]
) -> None:
    screen = start(worker)
    go(screen)
    seen(qtbot, screen, size)
    assert (screen.width(), screen.height()) == size
    assert cut_off(screen) == []


@pytest.mark.parametrize("state", ["show_closing", "show_closed", "hold_unsaved", "hold_busy"])
def test_the_lock_screen_shows_every_word(qtbot: QtBot, state: str) -> None:
    screen = LockScreen(Preferences())
    getattr(screen, state)()
    seen(qtbot, screen, SMALLEST)
    assert cut_off(screen) == []


def test_rail_top_and_state_bar_show_every_word(make_program: MakeProgram) -> None:
    titles = {
        INTERVIEWS: "Interviews",
        MEDIA: "Photos and files",
        HANDOFF: "Send and receive",
        SETTINGS: "Settings",
    }
    others = [Room(key, title, "people", lambda _context: Page()) for key, title in titles.items()]
    program = make_program([notebook().room(), *others])
    program.unlock()
    window = program.controller.window
    window.activateWindow()
    program.wait(lambda: window.placed)
    # The test's screen is narrower than any real one: the window gives way only at first.
    window.resize(*SMALLEST)
    shell = program.controller.shell
    assert shell is not None
    shell.bar.note("W" * 20)
    for key in titles:
        shell.rail.show_count(key, 123_456)
    QApplication.processEvents()
    assert window.width() == SMALLEST[0]
    assert cut_off(shell) == []


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_no_word_of_the_lock_screen_is_cut_off(qtbot: QtBot, language: str) -> None:
    i18n.set_language(language)
    screen = LockScreen(Preferences())
    screen.show_closed()
    seen(qtbot, screen, SMALLEST)
    assert cut_off(screen) == []
