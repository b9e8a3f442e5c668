"""Windows are kept out of pictures of the screen as the setting says, and those that come later."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings, load_settings, save_settings
from ui.session.capture import CAN_KEEP_OUT, KeptOut, shield


class Told:
    """Stands in for a system that can: no system of these tests does."""

    def __init__(self) -> None:
        self.turned: list[bool] = []

    def turn(self, *, on: bool) -> bool:
        self.turned.append(on)
        return True


def test_each_window_that_comes_to_the_front_is_told_of(qtbot: QtBot) -> None:
    told, owner = Told(), QObject()
    kept_out = KeptOut(told, owner)
    kept_out.turn(on=True)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: len(told.turned) > 1)
    kept_out.turn(on=False)
    assert set(told.turned[:-1]) == {True}
    assert told.turned[-1] is False


def test_a_system_without_a_way_is_known() -> None:
    assert (shield() is not None) is CAN_KEEP_OUT


def test_it_is_on_unless_somebody_turned_it_off() -> None:
    assert load_settings().keep_out_of_captures
    save_settings(Settings(keep_out_of_captures=False))
    assert not load_settings().keep_out_of_captures
