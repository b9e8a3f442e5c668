"""A sentence as it was said, with the words in it that somebody is to decide about."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit

from desktop.i18n import _
from ui.scale import Type, with_text
from ui.theme import current
from ui.widgets.editors import units_of

_ROWS = 4
_BEFORE = 400
_AFTER = 600
"""Characters around the words that are shown of a sentence without an end."""


class SentenceView(QPlainTextEdit):
    """Can be read, selected and scrolled; the words stand out by ground and line."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("The sentence"))
        self.setFont(current().account_font(Type.LEAD))
        self.set_rows(_ROWS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sentence, self._at, self._words = "", 0, ""
        current().changed.connect(self._mark)

    def set_rows(self, rows: int) -> None:
        """Be so many lines high."""
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + with_text(16))

    def show_sentence(self, sentence: str, at: int, words: str) -> None:
        """Show this one, the ``words`` at its place ``at`` in sight."""
        start = max(0, at - _BEFORE)
        end = min(len(sentence), at + len(words) + _AFTER)
        self._sentence, self._at, self._words = sentence[start:end], at - start, words
        self.setPlainText(self._sentence)
        self.setAccessibleDescription(words)
        self._mark()

    def _mark(self) -> None:
        words = QTextCursor(self.document())
        begin = units_of(self._sentence[: self._at])
        words.setPosition(begin)
        words.setPosition(begin + units_of(self._words), QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = words
        mark.format.setBackground(current().colour("amber_tint"))
        mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        mark.format.setUnderlineColor(current().colour("amber"))
        self.setExtraSelections([mark])
        words.clearSelection()
        self.setTextCursor(words)
        self.ensureCursorVisible()
