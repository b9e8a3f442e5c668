"""Several buttons of which exactly one holds, by mouse, space or arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup

_BESIDE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class OneOf(QObject):
    """``chosen(key)`` fires when a person chose another; ``set_value`` fires nothing.

    Arrow keys check a button without a click, so it is the check that counts. Tab comes to the
    one that holds, or to the first where none does, and goes on from there. ``wraps``: they stand
    in several lines, through which left and right lead in their order.
    """

    chosen = Signal(str)

    def __init__(self, parent: QObject, *, wraps: bool = False) -> None:
        super().__init__(parent)
        self._wraps = wraps
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}
        self._quiet = False

    def add(self, key: str, button: QAbstractButton) -> None:
        """Take in a button; the first one holds."""
        button.setCheckable(True)
        # The group does the work; this tells a screen reader «radio button», not «check box».
        button.setAutoExclusive(True)
        button.setChecked(not self._buttons)
        button.setFocusPolicy(_reached(button.isChecked()))
        button.toggled.connect(lambda on: self._toggled(key, button, on))
        self._group.addButton(button)
        self._buttons[key] = button
        if self._wraps:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right lead on into the next line too, where Qt sees nobody beside."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _BESIDE.get(Qt.Key(event.key()), 0)
            if by and isinstance(watched, QAbstractButton) and self._lead(watched, by):
                return True
        return super().eventFilter(watched, event)

    def _lead(self, here: QAbstractButton, by: int) -> bool:
        """Whether the next one stands in another line, and has the focus now."""
        able = [button for button in self._buttons.values() if button.isEnabled()]
        at = able.index(here) + by if here in able else -1
        if not 0 <= at < len(able) or able[at].y() == here.y():
            return False
        # As Qt does within a line: where one holds, the one that is reached holds.
        if self._group.checkedButton() is not None:
            able[at].setChecked(True)
        able[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @property
    def value(self) -> str:
        """The key of the button that holds; '' when there is none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Let this button hold; none for a key that no button has: nobody chose yet."""
        self._quiet = True
        if key in self._buttons:
            self._buttons[key].setChecked(True)
        else:
            self._choose_none()
        self._quiet = False

    def _choose_none(self) -> None:
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        next(iter(self._buttons.values())).setFocusPolicy(_reached(True))

    def _toggled(self, key: str, button: QAbstractButton, on: bool) -> None:
        button.setFocusPolicy(_reached(on))
        if on:
            for other in self._buttons.values():
                other.setFocusPolicy(_reached(other is button))
        if on and not self._quiet:
            self.chosen.emit(key)


def _reached(by_tab: bool) -> Qt.FocusPolicy:
    return Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus
