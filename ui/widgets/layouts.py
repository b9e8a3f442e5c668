"""Widgets above or beside one another, with space in the steps of the theme."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.scale import space

B = TypeVar("B", bound=QBoxLayout)

EDGE: Final = 6
"""Steps of space between the rail and what a room begins with: the same in every room."""

Item = QWidget | QLayout | None
"""What stands in a row or column; ``None`` takes whatever room is left."""


def column(*items: Item, gap: int = 2, margin: int = 0) -> QVBoxLayout:
    """Items above one another, ``gap`` and ``margin`` in steps of space."""
    return _filled(QVBoxLayout(), items, gap, margin)


def row(*items: Item, gap: int = 2, margin: int = 0) -> QHBoxLayout:
    """Items beside one another, centred in height."""
    return _filled(QHBoxLayout(), items, gap, margin)


def holding(layout: QLayout, ground: str = "") -> QWidget:
    """A widget around a layout, on one of the theme's grounds when it is named."""
    widget = QWidget()
    if ground:
        widget.setProperty("ground", ground)
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setLayout(layout)
    return widget


def rule() -> QFrame:
    """A hairline between two parts of a page."""
    line = QFrame()
    line.setProperty("line", "rule")
    line.setFixedHeight(1)
    return line


def upright_rule() -> QFrame:
    """A hairline between two columns."""
    line = QFrame()
    line.setProperty("line", "rule")
    line.setFixedWidth(1)
    return line


def empty(box: QBoxLayout) -> None:
    """Take everything out and delete it, once its events are done."""
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _filled(box: B, items: tuple[Item, ...], gap: int, margin: int) -> B:
    edge = space(margin)
    box.setContentsMargins(edge, edge, edge, edge)
    box.setSpacing(space(gap))
    for item in items:
        _add(box, item)
    return box


def _add(box: QBoxLayout, item: Item) -> None:
    if item is None:
        box.addStretch(1)
    elif isinstance(item, QWidget):
        box.addWidget(item)
    else:
        box.addLayout(item)
