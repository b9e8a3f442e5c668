"""A wide button with an icon, what it does, and a quiet line on what that means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy

from ui.scale import space
from ui.widgets.buttons import Button
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.picture import Picture


class WideChoice(Button):
    """One of a few ways to go on. ``beside``: it stands in a row of them, its icon on top and
    every word of it broken into lines, so that all of a row can be equally wide."""

    def __init__(
        self, icon: str, title: str, detail: str, pressed: Callable[[], None],
        *, beside: bool = False,
    ) -> None:  # fmt: skip
        super().__init__("", "wide")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        said = column(paragraph(title, "strong"), paragraph(detail, "quiet"), gap=1)
        self.setLayout(_card(icon, said) if beside else _line(icon, said))
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.clicked.connect(lambda: pressed())  # noqa: PLW0108  # it hands over ``checked``

    def sizeHint(self) -> QSize:
        """As tall as its words need at its width."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word: a button's own is as wide as all it says."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Its second line may break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Pixels its words need at this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else width


def _line(icon: str, said: QBoxLayout) -> QBoxLayout:
    """Icon, words and an arrow beside one another."""
    inner = row(Picture(icon, 24, "cornflower"), said, Picture("chevron-right", 20, "quiet"), gap=4)
    inner.setStretch(1, 1)
    inner.setContentsMargins(space(4), space(3), space(3), space(3))
    return inner


def _card(icon: str, said: QBoxLayout) -> QBoxLayout:
    """The icon above the words."""
    return column(row(Picture(icon, 24, "cornflower"), None), said, None, gap=3, margin=5)
