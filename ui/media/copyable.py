"""Words to read and to copy exactly, as high as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextBlock, QTextCharFormat, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

_EDGES: Final = 4
"""Pixels: the ring of the focus, above and below the words."""
_MOST_LINES: Final = 160
"""That are shown at once; what is longer is scrolled. To lay out all that a file may say of itself
would stop the window for half a second."""
_SHORT_LINE: Final = 20
"""Letters, fewer than a line has room for."""


class Copyable(QPlainTextEdit):
    """A value: a long checksum breaks its line and stays one word."""

    def __init__(self, value: str = "") -> None:
        super().__init__(value)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("paper", "plain")
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choose_bar()

    def choose_bar(self) -> None:
        """A bar stands or it does not: one that came and went while the height was found left lines
        broken for another width, and their ends were cut."""
        lines = self.blockCount() + self.document().characterCount() // _SHORT_LINE
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if lines > _MOST_LINES else policy.ScrollBarAlwaysOff
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the words are, up to so many lines."""
        super().resizeEvent(event)
        line = self.fontMetrics().lineSpacing()
        most, height = _MOST_LINES * line, 0.0
        for block in self._blocks():
            height += self.blockBoundingRect(block).height()
            if height > most:
                break
        self.setFixedHeight(round(min(most, max(line, height))) + _EDGES)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().firstBlock()
        while block.isValid():
            yield block
            block = block.next()


class CopyableFacts(Copyable):
    """Many facts below one another, one widget for all: the key Tab leads past them at once, and
    four hundred take no longer to show than ten."""

    def __init__(self, facts: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        plain, strong = QTextCharFormat(), QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        cursor, first = self.textCursor(), True
        cursor.beginEditBlock()
        for label, value in facts:
            for words, form in ((label, strong), (value, plain)):
                if words:
                    cursor.insertText(words if first else f"\n{words}", form)
                    first = False
        cursor.endEditBlock()
        self.choose_bar()
