"""Where an account is cut: no letter is lost there, and none changes hands."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.model.interview import Basis, Utterance, UtteranceKind
from tests.ui.interviews.account.account_pages import (
    ALT,
    CTRL,
    NONE,
    RETURN,
    SHIFT,
    paste,
    put_cursor,
    turns,
    two_turns,
)
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.looking import Looking, places, wanted


def test_an_emoji_before_a_cut_costs_no_letter(editor: AccountEditor) -> None:
    """Qt counts an emoji as two places, and Python as one."""
    paste(editor, "\U0001f600\U0001f600 At home. \U0001f600 Then they came.")
    put_cursor(editor, editor.document().find("Then").selectionStart())
    QTest.keyClick(editor, RETURN, CTRL)
    assert turns(editor) == [
        ("answer", "\U0001f600\U0001f600 At home. \U0001f600"),
        ("answer", "Then they came."),
    ]
    editor.setTextCursor(editor.document().find("\U0001f600 At home. \U0001f600"))
    QTest.keyClick(editor, Qt.Key.Key_2, ALT)
    assert [text for _kind, text in turns(editor)] == [
        "\U0001f600",
        "\U0001f600 At home. \U0001f600",
        "Then they came.",
    ]


@pytest.mark.parametrize("typed", ["\u00a0", "\u200d"])
def test_what_is_typed_over_two_turns_keeps_them_apart(editor: AccountEditor, typed: str) -> None:
    """A no-break space or a joiner, and what an input method only proposes."""
    two_turns(editor)
    put_cursor(editor, 5, editor.toPlainText().index("home"))
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, typed))
    assert turns(editor) == [("question", "Where" + typed), ("answer", "home.")]
    put_cursor(editor, 3, editor.toPlainText().index("me."))
    QApplication.sendEvent(editor, QInputMethodEvent("proposed", []))
    assert turns(editor) == [("question", "Whe"), ("answer", "me.")]


def test_a_turn_without_a_selected_word_is_not_marked(editor: AccountEditor) -> None:
    """Shift+Down from the end of a turn selects its end, and words of the next only."""
    QTest.keyClicks(editor, "I went.")
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClicks(editor, "I saw it.")
    put_cursor(editor, len("I went."), editor.document().characterCount() - 1)
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    assert [u.basis for u in editor.account()] == [Basis.NOT_STATED, Basis.SAW]
    put_cursor(editor, len("I"), len("I went.\n"))
    QTest.keyClick(editor, Qt.Key.Key_2, ALT)
    assert [text for _kind, text in turns(editor)] == ["I", "went.", "I saw it."]


def test_a_selected_blank_is_a_place_to_cut_at(editor: AccountEditor) -> None:
    paste(editor, "one   two three")
    put_cursor(editor, 3, 6)
    QTest.keyClick(editor, RETURN, CTRL | SHIFT)
    assert turns(editor) == [("answer", "one"), ("question", "two three")]


def test_words_said_nobody_knows_when_get_no_time(editor: AccountEditor) -> None:
    editor.show_account((Utterance("a", text="one two"), Utterance("b", text="three")), "be")
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    put_cursor(editor, 4)
    QTest.keyClick(editor, RETURN, CTRL | SHIFT)
    assert [u.said_at for u in editor.account()] == [None] * 3


def test_backspace_takes_a_break_away(editor: AccountEditor) -> None:
    two_turns(editor)
    QTest.keyClick(editor, Qt.Key.Key_B, ALT)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, " Alone.")
    assert turns(editor) == [("question", "Where were you?"), ("answer", "At home. Alone.")]
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, ord("Я"), CTRL, "\x1a"))
    assert turns(editor)[1] == ("answer", "At home.")


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_the_menu_is_about_the_turn_that_was_clicked(editor: AccountEditor) -> None:
    two_turns(editor)
    first = editor.cursorForPosition(QPoint(130, 30))
    assert first.blockNumber() == 0
    where = editor.cursorRect(first).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, editor.mapToGlobal(where))
    editor.contextMenuEvent(asked)
    for menu in editor.findChildren(QMenu):
        menu.close()
    assert editor.current().kind is UtteranceKind.QUESTION
    editor.selectAll()
    editor.contextMenuEvent(asked)
    for menu in editor.findChildren(QMenu):
        menu.close()
    assert editor.textCursor().hasSelection()


def test_words_with_a_no_break_space_are_found(editor: AccountEditor) -> None:
    paste(editor, "\U0001f600 Five\u00a0men, five men.")
    found = list(places(editor.document().begin(), wanted("five\u00a0MEN")))
    assert found == [(3, 11), (13, 21)]


def test_selected_words_are_not_dragged_away(editor: AccountEditor) -> None:
    """Who takes them asks for a move, and Qt would remove them over all turns."""
    two_turns(editor)
    editor.selectAll()
    left = Qt.MouseButton.LeftButton
    page, where = editor.viewport(), editor.cursorRect().center()
    QTest.mousePress(page, left, NONE, where)
    assert not editor.textCursor().hasSelection()
    QTest.mouseMove(page, where - QPoint(40, 0))
    QTest.mouseRelease(page, left, NONE, where - QPoint(40, 0))
    QTest.mouseDClick(page, left, NONE, where - QPoint(20, 0))
    assert editor.textCursor().selectedText().strip(".") == "home"
    QTest.mouseClick(page, left, NONE, where - QPoint(20, 0))
    assert editor.textCursor().selectedText() == "At home."


def test_the_next_place_is_found_before_all_are_counted(
    editor: AccountEditor, qtbot: QtBot
) -> None:
    """In slices: from where one is to the end, then from the beginning."""
    many = tuple(Utterance(f"u{n}", text="дом і Дом. " * 50) for n in range(400))
    editor.show_account(many, "be")
    block = editor.document().findBlockByNumber(200)
    looking = Looking(editor.document, editor)
    looking.begin("ДОМ", block.position() + 3)
    first = block.position() + len("дом і ")
    assert looking.ahead_of(block.position() + 3) == (first, first + 3)
    qtbot.waitUntil(lambda: looking.done)
    assert len(looking.found) == 400 * 100
    assert looking.found == sorted(looking.found)
    assert looking.before(3) == (0, 3)
    assert looking.before(2) == looking.found[-1]
    assert looking.ahead_of(editor.document().characterCount()) == (0, 3)
    assert looking.ahead_of(1) == (len("дом і "), len("дом і дом"))
    assert looking.within(block.position(), first + 3)[1:] == [(first, first + 3)]
    looking.begin("няма", 0)
    qtbot.waitUntil(lambda: looking.done)
    assert (looking.found, looking.ahead_of(0), looking.before(9)) == ([], None, None)


def test_an_account_is_read_also_when_its_document_was_looked_at(editor: AccountEditor) -> None:
    """PySide then lets go of every wrapper of the document that is held."""
    two_turns(editor)
    looking = Looking(editor.document, editor)
    held, parent = editor.document(), editor.document().parent()
    assert parent is not None
    shiboken6.invalidate(parent)
    shiboken6.invalidate(held)
    QTest.keyClicks(editor, "!")
    assert [kind for kind, _words in turns(editor)] == ["question", "answer"]
    looking.begin("home", 0)
    assert len(looking.found) == 1
