"""Windows stand whole on the screen, frame and status bar included, on small screens too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.preferences import Preferences
from ui.shell.window import Window
from ui.widgets.screen_fit import USUAL_FRAME, first_place, fitting, keep_on_screen

WANTED = QSize(1376, 820)
TASK_BAR = 40


@pytest.mark.parametrize(
    "screen",
    [
        QRect(0, 0, 1366, 768),
        QRect(0, 0, 960, 540),
        QRect(0, 0, 1920, 1080),
        QRect(-1280, 90, 1280, 720),
    ],
)
@pytest.mark.parametrize("below", [0, TASK_BAR])
def test_the_first_window_stands_on_the_screen_with_its_frame(screen: QRect, below: int) -> None:
    available = screen.adjusted(0, 0, 0, -below)
    inside = first_place(WANTED, available)
    whole = inside.marginsAdded(USUAL_FRAME)
    assert available.contains(whole)
    assert inside.size() == WANTED.boundedTo(inside.size())


@pytest.mark.parametrize("below", [0, TASK_BAR])
def test_the_smallest_window_fits_a_1080p_screen_at_200_percent(qtbot: QtBot, below: int) -> None:
    window = Window(Preferences())
    qtbot.addWidget(window)
    room = QRect(0, 0, 960, 540 - below).marginsRemoved(USUAL_FRAME).size()
    least = window.minimumSize()
    assert (least.width() <= room.width(), least.height() <= room.height()) == (True, True)


def test_what_fits_is_moved_and_not_made_smaller() -> None:
    available, frame = QRect(0, 0, 1366, 728), QMargins(1, 30, 1, 1)
    place = fitting(QRect(900, 600, 520, 400), available, frame)
    assert place.size() == QSize(520, 400)
    assert available.contains(place.marginsAdded(frame))
    already = QRect(100, 100, 520, 400)
    assert fitting(already, available, frame) == already


def test_a_window_beyond_the_edge_is_brought_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    available = window.screen().availableGeometry()
    window.setGeometry(available.adjusted(300, 300, 300, 300))
    window.show()
    qtbot.waitExposed(window)
    keep_on_screen(window)
    assert available.contains(window.frameGeometry())


def test_the_first_window_of_the_program_leaves_room_for_its_title_bar(qtbot: QtBot) -> None:
    window = Window(Preferences())
    qtbot.addWidget(window)
    available = window.screen().availableGeometry()
    inside = window.geometry()
    assert inside.top() - USUAL_FRAME.top() >= available.top()
    assert inside.bottom() + USUAL_FRAME.bottom() <= available.bottom()
