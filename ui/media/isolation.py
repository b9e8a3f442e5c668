"""Whether the program that reads photos is kept from the rest of this computer: asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.media.outcome import confined, no_decoder, open_to_computer
from desktop.media.own_decoder import OwnDecoder
from desktop.system.confinement import is_whole
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.media.decoder import Decoded


class Isolation(QWidget):
    """A sentence that stands there once it is known; one child is started for it, when shown."""

    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said = paragraph("", "small", "quiet")
        self._decoder = OwnDecoder()
        self._asked = False
        self._answered.connect(self._say, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._decoder.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.said)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask, the first time."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._decoder.submit(b"", self._answered.emit)

    def _say(self, decoded: Decoded) -> None:
        self._decoder.close()
        if decoded.passing:
            self.said.setText(no_decoder())
        else:
            self.said.setText(confined() if is_whole(decoded.walls) else open_to_computer())
