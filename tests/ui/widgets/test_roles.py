"""Of several buttons exactly one holds: a screen reader must not call them check boxes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.choices.chips import Chip, ChipRow
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.choices.stepper import Step, Stepper

MADE: dict[str, Callable[[], QWidget]] = {
    "segments": lambda: SegmentedChoice("Answer", [("yes", "Yes"), ("no", "No")]),
    "chips": lambda: ChipRow("Filters", [Chip("all", "All"), Chip("sealed", "Sealed")]),
    "steps": lambda: Stepper("Phases", [Step("plan", "Plan"), Step("safety", "Safety")]),
}


@pytest.mark.parametrize("kind", MADE)
def test_one_of_several_is_a_radio_button_and_no_check_box(qtbot: QtBot, kind: str) -> None:
    widget = MADE[kind]()
    qtbot.addWidget(widget)
    buttons = widget.findChildren(QAbstractButton)
    assert len(buttons) == 2
    for button in buttons:
        told = QAccessible.queryAccessibleInterface(button)
        assert told is not None
        assert told.role() is QAccessible.Role.RadioButton
