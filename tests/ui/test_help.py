"""F1: the help of the place in front, in the words of every language, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.i18n import LANGUAGES, set_language
from desktop.messages.help import TOPICS, help_sentences, help_title
from desktop.model.phases import Phase
from tests.support import open_interview
from tests.ui.conftest import MakeProgram, Program
from tests.ui.keyboard import Keyboard
from tests.ui.room_bench import Bench, bench
from ui.app import rooms
from ui.help.dialog import HelpDialog
from ui.help.keys import keys_everywhere, keys_here

__all__ = ["bench"]

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture
def program(make_program: MakeProgram, qtbot: QtBot) -> Program:
    made = make_program(rooms())
    made.controller.window.activateWindow()
    qtbot.waitUntil(made.controller.window.isActiveWindow)
    return made


def open_help(kb: Keyboard) -> HelpDialog:
    kb.press(Qt.Key.Key_F1)
    kb.wait(lambda: isinstance(QApplication.activeModalWidget(), HelpDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, HelpDialog)
    return found


def settle(program: Program) -> None:
    """A list that turns out empty hands its focus on: not before the vault has answered."""
    worker = program.controller.worker
    for _answer in range(3):
        told: list[bool] = []
        worker.after_all(partial(told.append, True), worker)
        program.wait(partial(bool, told))


def close(kb: Keyboard, key: Qt.Key) -> None:
    kb.press(key)
    kb.wait(lambda: QApplication.activeModalWidget() is None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_has_its_help(language: str, english: None) -> None:
    set_language(language)
    for topic in (*(room.key for room in rooms()), *Phase):
        assert help_title(topic)
        assert all(help_sentences(topic))
        keys = [key for key, _said in (*keys_here(topic), *keys_everywhere(unlocked=True))]
        assert len(keys) == len(set(keys)), f"{topic}: a key does two things"
        assert "Return" not in keys, "one key has one name: Enter, as in the sentences"


def test_help_is_about_the_place_in_front_and_leaves_the_focus_where_it_was(
    program: Program, qtbot: QtBot
) -> None:
    kb = Keyboard(qtbot, program.controller.window)
    assert help_title("start") in open_help(kb).accessibleName()
    close(kb, Qt.Key.Key_Escape)
    program.unlock()
    shell = program.controller.shell
    assert shell is not None
    for room in (room.key for room in rooms()):
        shell.navigate(room)
        settle(program)
        before = kb.here
        found = open_help(kb)
        assert found.accessibleName() == f"Help: {help_title(room)}"
        assert QApplication.focusWidget() is found.page
        close(kb, Qt.Key.Key_F1)
        assert kb.here is before
    open_help(kb)
    program.lock_and_wait()
    assert not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
    assert help_title("locked") in open_help(kb).accessibleName()
    close(kb, Qt.Key.Key_Escape)


def test_help_of_an_interview_is_about_its_phase(bench: Bench) -> None:
    record = bench.ask(lambda vault: open_interview(vault).id)
    for phase in Phase:
        bench.open(record, phase)
        assert bench.shell.help_topic() == phase.value
    bench.interviews().unfold()
    assert bench.shell.help_topic() == "interviews"
    assert set(TOPICS) >= {*Phase, *(room.key for room in rooms())}


def test_the_help_fits_the_smallest_screen_and_scrolls(qtbot: QtBot, bench: Bench) -> None:
    found = HelpDialog(bench.shell, Phase.ACCOUNT.value)
    found.show()
    assert found.height() <= 540
    assert found.page.verticalScrollBar().maximum() > 0
    before = found.page.verticalScrollBar().value()
    for _line in range(60):
        QTest.keyClick(found.page, Qt.Key.Key_Down)
    assert found.page.verticalScrollBar().value() > before
    found.close()
