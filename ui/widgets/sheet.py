"""A white sheet with a hairline border on the linen ground, and a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from ui.scale import space, with_text
from ui.widgets.layouts import EDGE, holding, row

_COLUMN = 800
"""Pixels of the widest column of a page, at 100 percent."""
_LEAST = 20
"""Steps of space a part that scrolls keeps: a field and what belongs to it."""


class Sheet(QFrame):
    """Holds a layout; give the layout its margins (6 steps read well)."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setProperty("sheet", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setLayout(layout)


class Scrolled(QScrollArea):
    """Holds a widget that may be taller than the room there is.

    It takes it in when it is shown: Qt lays out at once what is taken in, and before that in a
    width and a style that it will not have.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        viewport = _viewport()
        self.setViewport(viewport)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setParent(viewport)
        # Else it would be shown once with the others, and once more when it is taken in.
        content.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        """Take in what it holds."""
        if self.widget() is None:
            self.setWidget(self._content)
        super().showEvent(event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls to what Tab reaches from within; from outside it must be done here."""
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not clicked and self.isAncestorOf(now):
            self._see(now)
            # What went before it may still grow: an answer opens what is asked beside it.
            QTimer.singleShot(0, self, self._follow_again)

    def _follow_again(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self._see(now)

    def _see(self, now: QWidget) -> None:
        """The whole of it, where that has room: of a text Qt sees to the line of its cursor."""
        self.ensureWidgetVisible(now)
        if now.height() <= self.viewport().height():
            middle = now.mapTo(self._content, now.rect().center())
            self.ensureVisible(middle.x(), middle.y(), 0, (now.height() + 1) // 2)


class ScrolledWhenShort(Scrolled):
    """As tall as its content; scrolls only where the window cannot be that tall."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wraps = self._content.hasHeightForWidth()
        wanted = self._content.heightForWidth(width) if wraps else 0
        return max(wanted, self._content.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), space(_LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What appears in the content asks for height here as well."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._scroll_if_short()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room enough now."""
        self._scroll_if_short()
        super().resizeEvent(event)

    def _scroll_if_short(self) -> None:
        """A bar that stood for a moment made lines wrap earlier, and so was needed ever after."""
        fits = self.heightForWidth(self.width()) <= self.height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )


class ScrolledPage(Scrolled):
    """A page of one column that scrolls: at the left edge of its room, and never wider than reads
    well."""

    def __init__(self, content: QWidget) -> None:
        content.setMaximumWidth(with_text(_COLUMN))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        whole = row(content, None, margin=EDGE)
        whole.setStretch(0, 1000)
        super().__init__(holding(whole, "linen"))


def _viewport() -> QWidget:
    """What Qt makes itself, under the name by which its style sheets know it.

    Asked for Qt's own, PySide looks for its true class among all there are, and makes them and
    their enumerations for it: 17 ms before the first window.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setAutoFillBackground(True)
    return viewport
