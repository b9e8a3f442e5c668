"""Words of one line that give way: cut with an ellipsis where the room is short, never pushing.

For what people type into a heading (a name, a code), which may be of any length. The whole
stands in the tooltip and is what a screen reader says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.buttons import Button, on_click

_LEAST: Final = 6
"""So many average letters always stand."""

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class _Elides(_Base):
    """For a widget with one line of text; stands before its class among the bases."""

    _whole = ""

    if TYPE_CHECKING:

        def text(self) -> str: ...

        def setText(self, text: str, /) -> None: ...  # noqa: N802

        def around(self) -> int:
            """Pixels of margins, padding and icon, whatever the words; each class says."""

    def written(self, words: str) -> str:
        """The words as the widget's own text has them."""
        return words

    def say(self, words: str) -> None:
        """Show these words, or as much of them as there is room for."""
        self._whole = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """The room that the whole would take."""
        height = super().sizeHint().height()
        # One more: an advance is rounded down, and what lacks a part of a pixel is cut.
        room = self.fontMetrics().horizontalAdvance(self._whole) + 1
        return QSize(self.around() + room, height)

    def minimumSizeHint(self) -> QSize:
        """The room of a few letters, or of the whole where that is less."""
        hint = self.sizeHint()
        least = self.around() + _LEAST * self.fontMetrics().averageCharWidth()
        return QSize(min(hint.width(), least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew for the room there is now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.around()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if self.written(shown) != self.text():
            self.setText(self.written(shown))
        self.setToolTip("" if shown == self._whole else Qt.convertFromPlainText(self._whole))


class ElidedLabel(_Elides, QLabel):
    """A label in one of the styles of the type scale (see :func:`ui.widgets.label.words`)."""

    def __init__(self, *styles: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("textStyle", " ".join(styles))

    def around(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right() + 2 * self.margin()


class ElidedButton(_Elides, Button):
    """A bare button, a way to what the words name."""

    def __init__(self, pressed: Callable[[], None], icon: str) -> None:
        super().__init__(" ", "bare", icon)
        on_click(self, pressed)
        # A button's own policy takes the hint for the least.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def around(self) -> int:
        size = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return Button.sizeHint(self).width() - size.width()

    def written(self, words: str) -> str:
        """An ampersand in a name is no shortcut."""
        return words.replace("&", "&&")
