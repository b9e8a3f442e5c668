"""What waits for the first paint waits for it on a slow machine, too."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.after_paint import after_paint

SLOWLY_MS = 150
"""Longer than what waits would wait in a loop that turns."""


def test_it_comes_behind_a_screen_that_takes_long_to_be_made(qtbot: QtBot) -> None:
    happened: list[str] = []

    class Screen(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            happened.append("painted")
            super().paintEvent(event)

    screen = Screen()
    qtbot.addWidget(screen)
    after_paint(screen, lambda: happened.append("done"))
    making = QElapsedTimer()
    making.start()
    while not making.hasExpired(SLOWLY_MS):
        pass
    screen.show()
    qtbot.waitUntil(lambda: "done" in happened)
    assert happened[0] == "painted"
    assert happened.count("done") == 1
