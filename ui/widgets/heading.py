"""Headings: of a page, and of a section on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.scale import TARGET, with_text
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row, rule


class PageHeading(QWidget):
    """The title of a page, its actions at the right, and a quiet line below."""

    def __init__(self, title: str, detail: str = "", *actions: QWidget) -> None:
        super().__init__()
        self._title = text_label(title, "title")
        # As tall as its actions would be, so that no title stands higher than that of another room.
        self._title.setMinimumHeight(with_text(TARGET))
        self._detail = paragraph(detail, "quiet")
        above = row(self._title, *actions, gap=2)
        above.setStretch(0, 1)
        self.setLayout(column(above, self._detail, gap=0))
        # Shown before it has a parent, it would be a window of its own for a blink.
        self._detail.setVisible(bool(detail))

    def say(self, title: str, detail: str = "") -> None:
        """Renew both lines."""
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


class SectionHeading(QWidget):
    """The title of a section over a hairline, with a quiet explanation when there is one."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__()
        self._title = text_label(title, "lead", "strong")
        self._detail = paragraph(detail, "quiet")
        self.setLayout(column(self._title, rule(), self._detail, gap=1))
        self._detail.setVisible(bool(detail))

    def say(self, title: str, detail: str = "") -> None:
        """Renew title and explanation."""
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
