"""A field of one line holds one line, and a field of several what was put into it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.widgets.editors import line, text_area


def test_a_line_end_that_is_pasted_is_a_blank(qtbot: QtBot) -> None:
    """Qt shows one and keeps the other."""
    told: list[str] = []
    editor = line("before", told.append)
    qtbot.addWidget(editor)
    QGuiApplication.clipboard().setText("P-1\nP-2\u2028P-3")
    editor.setCursorPosition(0)
    editor.paste()
    assert editor.text() == "P-1 P-2 P-3before"
    assert told[-1] == editor.text()
    assert editor.cursorPosition() == len("P-1 P-2 P-3")


def test_of_several_lines_nothing_becomes_another_character(qtbot: QtBot) -> None:
    """Qt gives a blank for each no-break space."""
    told: list[str] = []
    editor = text_area("5\u00a0km\n\u2028west", told.append)
    qtbot.addWidget(editor)
    editor.insertPlainText("a")
    assert told == ["a5\u00a0km\n\u2028west"]
