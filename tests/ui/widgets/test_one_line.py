"""What is pasted into a field of one line is one line."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.widgets.editors import line


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
