"""A banner: what happened, that nothing was lost, and what to do next; in its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea

from ui.scale import space
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, row
from ui.widgets.picture import Picture
from ui.widgets.tone import Tone

_AROUND = 6
"""Steps of space above and below, when a page scrolls to it."""


class Banner(QFrame):
    """Hidden until something is said; a screen reader reads it out when it appears."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = Picture("", 20)
        self._title = paragraph("", "strong")
        self._text = paragraph("")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._actions = row(gap=2)
        body = column(self._title, self._text, self._actions, gap=1)
        body.addStretch(0)
        whole = row(self._picture, body, gap=3, margin=3)
        whole.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.hide()

    def say(self, tone: Tone, title: str, text: str = "") -> None:
        """Show these translated sentences in this tone; earlier actions go."""
        self._drop_actions()
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._picture.show_icon(tone.icon, tone.colour)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        # Once it has its place: what is said below the edge of a page was not said.
        QTimer.singleShot(0, self, self._come_into_view)
        self._announce()

    def offer(self, label: str, pressed: Callable[[], None]) -> Button:
        """Add a button below the sentences: what one may do about it."""
        button = quiet_button(label, pressed)
        if self._actions.count() == 0:
            self._actions.addStretch(1)
        self._actions.insertWidget(self._actions.count() - 1, button)
        return button

    def clear(self) -> None:
        """Take back what was said."""
        self.hide()
        self._drop_actions()
        self._title.clear()
        self._text.clear()

    @property
    def title(self) -> str:
        """What is said now, first sentence; '' when nothing is."""
        return self._title.text()

    @property
    def tone(self) -> Tone | None:
        """How it is said; None when nothing is."""
        return Tone(self.property("tone")) if self.title else None

    @property
    def text(self) -> str:
        """What is said now, the rest."""
        return self._text.text()

    def _announce(self) -> None:
        # Each screen has a banner, and the first has seldom anything to say: what PySide makes
        # of QAccessible (190 members of enumerations) waits for that.
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _come_into_view(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.isVisible():
            page.ensureWidgetVisible(self, 0, space(_AROUND))

    def _drop_actions(self) -> None:
        empty(self._actions)
