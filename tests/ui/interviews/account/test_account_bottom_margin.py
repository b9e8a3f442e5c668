"""Nobody writes on the lower edge of the page, and nothing moves under the mouse."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model.interview import Basis, Speaker, Utterance, UtteranceKind
from tests.ui.room_bench import type_into
from ui.interviews.account.look import account_look, gutter
from ui.interviews.account.phase import PagedEditor
from ui.theme import current

LINE = "Дзверы адчынілі раніцай, і мы пачулі крокі на лесвіцы. "


def page(qtbot: QtBot, answers: int, height: int = 500) -> PagedEditor:
    made = PagedEditor(account_look(current()), gutter(current(), "be"))
    qtbot.addWidget(made)
    kind, speaker = UtteranceKind.ANSWER, Speaker.PERSON
    made.show_account(
        tuple(
            Utterance(f"u{n}", speaker, kind, "be", Basis.SAW, text=LINE * 3)
            for n in range(answers)
        ),
        "be",
    )
    made.resize(900, height)
    made.show()
    qtbot.waitExposed(made)
    return made


def below_cursor(editor: PagedEditor) -> int:
    return editor.viewport().height() - editor.cursorRect().bottom()


@pytest.mark.parametrize("height", [300, 500, 900])
def test_the_last_line_can_be_scrolled_to_the_middle_and_no_further(
    qtbot: QtBot, height: int
) -> None:
    editor = page(qtbot, 30, height)
    bar = editor.verticalScrollBar()
    bar.setValue(bar.maximum())
    below = below_cursor(editor)
    assert height // 2 - 10 <= below <= height // 2 + 10


def test_a_fresh_account_keeps_its_scroll_bar_and_its_last_line_off_the_edge(
    qtbot: QtBot,
) -> None:
    """The Python wrapper of the bar can die while the editor and the bar itself live."""
    editor = page(qtbot, 0)
    shiboken6.invalidate(editor.verticalScrollBar())
    for _ in range(40):
        type_into(editor, "Так.")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    assert editor.verticalScrollBar().isVisible()
    assert below_cursor(editor) >= 96 - 2


@pytest.mark.parametrize("height", [300, 500, 900])
def test_a_page_opens_and_grows_with_room_below_the_cursor(qtbot: QtBot, height: int) -> None:
    editor = page(qtbot, 30, height)
    expected = min(96, height // 3)
    assert abs(below_cursor(editor) - expected) <= 2
    for _ in range(6):
        QTest.keyClick(editor, Qt.Key.Key_Return)
        type_into(editor, LINE)
        assert abs(below_cursor(editor) - expected) <= 2


def test_a_line_that_was_scrolled_up_stays_there_while_somebody_types(qtbot: QtBot) -> None:
    editor = page(qtbot, 30)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    before = editor.verticalScrollBar().value()
    type_into(editor, LINE * 3)
    assert editor.verticalScrollBar().value() == before


def test_a_click_low_on_the_page_moves_nothing(qtbot: QtBot) -> None:
    editor = page(qtbot, 30)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.verticalScrollBar().setValue(200)
    at = editor.viewport().rect().center()
    at.setY(editor.viewport().height() - 30)
    # Into the lowest line that is seen whole: one that is cut off is shown whole by a click.
    at.setY(editor.cursorRect(editor.cursorForPosition(at)).top() - 30)
    QTest.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert editor.verticalScrollBar().value() == 200
    QTest.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert editor.verticalScrollBar().value() == 200


def test_a_short_account_neither_scrolls_nor_shows_a_bar(qtbot: QtBot) -> None:
    editor = page(qtbot, 1)
    QApplication.processEvents()
    assert editor.verticalScrollBar().maximum() == 0
    assert not editor.verticalScrollBar().isVisible()


def test_making_the_window_larger_costs_no_step_of_undoing(qtbot: QtBot) -> None:
    editor = page(qtbot, 30)
    type_into(editor, "слова")
    editor.undo()
    editor.resize(900, 700)
    QApplication.processEvents()
    assert editor.document().isRedoAvailable()
    assert not editor.document().isUndoAvailable()
