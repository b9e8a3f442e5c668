"""The phases of one piece of work in a quiet row, with what is still open in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.buttons import Button, on_click
from ui.widgets.choices.one_of import OneOf
from ui.widgets.elided import ElidedLabel
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row
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


_HEIGHT = 52

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
        self._one = OneOf(self)
        self._one.chosen.connect(self.chosen)
        self._row = row(gap=1)
        self._row.addStretch(1)
        self._steps: dict[str, _StepButton] = {}
        self.setLayout(self._row)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Renew what the steps say; new keys are added at the end."""
        for step in steps:
            button = self._steps.get(step.key) or self._added(step.key)
            button.tell(step)

    @property
    def value(self) -> str:
        """The key of the step that is looked at."""
        return self._one.value

    def set_value(self, key: str) -> None:
        """Look at this step, without firing ``chosen``."""
        self._one.set_value(key)

    def _added(self, key: str) -> _StepButton:
        button = _StepButton()
        self._one.add(key, button)
        on_click(button, lambda: self.entered.emit(key))
        self._row.insertWidget(self._row.count() - 1, button)
        self._steps[key] = button
        return button


class _StepButton(Button):
    """Icon and two lines inside a button; the inner labels let the mouse through. On a small
    window the second line gives way: the whole of it is the tooltip."""

    def __init__(self) -> None:
        super().__init__("", "step")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._picture = Picture("", 16)
        self._title = text_label("", "strong")
        self._open = ElidedLabel("small", "quiet")
        self._inner = row(self._picture, column(self._title, self._open, gap=0), gap=2)
        self._inner.setContentsMargins(10, 6, 12, 6)
        self.setLayout(self._inner)
        for label in (self._picture, self._title, self._open):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, step: Step) -> None:
        icon, colour = _PICTURES[step.state]
        self._picture.show_icon(icon, colour)
        self._title.setText(step.title)
        self._open.say(step.open_text)
        self._open.setVisible(bool(step.open_text))
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.open_text)
        self.setToolTip(Qt.convertFromPlainText(step.open_text) if step.open_text else "")

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSize().width(), _HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(self._inner.sizeHint().width(), _HEIGHT)
