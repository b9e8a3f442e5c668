"""A picture in the room there is, drawn from memory; zoomed with + and −, turned and lit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.media.look import AS_IT_IS, Look, looked_at
from ui.theme import current

_MOST = 8.0
_STEP = 1.25


class Canvas(QWidget):
    """Shows one image. The wheel and + − zoom, 0 shows it as it is, the mouse moves what is zoomed.
    ``changed``: another image is shown, or the same one otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._seen: QImage | None = None
        self.look = AS_IT_IS
        self._zoom = 1.0
        self._offset = QPointF()
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 200)

    def wait(self) -> None:
        """Nothing to show yet."""
        self._image = None
        self.fit()

    def show_image(self, image: QImage) -> None:
        """Show this image, fitted and as it is."""
        self._image = image
        self.fit()

    def look_at(self, look: Look) -> None:
        """Show the same image turned and lit like this."""
        self.look = look
        self._seen = looked_at(self._image, look) if self._image else None
        self.update()
        self.changed.emit()

    @property
    def is_as_it_is(self) -> bool:
        """Whether nothing was zoomed, turned or lit."""
        return self.look == AS_IT_IS and self._zoom == 1.0

    @property
    def image(self) -> QImage | None:
        """The picture that is shown, as it is."""
        return self._image

    @property
    def shows(self) -> bool:
        """Whether there is a picture on the screen."""
        return self._image is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._seen is None:
            painter.setPen(current().colour("quiet"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Opening…"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._target(self._seen), self._seen)
        if self.hasFocus():
            painter.setPen(current().colour("cornflower"))
            # A pixel inside: at 150 % the outermost lie beyond the edge.
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self.fit()
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

    def fit(self) -> None:
        """Show the whole image as it is."""
        self._zoom, self._offset = 1.0, QPointF()
        self.look_at(AS_IT_IS)

    def zoom_in(self) -> None:
        """Show it larger."""
        self._zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Show it smaller, down to all of it."""
        self._zoom_by(1 / _STEP)

    def _zoom_by(self, factor: float) -> None:
        self._zoom = min(_MOST, max(1.0, self._zoom * factor))
        self._offset = QPointF() if self._zoom == 1.0 else self._offset
        self.update()
        self.changed.emit()

    @property
    def target(self) -> QRectF:
        """Where the picture stands; nowhere where there is none."""
        return self._target(self._seen) if self._seen else QRectF()

    def _target(self, image: QImage) -> QRectF:
        room = QSizeF(self.size())
        natural = QSizeF(image.size())
        fitted = natural.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if fitted.width() > natural.width():
            fitted = natural
        target = QRectF(QPointF(), fitted * self._zoom)
        target.moveCenter(QRectF(self.rect()).center() + self._offset)
        return target
