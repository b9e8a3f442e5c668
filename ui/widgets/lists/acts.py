"""What may be done with a row of a list or a cell of a grid: by its menu, and by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from desktop.i18n import _

_ASKED: Final = (Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
"""Beside the menu key, which the system turns into an event of its own."""


def always() -> bool:
    """Of what may be done at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """``label`` in the person's language; ``run`` is given the key of the row. ``key``: pressed on
    a row, it does the same. ``offered``: whether it can be done now; no menu shows it else."""

    label: str
    run: Callable[[str], None]
    key: Qt.Key | None = None
    offered: Callable[[], bool] = always

    @property
    def in_menu(self) -> str:
        """With the key behind a tab, where a menu shows it at the right."""
        return f"{self.label}\t{_KEYS[self.key]()}" if self.key in _KEYS else self.label


_KEYS: Final = {
    Qt.Key.Key_Return: lambda: _("Enter"),
    Qt.Key.Key_Delete: lambda: _("Del"),
}


def opening(run: Callable[[str], None]) -> Act:
    """*Open*, which Enter does by itself."""
    return Act(_("Open"), run, Qt.Key.Key_Return)


def removing(label: str, run: Callable[[str], None]) -> Act:
    """What the Delete key does, too."""
    return Act(label, run, Qt.Key.Key_Delete)


_SAME: Final = {Qt.Key.Key_Enter: Qt.Key.Key_Return}
"""The key of the number pad means the other one."""

Place = QModelIndex | QPersistentModelIndex


class RowMenu(QObject):
    """The menu of the rows of a view: by the right button, the menu key or Shift+F10.

    ``key_at`` and ``called_at`` say of a place what the acts are given and what stands on top of
    the menu; "" where no row is here (yet). The right button opens no row.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        key_at: Callable[[Place], str],
        called_at: Callable[[Place], str],
        acts: Sequence[Act],
    ) -> None:
        super().__init__(view)
        self._view, self._key_at, self._called_at, self._acts = view, key_at, called_at, acts
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is the menu's, and keys that act on the current row."""
        if isinstance(event, QContextMenuEvent):
            self._asked(event)
            return True
        if isinstance(event, QMouseEvent):
            return self._pressed(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is self._view and self._typed(event)
        return False

    def _asked(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self._show(self._view.indexAt(event.pos()), event.globalPos())
        else:
            self._show_for_current()

    def _pressed(self, event: QMouseEvent) -> bool:
        right = event.button() is Qt.MouseButton.RightButton
        if right and event.type() == QEvent.Type.MouseButtonPress:
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        return right

    def _typed(self, event: QKeyEvent) -> bool:
        if (event.modifiers(), event.key()) == _ASKED:
            self._show_for_current()
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        pressed = _SAME.get(Qt.Key(event.key()), event.key())
        found = [act for act in self._acts if act.key == pressed and act.offered()]
        key = self._key_at(self._view.currentIndex())
        if not found or not key:
            return False
        found[0].run(key)
        return True

    def _show_for_current(self) -> None:
        index = self._view.currentIndex()
        self._show(index, self._view.viewport().mapToGlobal(self._view.visualRect(index).center()))

    def _show(self, place: QModelIndex, where: QPoint) -> None:
        key = self._key_at(place)
        if not key or QApplication.activePopupWidget() is not None:
            return
        menu = QMenu(self._view)
        called = self._called_at(place)
        menu.setAccessibleName(called)
        if called:
            menu.addAction(_as_it_is(called)).setEnabled(False)
            menu.addSeparator()
        for act in (each for each in self._acts if each.offered()):
            action = menu.addAction(act.in_menu)
            action.triggered.connect(lambda _checked=False, act=act: act.run(key))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Not exec(), which waits here until it is closed: a lock takes the list away meanwhile.
        menu.popup(where)


def _as_it_is(text: str) -> str:
    """Text of people in a menu: no letter of it is a key, nor a tab the end of it."""
    return text.replace("&", "&&").replace("\t", " ")
