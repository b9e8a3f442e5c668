"""The line at the foot of each page, which says how many pages there are.

That is known only once the last page is set. Each page therefore refers to a form (PDF 32000,
8.10) that is drawn before the file is written, so that the story is set once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.fonts import SANS
from desktop.reports.glyphs import in_base_face
from desktop.reports.setting import printable
from desktop.reports.styles import BOTTOM, LEFT, MM, NUMBERS, PAGE, QUIET, RIGHT, colour

_SIZE = 7.5
_ROOM = PAGE[0] - LEFT - NUMBERS - RIGHT

Footer = Callable[[int, int], str]
"""The line at the foot of page ``(number, of)``."""


class FootedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose pages may ask for a footer: it is drawn when the file is saved."""

    def __init__(self, footer: Footer, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._footer = footer
        self._footed: list[int] = []

    def foot(self) -> None:
        """The page being drawn gets the footer."""
        number = self.getPageNumber()
        self._footed.append(number)
        self.doForm(_form(number))

    def save(self) -> None:
        """Draw the footers, and write the file. The last page is shown before this."""
        pages = self.getPageNumber() - 1
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
