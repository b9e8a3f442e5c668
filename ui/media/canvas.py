"""A picture fitted into the room there is, drawn from memory; zoomed with + and −."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.theme import current

_MOST = 8.0
_STEP = 1.25


class Canvas(QWidget):
    """Shows one image. The wheel and + − zoom, 0 fits, the mouse moves what is zoomed."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._zoom = 1.0
        self._offset = QPointF()
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 200)

    def wait(self) -> None:
        """Nothing to show yet."""
        self._image = None
        self._fit()

    def show_image(self, image: QImage) -> None:
        """Show this image, fitted."""
        self._image = image
        self._fit()

    @property
    def shows(self) -> bool:
        """Whether there is a picture on the screen."""
        return self._image is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None:
            painter.setPen(current().colour("quiet"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Opening…"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._target(self._image), self._image)
        if self.hasFocus():
            painter.setPen(current().colour("cornflower"))
            # A pixel inside: at 150 % the outermost lie beyond the edge.
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_by(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self._zoom_by(1 / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self._fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position() - self._offset

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._offset = event.position() - self._grabbed
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None

    def _fit(self) -> None:
        self._zoom, self._offset = 1.0, QPointF()
        self.update()

    def _zoom_by(self, factor: float) -> None:
        self._zoom = min(_MOST, max(1.0, self._zoom * factor))
        self._offset = QPointF() if self._zoom == 1.0 else self._offset
        self.update()

    def _target(self, image: QImage) -> QRectF:
        room = QSizeF(self.size())
        natural = QSizeF(image.size())
        fitted = natural.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if fitted.width() > natural.width():
            fitted = natural
        target = QRectF(QPointF(), fitted * self._zoom)
        target.moveCenter(QRectF(self.rect()).center() + self._offset)
        return target
