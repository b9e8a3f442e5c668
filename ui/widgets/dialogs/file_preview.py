"""A picture that is marked in a file dialog, decoded apart, from memory."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.i18n import _
from desktop.media.decoding.peek import Peek, is_picture
from ui.scale import space
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.plain_picture import plain_image

_SOON_MS = 150
"""Who goes down a list with the arrow has no picture read until they stay at one."""
_EVERY_MS = 50


class FilePreview(QWidget):
    """Shows the picture, or that there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._peek = Peek()
        self._path: Path | None = None
        self._image: QImage | None = None
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(1, 1)
        self.said = paragraph("", "small", "quiet")
        self.said.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        whole = column(self.picture, self.said, gap=2)
        whole.setContentsMargins(space(3), 0, 0, 0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._soon, self._poll = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._poll.setInterval(_EVERY_MS)
        self._poll.timeout.connect(self._look)
        self.destroyed.connect(self._peek.close)
        self._show(None, _("Select a picture to see it here."))

    def show_file(self, name: str) -> None:
        """Show this file, once somebody stays at it."""
        path = Path(name)
        self._poll.stop()
        self._path = path if is_picture(path) else None
        if self._path is None:
            self._soon.stop()
            self._show(None, "")
        else:
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture follows the room there is."""
        super().resizeEvent(event)
        self._fit()

    def close_decoder(self) -> None:
        """The dialog is closed."""
        self._soon.stop()
        self._poll.stop()
        self._peek.close()

    def _ask(self) -> None:
        if self._path is not None:
            self._peek.ask(self._path)
            self._poll.start()

    def _look(self) -> None:
        seen = self._peek.seen
        if seen is None or seen.path != self._path:
            return
        self._poll.stop()
        image = plain_image(seen.jpeg)
        name = seen.path.name
        self._show(image, name if image else _("{name} cannot be shown.").format(name=name))

    def _show(self, image: QImage | None, said: str) -> None:
        self._image = image
        self.said.setText(said)
        self.picture.setAccessibleName(said)
        self._fit()

    def _fit(self) -> None:
        if self._image is None:
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.picture.width() * ratio), round(self.picture.height() * ratio))
        picture = QPixmap.fromImage(self._image).scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)
