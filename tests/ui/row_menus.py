"""The menu of a row, as the right button of a hand opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu


def menu_of(view: QAbstractItemView, row: int) -> QMenu:
    """The menu that the right button opens on a row."""
    index = view.model().index(row, 0)
    where = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=where)
    reason = QContextMenuEvent.Reason.Mouse
    asked = QContextMenuEvent(reason, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), asked)
    return popped_up()


def popped_up() -> QMenu:
    """The menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def said(menu: QMenu) -> list[str]:
    """What it offers, with keys behind a tab."""
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, label: str) -> None:
    """Close it by choosing this."""
    [action] = [each for each in menu.actions() if each.text().partition("\t")[0] == label]
    menu.close()
    action.trigger()
