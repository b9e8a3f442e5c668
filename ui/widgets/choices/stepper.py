"""The phases of one piece of work in a quiet row, with what is still open in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from ui.scale import with_text
from ui.widgets.buttons import Button, on_click
from ui.widgets.choices.one_of import OneOf
from ui.widgets.elided import ElidedLabel
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding, row
from ui.widgets.picture import Picture


class StepState(StrEnum):
    """How far a phase is. ``CLOSED`` may still be looked at: its page says why. ``NOTHING``:
    there is nothing in it; ``ENDED``: what stood there was taken back; ``UNDECIDED``: what was
    typed there waits for somebody to decide."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    NOTHING = "nothing"
    ENDED = "ended"
    UNDECIDED = "undecided"


_HEIGHT = 44
_ICON = 16
_SIDE = 8
_LEAST_SAID = 64
_MOST_SAID = 96
"""Pixels that what is open takes of a step, whatever it says: a step never moves its neighbours."""

_PICTURES = {
    StepState.OPEN: ("step-open", "quiet"),
    StepState.DONE: ("step-done", "moss"),
    StepState.CLOSED: ("lock", "quiet"),
    StepState.NOTHING: ("minus", "quiet"),
    StepState.ENDED: ("danger", "brick"),
    StepState.UNDECIDED: ("attention", "amber"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A phase: its key, its title, its state, and what is open in a few words."""

    key: str
    title: str
    state: StepState = StepState.OPEN
    open_text: str = ""


class Stepper(QWidget):
    """Shows steps and which one is looked at.

    ``chosen(key)`` when a person takes another, passing by with arrow keys included;
    ``entered(key)`` when one is clicked or pressed: somebody means to work there.
    """

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, name: str, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._one = OneOf(self)
        self._one.chosen.connect(self.chosen)
        self._row = row(gap=1)
        self._row.addStretch(1)
        self._steps: dict[str, _StepButton] = {}
        self.setLayout(self._row)
        self.set_steps(steps)

    def minimumSizeHint(self) -> QSize:
        """Icons alone, with the title of the one that is looked at."""
        widths = [each.bare_width() for each in self._steps.values()]
        titles = [each.title_width() for each in self._steps.values()]
        return QSize(sum(widths) + max(titles, default=0) + self._gaps(), with_text(_HEIGHT))

    def sizeHint(self) -> QSize:
        """Titles, and what is open in each."""
        return QSize(self._whole(), with_text(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is open goes first where there is no room, then the titles."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bare, tight = self.width() < self._titles(), self.width() < self._whole()
        here = self.value
        said = min(self._said(bare, tight), with_text(_MOST_SAID))
        for key, button in self._steps.items():
            if not bare and tight and key != here:
                button.show_title()
            else:
                button.show_bare(bare and key != here, said)

    def _said(self, bare: bool, tight: bool) -> int:
        """Pixels that there are for what is open in a step: each, or where it is narrow the one."""
        if bare:
            return max(with_text(_LEAST_SAID), self.width() - self._icons())
        if tight:
            here = self._steps.get(self.value)
            return (here.title() if here else 0) + self.width() - self._titles()
        return with_text(_LEAST_SAID) + (self.width() - self._whole()) // max(1, len(self._steps))

    def _icons(self) -> int:
        """Pixels of all steps without their titles, with the gap before the one title."""
        steps = self._steps.values()
        gap = max((each.title_gap() for each in steps), default=0)
        return sum(each.bare_width() for each in steps) + self._gaps() + gap

    def _whole(self) -> int:
        return sum(each.whole_width() for each in self._steps.values()) + self._gaps()

    def _titles(self) -> int:
        """Pixels of all steps with their titles, and nothing more than fits below these."""
        return sum(each.titled_width() for each in self._steps.values()) + self._gaps()

    def _gaps(self) -> int:
        return self._row.spacing() * max(0, len(self._steps))

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Renew what the steps say; new keys are added at the end."""
        for step in steps:
            button = self._steps.get(step.key) or self._added(step.key)
            button.tell(step)
        self.updateGeometry()
        self._fit()

    @property
    def value(self) -> str:
        """The key of the step that is looked at."""
        return self._one.value

    def set_value(self, key: str) -> None:
        """Look at this step, without firing ``chosen``."""
        self._one.set_value(key)
        self._fit()

    def _added(self, key: str) -> _StepButton:
        button = _StepButton()
        self._one.add(key, button)
        on_click(button, lambda: self.entered.emit(key))
        self._row.insertWidget(self._row.count() - 1, button)
        self._steps[key] = button
        return button


class _StepButton(Button):
    """Icon and two lines inside a button; the inner labels let the mouse through.

    Its width depends on its title alone, or on its icon where titles have no room: a step that is
    finished leaves the others where they are. The whole of it is the tooltip.
    """

    def __init__(self) -> None:
        super().__init__("", "step")
        self.setFixedHeight(with_text(_HEIGHT))
        self._picture = Picture("", _ICON)
        self._title = text_label("", "strong")
        self._open = ElidedLabel("small", "quiet")
        self._open_text = ""
        self._lines = holding(column(self._title, self._open, gap=0))
        self._inner = row(self._picture, self._lines, gap=2)
        self._inner.setContentsMargins(_SIDE, 2, _SIDE, 2)
        self.setLayout(self._inner)
        for part in (self._picture, self._lines):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, step: Step) -> None:
        icon, colour = _PICTURES[step.state]
        self._picture.show_icon(icon, colour)
        self._title.setText(step.title)
        self._open_text = step.open_text
        self._open.say(step.open_text)
        self.setAccessibleName(step.title)
        done = _("done") if step.state is StepState.DONE else ""
        self.setAccessibleDescription(step.open_text or done)
        whole = " · ".join(filter(None, (step.title, step.open_text)))
        self.setToolTip(Qt.convertFromPlainText(whole))

    def show_bare(self, bare: bool, said: int) -> None:
        """The icon alone, or beside it the title over what is open, ``said`` pixels wide."""
        self._lines.setVisible(not bare)
        self._open.setVisible(bool(self._open_text))
        self.setFixedWidth(self.bare_width() + (0 if bare else self.title_width(said)))

    def show_title(self) -> None:
        """The title, and below it what is open where that has room as a whole."""
        self._lines.setVisible(True)
        wide = self._open.fontMetrics().horizontalAdvance(self._open_text)
        self._open.setVisible(0 < wide <= self.title())
        self.setFixedWidth(self.titled_width())

    def bare_width(self) -> int:
        return 2 * _SIDE + _ICON

    def title_width(self, said: int = 0) -> int:
        said = said or with_text(_LEAST_SAID)
        return self.title_gap() + max(said, self.title())

    def title(self) -> int:
        return self._title.sizeHint().width()

    def title_gap(self) -> int:
        return self._inner.spacing()

    def whole_width(self) -> int:
        return self.bare_width() + self.title_width()

    def titled_width(self) -> int:
        return self.bare_width() + self.title_width(1)
