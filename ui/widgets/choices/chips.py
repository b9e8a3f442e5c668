"""Chips: filters above a list, of which one or several hold; and tags that say a state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.scale import TARGET, space
from ui.widgets.buttons import Button
from ui.widgets.choices.one_of import OneOf
from ui.widgets.flow import FlowLayout
from ui.widgets.label import text_label
from ui.widgets.layouts import row
from ui.widgets.picture import Picture
from ui.widgets.tone import Tone


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its key, what it says, and how many it would leave (None: not said)."""

    key: str
    label: str
    count: int | None = None

    @property
    def text(self) -> str:
        """Label and count as they stand on the chip."""
        return self.label if self.count is None else f"{self.label}  {self.count}"


class ChipRow(QWidget):
    """Filters of which exactly one holds. ``chosen(key)`` fires when a person changes it."""

    chosen = Signal(str)

    def __init__(self, name: str, chips: Iterable[Chip] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._one = OneOf(self, wraps=True)
        self._one.chosen.connect(self.chosen)
        self._row = FlowLayout(space(2))
        self._buttons: dict[str, Button] = {}
        self.setLayout(self._row)
        for chip in chips:
            self.put(chip)

    def put(self, chip: Chip) -> None:
        """Add this chip, or renew label and count of the one with its key."""
        button = self._buttons.get(chip.key) or self._added(chip.key)
        button.setText(chip.text)
        button.setAccessibleName(chip.text)

    @property
    def value(self) -> str:
        """The key of the chip that holds."""
        return self._one.value

    def set_value(self, key: str) -> None:
        """Let this chip hold, without firing ``chosen``."""
        self._one.set_value(key)

    def _added(self, key: str) -> Button:
        button = Button("", "chip")
        button.setMinimumHeight(TARGET)
        self._one.add(key, button)
        self._row.addWidget(button)
        self._buttons[key] = button
        return button


class Tag(QFrame):
    """A small state in words with its icon: «Consent recorded», «Not saved»."""

    def __init__(self, text: str = "", tone: Tone = Tone.INFO, icon: str = "") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = Picture("", 16)
        self._label = text_label("", "small")
        inner = row(self._picture, self._label, gap=1)
        inner.setContentsMargins(8, 3, 10, 3)
        self.setLayout(inner)
        self.say(text, tone, icon)

    def say(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another state."""
        self.setProperty("tag", tone.value)
        self._picture.show_icon(icon or tone.icon, tone.colour)
        self._label.setText(text)
        self.setAccessibleName(text)
        self.style().unpolish(self)
        self.style().polish(self)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()
