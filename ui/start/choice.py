"""A wide button with an icon, what it does, and a quiet line on what that means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from ui.scale import space
from ui.widgets.buttons import Button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.picture import Picture


class WideChoice(Button):
    """One of a few ways to go on."""

    def __init__(self, icon: str, title: str, detail: str, pressed: Callable[[], None]) -> None:
        super().__init__("", "wide")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        parts = (
            Picture(icon, 24, "cornflower"),
            text_label(title, "strong"),
            paragraph(detail, "quiet"),
        )
        arrow = Picture("chevron-right", 20, "quiet")
        inner = row(parts[0], column(parts[1], parts[2], gap=1), arrow, gap=4)
        inner.setStretch(1, 1)
        inner.setContentsMargins(space(4), space(3), space(3), space(3))
        self.setLayout(inner)
        for part in (*parts, arrow):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.clicked.connect(lambda: pressed())  # noqa: PLW0108  # it hands over ``checked``

    def sizeHint(self) -> QSize:
        """As tall as its words need at its width."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Its second line may break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Pixels its words need at this width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else width
