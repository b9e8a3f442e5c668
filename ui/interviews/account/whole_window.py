"""Writing mode: the account has the whole window to itself, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitterHandle, QWidget

_DIRECT: Final = Qt.FindChildOption.FindDirectChildrenOnly


class WholeWindow(QObject):
    """Hides what stands beside and around a page up to the edge of its window, and brings back
    what it hid. ``changed(on)``.

    What appears meanwhile (a banner, say) is seen: only what was there is hidden.
    """

    changed = Signal(bool)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._hidden: list[QWidget] = []
        self.on = False

    def turn(self, on: bool) -> None:
        """Take the whole window, or give the rest of it back."""
        if on is self.on:
            return
        self.on = on
        if on:
            self._hidden = list(_around(self._page))
            for each in self._hidden:
                each.hide()
        else:
            for each in filter(shiboken6.isValid, self._hidden):
                each.show()
            self._hidden = []
        self.changed.emit(on)


def _around(page: QWidget) -> Iterator[QWidget]:
    node, parent = page, page.parentWidget()
    while parent is not None and not node.isWindow():
        for child in parent.findChildren(QWidget, options=_DIRECT):
            beside = child is not node and not child.isWindow() and not child.isHidden()
            if beside and not isinstance(child, QSplitterHandle):
                yield child
        node, parent = parent, parent.parentWidget()
