"""A white sheet with a hairline border on the linen ground, and a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from ui.widgets.layouts import holding, row


class Sheet(QFrame):
    """Holds a layout; give the layout its margins (6 steps read well)."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setProperty("sheet", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setLayout(layout)


class Scrolled(QScrollArea):
    """Holds a widget that may be taller than the room there is."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls to what Tab reaches from within; from outside it must be done here."""
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not clicked and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)


class ScrolledPage(Scrolled):
    """A page of one column that scrolls; never wider than reads well (``width`` pixels)."""

    def __init__(self, content: QWidget, width: int = 760) -> None:
        content.setMaximumWidth(width)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        whole = row(None, content, None, margin=6)
        whole.setStretch(1, 1000)
        super().__init__(holding(whole, "linen"))
