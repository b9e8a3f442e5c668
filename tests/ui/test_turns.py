"""Steps in several turns of the loop: between two of them the window answers."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.turns import in_turns


def _steps(done: list[str]) -> Iterator[None]:
    for number in range(3):
        done.append(f"step {number}")
        yield
    done.append("end")


def test_what_comes_meanwhile_is_answered_between_two_steps(qtbot: QtBot) -> None:
    done: list[str] = []
    context = QObject()
    QTimer.singleShot(0, context, lambda: done.append("answered"))
    in_turns(context, _steps(done))
    assert done == ["step 0"]
    qtbot.waitUntil(lambda: "end" in done)
    assert done == ["step 0", "answered", "step 1", "step 2", "end"]


def test_nothing_goes_on_for_what_is_gone(qtbot: QtBot) -> None:
    done: list[str] = []
    context = QObject()
    in_turns(context, _steps(done))
    shiboken6.delete(context)
    later = QObject()
    QTimer.singleShot(20, later, lambda: done.append("later"))
    qtbot.waitUntil(lambda: "later" in done)
    QApplication.processEvents()
    assert done == ["step 0", "later"]
