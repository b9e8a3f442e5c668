"""Hidden words, honest hints."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press
from ui.widgets.passphrase.field import PassphraseField
from ui.widgets.passphrase.meter import StrengthMeter
from ui.widgets.passphrase.new import NewPassphrase


def field(qtbot: QtBot) -> PassphraseField:
    made = PassphraseField("Passphrase")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_hidden_until_the_eye_is_pressed_and_hides_when_cleared(qtbot: QtBot) -> None:
    shown = field(qtbot)
    (eye,) = shown.findChildren(QAbstractButton)
    assert shown.edit.echoMode() is QLineEdit.EchoMode.Password
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert shown.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide the passphrase"
    shown.clear()
    assert shown.edit.echoMode() is QLineEdit.EchoMode.Password


def test_the_hint_tells_the_alphabet(qtbot: QtBot) -> None:
    shown = field(qtbot)
    press(shown.edit, "рака")
    assert shown.hint == "Cyrillic letters"
    press(shown.edit, "river")
    assert shown.hint == "Latin letters"
    assert shown.text() == "ракаriver"


def test_capitals_without_shift_give_caps_lock_away(qtbot: QtBot) -> None:
    shown = field(qtbot)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(shown.edit, QKeyEvent(QEvent.Type.KeyPress, 0, none, "Р"))
    assert shown.hint == "Cyrillic letters, Caps Lock is on"
    press(shown.edit, "р")
    assert shown.hint == "Cyrillic letters"
    press(shown.edit, "R")
    assert shown.hint == "Latin letters"


def test_caps_lock_pressed_in_the_middle_is_said_at_once(qtbot: QtBot) -> None:
    shown = field(qtbot)
    press(shown.edit, "рака")
    qtbot.keyClick(shown.edit, Qt.Key.Key_CapsLock)
    assert shown.hint == "Cyrillic letters, Caps Lock is on"
    qtbot.keyClick(shown.edit, Qt.Key.Key_CapsLock)
    assert shown.hint == "Cyrillic letters"


def test_enter_submits(qtbot: QtBot) -> None:
    shown = field(qtbot)
    with qtbot.waitSignal(shown.submitted):
        qtbot.keyClick(shown.edit, Qt.Key.Key_Return)


def test_the_meter_says_in_words_what_its_bar_shows(qtbot: QtBot) -> None:
    meter = StrengthMeter()
    qtbot.addWidget(meter)
    assert not meter.judge("short").accepted
    assert meter.judge("paper lamp river seven garden stone cloud").accepted
    assert said(meter).startswith("Strong")


def said(meter: StrengthMeter) -> str:
    """The words below the bar."""
    return " ".join(label.text() for label in meter.findChildren(QLabel))


def test_a_blank_at_either_end_is_said(qtbot: QtBot) -> None:
    shown = field(qtbot)
    press(shown.edit, "river")
    qtbot.keyClick(shown.edit, Qt.Key.Key_Space)
    assert shown.hint == "Latin letters · Begins or ends with a blank"
    press(shown.edit, "lamp")
    assert shown.hint == "Latin letters"


def new_passphrase(qtbot: QtBot) -> NewPassphrase:
    made = NewPassphrase("Passphrase", "Once more")
    qtbot.addWidget(made)
    made.show()
    return made


def test_drawn_words_are_shown_and_typed_once_by_hand(qtbot: QtBot) -> None:
    made = new_passphrase(qtbot)
    qtbot.mouseClick(made.suggest, Qt.MouseButton.LeftButton)
    words = made.text()
    assert len(words.split()) == 7
    assert made.first.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert made.problem() == "The two passphrases differ."
    press(made.again.edit, words)
    assert made.problem() == ""
    made.clear()
    assert made.text() == ""
    assert made.first.edit.echoMode() is QLineEdit.EchoMode.Password


def test_what_everybody_tries_first_is_refused_with_the_reason(qtbot: QtBot) -> None:
    made = new_passphrase(qtbot)
    for edit in (made.first.edit, made.again.edit):
        press(edit, "парольпароль")
    assert made.problem().startswith("This passphrase is among the first")
    assert made.focusWidget() is made.first.edit
