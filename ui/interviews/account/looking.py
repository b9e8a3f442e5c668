"""Looking for words in an account in short slices, so that no key waits for the end of it.

Places are pairs of numbers: a document goes through every ``QTextCursor`` there is at each change,
and through the room that many of them once took for as long as it lives.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextDocument

from ui.widgets.editors import units_of

Span = tuple[int, int]
"""From which position of the document to before which."""

_SLICE_S: Final = 0.01
_AT_LEAST: Final = 32
"""Paragraphs of a slice, however busy the machine is: about a millisecond's work."""


def wanted(words: str) -> re.Pattern[str]:
    """The words in any case; a no-break space is a space, in them and where they stand."""
    return re.compile(re.escape(spaced(words)), re.IGNORECASE)


def spaced(words: str) -> str:
    """No-break spaces as spaces."""
    return words.replace("\u00a0", " ")


def places(block: QTextBlock, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where the words stand in one paragraph, in order.

    A document counts a letter beyond U+FFFF as two, and Python as one.
    """
    text, first = spaced(block.text()), block.position()
    if block.length() - 1 == len(text):
        for match in pattern.finditer(text):
            yield first + match.start(), first + match.end()
        return
    at, units = 0, 0
    for match in pattern.finditer(text):
        units += units_of(text[at : match.start()])
        length = units_of(match[0])
        yield first + units, first + units + length
        at, units = match.end(), units + length


class Looking(QObject):
    """Looks through a document from one place to its end, and then from its beginning to there.

    ``went_on`` after each slice but the first, which is done when :meth:`begin` returns. What is
    found is of no use once the document changed: :meth:`stop` forgets it.
    """

    went_on = Signal()

    def __init__(self, document: Callable[[], QTextDocument], parent: QObject) -> None:
        """``document``: asked each time; PySide may let go of a wrapper of it that is held."""
        super().__init__(parent)
        self._document = document
        self._ahead: list[Span] = []
        self._behind: list[Span] = []
        self._left: Iterator[None] = iter(())
        self._start = 0
        self.done = True
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)

    @property
    def found(self) -> list[Span]:
        """What was found so far, in order."""
        return self._behind + self._ahead

    def begin(self, words: str, at: int) -> None:
        """Look for these words, first where somebody is."""
        self.stop()
        if not words:
            return
        self.done = False
        start = self._document().findBlock(at)
        self._start = start.position()
        self._left = self._look(wanted(words), start)
        self._slice()
        if not self.done:
            self._next.start()

    def stop(self) -> None:
        """Look no further, and forget."""
        self._next.stop()
        self._ahead, self._behind, self._left = [], [], iter(())
        self.done = True

    def ahead_of(self, at: int) -> Span | None:
        """The first place that begins here or behind, else the first of all; None while it is not
        known, and where there is none."""
        if not self.done and at < self._start:
            return None
        found = self.found if self.done else self._ahead
        number = bisect_left(found, (at, 0))
        if number < len(found):
            return found[number]
        return found[0] if found and self.done else None

    def before(self, at: int) -> Span | None:
        """The last place that ends here or before, else the last of all; None as above."""
        if not self.done:
            return None
        found = self.found
        number = bisect_right(found, at, key=lambda span: span[1])
        return found[number - 1] if found else None

    def within(self, first: int, last: int) -> list[Span]:
        """What was found between two positions."""
        found = self.found
        return found[bisect_left(found, (first, 0)) : bisect_right(found, (last, last))]

    def _go_on(self) -> None:
        self._slice()
        if self.done:
            self._next.stop()
        self.went_on.emit()

    def _slice(self) -> None:
        until = time.perf_counter() + _SLICE_S
        for number, _paragraph in enumerate(self._left, start=1):
            if number % _AT_LEAST == 0 and time.perf_counter() > until:
                return
        self.done = True

    def _look(self, pattern: re.Pattern[str], start: QTextBlock) -> Iterator[None]:
        block = start
        while block.isValid():
            self._ahead.extend(places(block, pattern))
            yield
            block = block.next()
        block = self._document().begin()
        while block.isValid() and block.position() < start.position():
            self._behind.extend(places(block, pattern))
            yield
            block = block.next()
