"""An organisation's logo on the screen, of the size that it has at the head of a page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from desktop.i18n import _
from ui.widgets.plain_picture import plain_image

_WIDTH: Final = 360
_HEIGHT: Final = 72


class LogoPicture(QLabel):
    """Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Logo"))
        self.hide()

    def show_logo(self, jpeg: bytes) -> None:
        """Show a JPEG of our own decoder; b"" shows nothing."""
        pixmap, image = QPixmap(), plain_image(jpeg)
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            smooth = Qt.TransformationMode.SmoothTransformation
            fitting = Qt.AspectRatioMode.KeepAspectRatio
            ratio = self.devicePixelRatioF()
            pixmap = pixmap.scaled(round(_WIDTH * ratio), round(_HEIGHT * ratio), fitting, smooth)
            pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
        self.setVisible(not pixmap.isNull())
