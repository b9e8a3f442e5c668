"""Facts in two columns: what it is, and what it is here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.scale import space
from ui.widgets.label import paragraph, text_label


def facts(pairs: Iterable[tuple[str, str]]) -> QWidget:
    """A name and a value a line; values may be marked with the mouse and copied."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space(6))
    grid.setVerticalSpacing(space(2))
    grid.setColumnStretch(1, 1)
    for at, (name, value) in enumerate(pairs):
        label, said = text_label(name, "quiet"), paragraph(value)
        said.setAccessibleName(f"{name}: {value}")
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, at, 1)
    holder = QWidget()
    holder.setLayout(grid)
    return holder
