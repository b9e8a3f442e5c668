"""A choice between a few answers that stand beside one another: Yes · No · Later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ui.scale import TARGET, space
from ui.theme import current
from ui.widgets.buttons import Button
from ui.widgets.choices.one_of import OneOf
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import row


class SegmentedChoice(QWidget):
    """One of ``options`` (key, label) holds, or none as long as nobody chose. Arrow keys move
    between them. ``value``: the first for "", none for one that is no option.

    ``changed(key)`` fires when a person chose another; ``set_value`` fires nothing. ``wraps``:
    those that have no room go on in the next line.
    """

    changed = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        value: str = "",
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._one = OneOf(self, wraps=wraps)
        self._one.chosen.connect(self.changed)
        self._buttons = {key: self._button(name, key, label) for key, label in options}
        for button, position in zip(self._buttons.values(), _positions(len(options)), strict=True):
            button.setProperty("position", position)
        self.setLayout(self._lines() if wraps else row(*self._buttons.values(), None, gap=0))
        self.set_value(value or options[0][0])

    @property
    def value(self) -> str:
        """The key of the answer that holds; "" where nobody chose."""
        return self._one.value

    def set_value(self, key: str) -> None:
        """Let this answer hold; none where it is no option."""
        self._one.set_value(key)
        if not self._one.value:
            self.setFocusProxy(next(iter(self._buttons.values())))

    def knows(self, key: str) -> bool:
        """Whether it is one of the answers."""
        return key in self._buttons

    def button(self, key: str) -> Button:
        """The button of one answer."""
        return self._buttons[key]

    def _lines(self) -> FlowLayout:
        lines = FlowLayout(space(1))
        for button in self._buttons.values():
            button.setProperty("position", "only")
            lines.addWidget(button)
        return lines

    def _button(self, name: str, key: str, label: str) -> Button:
        button = Button(label, "segment")
        button.setMinimumSize(segment_width(label), TARGET)
        button.setAccessibleName(f"{name}: {label}" if name else label)
        button.toggled.connect(lambda on: self._fit(button, on))
        self._one.add(key, button)
        return button

    def _fit(self, button: Button, on: bool) -> None:
        # The chosen one is drawn above its neighbours, so that its whole edge is seen.
        if on:
            button.raise_()
            self.setFocusProxy(button)


def segment_width(label: str) -> int:
    """Pixels of one answer. The chosen one is bold: room for that is kept, so nothing moves."""
    strong = QFontMetrics(current().font(strong=True))
    return strong.horizontalAdvance(label) + space(8)


def _positions(count: int) -> list[str]:
    if count == 1:
        return ["only"]
    return ["first", *["middle"] * (count - 2), "last"]
