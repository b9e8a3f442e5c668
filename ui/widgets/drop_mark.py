"""A mark over a page while files are dragged over it, which it takes if they are let go."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.scale import Type, space
from ui.theme import current

_ICON = 32
_ROUND = 8


class DropMark(QWidget):
    """Covers ``page`` between :meth:`begin` and :meth:`end`; the page hears the drag on."""

    def __init__(self, page: QWidget, said: str) -> None:
        super().__init__(page)
        self._page, self._said = page, said
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(said)
        self.hide()

    def begin(self) -> None:
        """Files that the page takes are over it."""
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    def end(self) -> None:
        """They were let go, or went elsewhere."""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame, a sign, and what happens when they are let go."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("cornflower_tint"))
        painter.setPen(QPen(theme.colour("cornflower"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), _ROUND, _ROUND)
        middle = self.rect().center()
        sign = QRect(middle.x() - _ICON // 2, middle.y() - _ICON - space(1), _ICON, _ICON)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(sign, theme.pixmap("download", _ICON, "cornflower", ratio))
        painter.setFont(theme.font(Type.LEAD, strong=True))
        painter.setPen(theme.colour("ink"))
        below = self.rect().adjusted(space(4), self.height() // 2 + space(2), -space(4), 0)
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, top | Qt.TextFlag.TextWordWrap, self._said)
