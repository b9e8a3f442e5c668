"""The mouse wheel changes no value, with the focus or without."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from ui.widgets.editors import choice
from ui.widgets.number_field import NumberField


@pytest.mark.parametrize("focused", [True, False])
def test_the_wheel_changes_nothing_and_goes_on_to_the_page(qtbot: QtBot, focused: bool) -> None:
    chosen = choice("decided_by", "self", lambda _code: None)
    number = NumberField(1, 60, 5)
    boxes: list[QComboBox | QSpinBox] = [chosen, number]
    for box in boxes:
        qtbot.addWidget(box)
        box.show()
        if focused:
            box.activateWindow()
            box.setFocus()
            qtbot.waitUntil(box.hasFocus)
        turned = _turned()
        QApplication.sendEvent(box, turned)
        assert not turned.isAccepted(), "the page scrolls"
    assert (chosen.currentData(), number.value()) == ("self", 5)


def _turned() -> QWheelEvent:
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
