"""Words of an account that are marked on the page and not selected: the next word that is typed
would take the place of what is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from ui.theme import current


def marked(document: QTextDocument, start: int, end: int) -> QTextEdit.ExtraSelection:
    """The mark of these characters."""
    mark, cursor = QTextEdit.ExtraSelection(), QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    mark.cursor = cursor
    mark.format.setBackground(current().colour("amber_tint"))
    return mark


class PointedOut(QObject):
    """Some words before the cursor, marked until it moves. Belongs to the editor."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._shown = False
        editor.cursorPositionChanged.connect(self._end)

    def show(self, count: int) -> None:
        """Mark so many characters before the cursor."""
        end = self._editor.textCursor().position()
        self._editor.setExtraSelections([marked(self._editor.document(), max(0, end - count), end)])
        self._shown = True

    def _end(self) -> None:
        if self._shown:
            self._shown = False
            self._editor.setExtraSelections([])
