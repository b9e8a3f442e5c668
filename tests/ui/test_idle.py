"""Nobody there, or the machine asleep: the vault locks."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.idle import IdleLock


class Clock:
    """Both clocks, moved by hand."""

    def __init__(self) -> None:
        self.monotonic_now = 1000.0
        self.wall_now = 2_000_000_000.0

    def pass_(self, seconds: float) -> None:
        self.monotonic_now += seconds
        self.wall_now += seconds

    def minutes_of_quiet(self, idle: IdleLock, minutes: int) -> None:
        """Let the seconds tick."""
        for _ in range(minutes * 60):
            self.pass_(1)
            idle.check()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", lambda: made.monotonic_now)
    monkeypatch.setattr(time, "time", lambda: made.wall_now)
    return made


@pytest.fixture
def idle(qapp: QApplication, clock: Clock) -> Iterator[IdleLock]:
    made = IdleLock(qapp)
    made.start(lambda: 5)
    yield made
    made.stop()
    made.deleteLater()


def expiries(idle: IdleLock) -> list[bool]:
    seen: list[bool] = []
    idle.expired.connect(lambda: seen.append(True))
    return seen


def test_five_quiet_minutes_lock_and_not_a_second_less(idle: IdleLock, clock: Clock) -> None:
    seen = expiries(idle)
    clock.minutes_of_quiet(idle, 4)
    for _ in range(59):
        clock.pass_(1)
        idle.check()
    assert seen == []
    assert idle.seconds_left == 1
    clock.pass_(1)
    idle.check()
    assert seen == [True]


def test_a_key_or_click_begins_the_time_anew(idle: IdleLock, clock: Clock, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    handle = window.windowHandle()
    clock.minutes_of_quiet(idle, 3)
    assert idle.seconds_left == 120
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert idle.seconds_left == 300
    clock.minutes_of_quiet(idle, 3)
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, none, QPoint(3, 3))
    assert idle.seconds_left == 300


def test_waking_from_sleep_locks_even_where_the_monotonic_clock_stood(
    idle: IdleLock, clock: Clock
) -> None:
    seen = expiries(idle)
    clock.wall_now += 45
    idle.check()
    assert seen == [True]


def test_a_clock_turned_back_keeps_nothing_open(idle: IdleLock, clock: Clock) -> None:
    seen = expiries(idle)
    clock.wall_now -= 86_400
    clock.minutes_of_quiet(idle, 5)
    assert seen == [True]


def test_it_locks_once(idle: IdleLock, clock: Clock) -> None:
    seen = expiries(idle)
    clock.pass_(400)
    idle.check()
    assert not any(timer.isActive() for timer in idle.findChildren(QTimer))
    assert seen == [True]
