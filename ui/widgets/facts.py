"""Facts in two columns: what it is, and what it is here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.scale import space
from ui.widgets.label import paragraph, text_label


class Facts(QWidget):
    """A name and a value a line; values may be marked with the mouse and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(6))
        self._grid.setVerticalSpacing(space(2))
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show these instead; one without a value is left out."""
        shown = tuple(pair for pair in pairs if pair[1])
        if shown == self._pairs:
            return
        self._pairs = shown
        while (item := self._grid.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for at, (name, value) in enumerate(shown):
            label, said = text_label(name, "quiet"), paragraph(value)
            said.setAccessibleName(f"{name}: {value}")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, at, 1)


def facts(pairs: Iterable[tuple[str, str]]) -> Facts:
    """A sheet's facts, which stay as they are."""
    shown = Facts()
    shown.show_pairs(pairs)
    return shown
