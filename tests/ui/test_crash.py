"""Bugs end in a report without content, on any thread."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.crash import CrashHook
from ui.crash_dialog import CrashDialog

SECRET = "canary: the name of a person"


@pytest.fixture
def saved(qapp: QApplication) -> list[bool]:
    calls: list[bool] = []
    CrashHook(qapp, lambda: calls.append(True)).install()
    return calls


def dialogs() -> list[CrashDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog)]


def shown(qtbot: QtBot) -> CrashDialog:
    qtbot.waitUntil(lambda: bool(dialogs()))
    return dialogs()[0]


def put_away(qtbot: QtBot) -> None:
    for dialog in dialogs():
        qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialogs())


def _go_wrong() -> None:
    name = SECRET
    raise ValueError(f"cannot use {name}")


def _caught() -> ValueError:
    with pytest.raises(ValueError, match="canary") as caught:
        _go_wrong()
    return caught.value


def test_the_report_holds_places_and_no_content(
    qtbot: QtBot, saved: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    error = _caught()
    sys.excepthook(type(error), error, error.__traceback__)
    dialog = shown(qtbot)
    report = dialog.findChildren(QPlainTextEdit)[0].toPlainText()
    assert "builtins.ValueError" in report
    assert "in _go_wrong" in report
    assert "canary" not in report
    assert "canary" not in capsys.readouterr().err
    assert saved == [True], "typed words are handed to the vault"
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == report
    put_away(qtbot)


def test_a_mistake_on_another_thread_is_shown_here(
    qtbot: QtBot, saved: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=_go_wrong)
    thread.start()
    thread.join()
    shown(qtbot)
    assert "canary" not in capsys.readouterr().err
    put_away(qtbot)


def test_a_mistake_that_repeats_shows_one_dialog(
    qtbot: QtBot, saved: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    error = _caught()
    for _ in range(5):
        sys.excepthook(type(error), error, error.__traceback__)
    shown(qtbot)
    QApplication.processEvents()
    assert len(dialogs()) == 1
    assert capsys.readouterr().err.count("builtins.ValueError") == 1
    put_away(qtbot)
