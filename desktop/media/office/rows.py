"""Paragraphs, and tables by row, one within another: what word processors have in common."""

from __future__ import annotations

from typing import Final

from desktop.media.office.bounds import Enough
from desktop.media.office.told import CELL, Told
from desktop.model.file_text import MOST_TEXT

_MOST_SAID: Final = 2 * MOST_TEXT
"""Characters of all words of a file, with the white space that is left out: else one paragraph
without end would be gathered before any of it is told."""


class Rows:
    """Puts words together to lines. Of a table a row is a line, of a cell its paragraphs stand
    behind one another; a table in a cell is part of that cell. ``Enough`` where all words are more
    than may be; those that are open are told first."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._words: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._said = 0

    def say(self, words: str) -> None:
        """Words of the paragraph that is open."""
        self._words[-1].append(words[: _MOST_SAID - self._said])
        self._said += len(words)
        if self._said > _MOST_SAID:
            self._tell_open()
            raise Enough

    def _tell_open(self) -> None:
        for cells in self._rows:
            self._told.line(CELL.join(cells))
        for paragraphs in self._cells:
            self._told.line(" / ".join(paragraphs))
        for words in self._words:
            self._told.line("".join(words))

    def begin_paragraph(self) -> None:
        """One within another, as in a text box, is a paragraph of its own."""
        self._words.append([])

    def end_paragraph(self) -> None:
        words = "".join(self._words.pop() if len(self._words) > 1 else self._words[0])
        if len(self._words) == 1:
            self._words[0] = []
        self._paragraph(words)

    def _paragraph(self, words: str) -> None:
        if self._cells:
            if words.strip():
                self._cells[-1].append(words.strip())
        else:
            self._told.line(words)

    def begin_row(self) -> None:
        self._rows.append([])

    def begin_cell(self) -> None:
        self._cells.append([])

    def end_cell(self) -> None:
        if self._cells and self._rows:
            self._rows[-1].append(" / ".join(self._cells.pop()))

    def end_row(self) -> None:
        if not self._rows:
            return
        cells = self._rows.pop()
        while cells and not cells[-1]:
            cells.pop()
        if any(cells):
            self._paragraph(CELL.join(cells))
