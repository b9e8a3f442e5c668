"""A page to write an account on, and what tests do on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.model.interview import UtteranceKind
from ui.interviews.account.blocks import Look
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.gutter import Beside, Gutter
from ui.interviews.account.turns import Marks

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
RETURN = Qt.Key.Key_Return
KEEP = QTextCursor.MoveMode.KeepAnchor


def _format(points: float) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontPointSize(points)
    return form


@pytest.fixture
def editor(qtbot: QtBot) -> AccountEditor:
    look = Look(_format(12), _format(10), _format(9), 120, 16, 4)
    small = QFont()
    small.setPixelSize(11)
    ink = QColor("black")
    gutter = Gutter(
        120, lambda head, _: Beside(head.kind.value, "", head.basis.value), small, small, ink, ink
    )
    widget = AccountEditor(look, gutter)
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show()
    widget.show_account((), "be")
    return widget


def turns(editor: AccountEditor) -> list[tuple[str, str]]:
    return [(u.kind.value, u.text) for u in editor.account()]


def put_cursor(editor: AccountEditor, start: int, end: int | None = None) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    if end is not None:
        cursor.setPosition(end, KEEP)
    editor.setTextCursor(cursor)


def paste(editor: AccountEditor, words: str) -> None:
    data = QMimeData()
    data.setText(words)
    editor.insertFromMimeData(data)


def two_turns(editor: AccountEditor) -> None:
    QTest.keyClicks(editor, "Where were you?")
    editor.mark(Marks(kind=UtteranceKind.QUESTION))
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClicks(editor, "At home.")
