"""Room below the last line of an account, so that nobody writes on the lower edge.

The document carries ``BOTTOM_MARGIN`` pixels of empty page for good: changing them later would
be a step of Ctrl+Z. How far one may scroll into them follows from the height of the view.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollBar, QTextEdit

from ui.interviews.account.blocks import BOTTOM_MARGIN
from ui.scale import space

_WHILE_WRITING = space(24)


class BottomMargin(QObject):
    """Lets the last line be scrolled to the middle, and keeps the cursor off the edge.

    The words move only when the cursor comes near the edge by a key, never under the mouse.
    """

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._put_away = False
        # Shown as needed, the bar would lay the page out anew while its range is being set.
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar.rangeChanged.connect(self._limit)
        self._bar.destroyed.connect(self._be_put_away)
        editor.textChanged.connect(self.keep)
        editor.cursorPositionChanged.connect(self.keep)

    def keep(self) -> None:
        """Scroll on where the cursor stands lower than one likes to write."""
        if self._put_away:
            return
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not pressed and not self._editor.isReadOnly():
            self._bar.setValue(self._bar.value() + max(0, self._too_low()))

    def settle(self) -> None:
        """After a change of size: keep off the edge, but show no more empty page than that."""
        self.keep()
        if self._put_away or self._editor.isReadOnly():
            return
        if self._editor.textCursor().atEnd():
            self._bar.setValue(self._bar.value() + self._too_low())

    @property
    def _bar(self) -> QScrollBar:
        """The bar, asked for each time: the editor made it, and a Python wrapper of it that is
        kept can become invalid while the bar itself lives on.
        """
        return self._editor.verticalScrollBar()

    def _be_put_away(self) -> None:
        """Stop following: on destruction the bar is deleted before the document's last signal."""
        self._put_away = True

    def _too_low(self) -> int:
        """Pixels by which the cursor stands below where writing is comfortable."""
        height = self._editor.viewport().height()
        lowest = height - min(_WHILE_WRITING, height // 3)
        return self._editor.cursorRect().bottom() - lowest

    def _limit(self, _least: int, most: int) -> None:
        if self._put_away:
            return
        unseen = max(0, BOTTOM_MARGIN - self._editor.viewport().height() // 2)
        reach = max(0, most - unseen)
        bar = self._bar
        bar.blockSignals(True)
        bar.setMaximum(reach)
        bar.blockSignals(False)
        policy = Qt.ScrollBarPolicy
        self._editor.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if reach else policy.ScrollBarAlwaysOff
        )
