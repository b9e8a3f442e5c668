"""An icon that stands by itself, as a label; it follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from ui.theme import current


class Picture(QLabel):
    """A line icon of ``resources/icons``. Says nothing to a screen reader: words do."""

    def __init__(self, icon: str, size: int = 20, colour: str = "ink") -> None:
        super().__init__()
        self._size = size
        self.setFixedSize(size, size)
        self.show_icon(icon, colour)

    def show_icon(self, icon: str, colour: str = "ink") -> None:
        """Show another icon, or none ("")."""
        self._icon, self._colour = icon, colour
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again when the palette changed."""
        super().changeEvent(event)
        # Each new parent counts as a change of palette too; only light and dark matter here.
        if event.type() == QEvent.Type.PaletteChange and self._dark != current().dark:
            self._renew()

    def _renew(self) -> None:
        self._dark = current().dark
        if not self._icon:
            self.clear()
            return
        ratio = max(1.0, self.devicePixelRatioF())
        self.setPixmap(current().pixmap(self._icon, self._size, self._colour, ratio))
