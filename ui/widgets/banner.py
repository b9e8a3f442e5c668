"""A banner: what happened, that nothing was lost, and what to do next; in its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from desktop.i18n import _
from ui.scale import space
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, bare_button, quiet_button
from ui.widgets.held_text import HeldText
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, holding, row
from ui.widgets.picture import Picture
from ui.widgets.tone import Tone

_SIGN = 20
_AROUND = 6
"""Steps of space above and below, when a page scrolls to it."""


class Banner(QFrame):
    """Hidden until something is said; a screen reader reads it out when it appears. ``changed``:
    something else is said now, or nothing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("tone", Tone.INFO.value)
        self._picture = Picture("", _SIGN)
        self._folds = self._short = self._opened = False
        self._title = paragraph("", "strong")
        self._text = paragraph("")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._actions = row(gap=2)
        self._ways = holding(self._actions)
        self._held = HeldText(self._text)
        self._below = column(self._held, self._ways, gap=1)
        self._rest = holding(self._below)
        self._more: Button | None = None
        self._first = row(self._picture, self._title, gap=3)
        self._first.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        self._first.setStretch(1, 1)
        below = row(self._rest)
        below.setContentsMargins(_SIGN + space(3), 0, 0, 0)
        self._whole = column(self._first, below, gap=1, margin=3)
        self._whole.addStretch(0)
        self.setLayout(self._whole)
        self.hide()

    def say(self, tone: Tone, title: str, text: str = "", *, folds: bool = False) -> None:
        """Show these translated sentences in this tone; earlier actions go. ``folds``: where the
        page is short of room, the title may stand alone (:meth:`set_short`)."""
        self._folds, self._opened = folds, False
        self._drop_actions()
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._picture.show_icon(tone.icon, tone.colour)
        self._title.setText(title)
        self._held.say(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        # Once it has its place: what is said below the edge of a page was not said.
        QTimer.singleShot(0, self, self._come_into_view)
        announce(self)
        self.changed.emit()

    def go_on(self, text: str) -> None:
        """Other sentences below the same title: of what goes on, and is not read out each time."""
        self._held.say(text)
        self.setAccessibleDescription(text)

    def set_short(self, short: bool) -> None:
        """Where there is little room: the title, with what one may do about it, and the rest by
        *More…*."""
        self._short = short
        self._fit()

    def _turn(self) -> None:
        self._opened = not self._opened
        self._fit()

    def _fit(self) -> None:
        may = self._short and self._folds and bool(self.text)
        if may and self._more is None:
            self._more = bare_button("", self._turn)
            self._first.addWidget(self._more)
            self._first.setAlignment(self._picture, Qt.AlignmentFlag.AlignVCenter)
        above = space(1 if self._short else 3)
        self._whole.setContentsMargins(space(3), above, space(3), above)
        if self._more is not None:
            self._more.setText(_("Less") if self._opened else _("More…"))
            self._more.setVisible(may)
        folded = may and not self._opened
        if folded:
            self._first.insertWidget(2, self._ways)
        else:
            self._below.addWidget(self._ways)
        self._ways.setVisible(self._actions.count() > 0)
        self._rest.setVisible(not folded)

    def offer(self, label: str, pressed: Callable[[], None]) -> Button:
        """Add a button below the sentences: what one may do about it."""
        button = quiet_button(label, pressed)
        if self._actions.count() == 0:
            self._actions.addStretch(1)
        self._actions.insertWidget(self._actions.count() - 1, button)
        # A layout shows what it is given one turn of the loop later.
        button.show()
        self._ways.show()
        return button

    def clear(self) -> None:
        """Take back what was said."""
        self.hide()
        self._drop_actions()
        self._title.clear()
        self._text.clear()
        self.changed.emit()

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

    def _come_into_view(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.isVisible():
            page.ensureWidgetVisible(self, 0, space(_AROUND))

    def _drop_actions(self) -> None:
        empty(self._actions)
        self._ways.hide()
