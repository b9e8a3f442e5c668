"""Headings: of a page, and of a section on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row, rule


class PageHeading(QWidget):
    """The title of a page, a quiet line below it, and its actions at the right."""

    def __init__(self, title: str, detail: str = "", *actions: QWidget) -> None:
        super().__init__()
        self._title = text_label(title, "title")
        self._detail = paragraph(detail, "quiet")
        said = column(self._title, self._detail, gap=1)
        whole = row(said, *actions, gap=2)
        whole.setStretch(0, 1)
        self.setLayout(whole)
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
