"""What stands on each page beside the story: the line at its foot, which says how many pages there
are, and under the text the mark of a copy that was given to somebody (``watermark.py``).

How many there are is known only once the last page is set. Each page therefore refers to a form
(PDF 32000, 8.10) that is drawn before the file is written, so that the story is set once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.fonts import SANS
from desktop.reports.glyphs import in_base_face
from desktop.reports.setting import printable
from desktop.reports.styles import BOTTOM, LEFT, MM, NUMBERS, PAGE, QUIET, RIGHT, colour
from desktop.reports.watermark import MARK, draw_mark

_SIZE = 7.5
_ROOM = PAGE[0] - LEFT - NUMBERS - RIGHT

Footer = Callable[[int, int], str]
"""The line at the foot of page ``(number, of)``."""


class FootedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose pages may ask for footer and mark: drawn when the file is saved."""

    def __init__(self, footer: Footer, mark: tuple[str, ...], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._footer, self._mark = footer, mark
        self._footed: list[int] = []

    def dress(self) -> None:
        """The page being drawn gets both, before and so under what is set on it."""
        number = self.getPageNumber()
        self._footed.append(number)
        if self._mark:
            self.doForm(MARK)
        self.doForm(_form(number))

    def save(self) -> None:
        """Draw mark and footers, and write the file. The last page is shown before this."""
        pages = self.getPageNumber() - 1
        if self._mark:
            self.beginForm(MARK)
            draw_mark(self, self._mark)
            self.endForm()
        for number in self._footed:
            self.beginForm(_form(number))
            self._draw(self._footer(number, pages))
            self.endForm()
        super().save()

    def _draw(self, text: str) -> None:
        self.setFont(SANS, _SIZE)
        self.setFillColor(colour(QUIET))
        line = self._fitting(in_base_face(printable(text)))
        self.drawString(LEFT + NUMBERS, BOTTOM - 12 * MM, line)

    def _fitting(self, text: str) -> str:
        """``text`` as far as the line is wide."""
        if self.stringWidth(text, SANS, _SIZE) <= _ROOM:
            return text
        while text and self.stringWidth(text + "…", SANS, _SIZE) > _ROOM:
            text = text[:-1]
        return text + "…"


def _form(number: int) -> str:
    return f"footer-{number}"
