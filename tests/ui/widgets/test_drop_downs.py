"""A drop-down list in which nothing is chosen takes what is marked, and the first row first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.handoff.change_kind import kind_choice
from ui.interviews.reasons import reason_choice
from ui.widgets.editors import CalmChoice

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", "propagateSizeHints", extend=True
)


@pytest.mark.parametrize("make", [reason_choice, kind_choice])
@pytest.mark.parametrize(("downs", "taken"), [(0, 0), (1, 1), (2, 2)])
def test_a_list_opens_with_its_first_row_marked(
    make: type[CalmChoice], downs: int, taken: int, qtbot: QtBot
) -> None:
    """It opened with no row marked, and Down took the second."""
    choice = make()
    qtbot.addWidget(choice)
    choice.show()
    choice.showPopup()
    view = choice.view()
    qtbot.waitUntil(view.isVisible)
    assert view.currentIndex().row() == 0
    assert view.selectionModel().isSelected(view.currentIndex())
    for _down in range(downs):
        QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert choice.currentIndex() == taken


@pytest.mark.parametrize("make", [reason_choice, kind_choice])
def test_a_list_that_is_left_chooses_nothing(make: type[CalmChoice], qtbot: QtBot) -> None:
    choice = make()
    qtbot.addWidget(choice)
    choice.show()
    choice.showPopup()
    qtbot.waitUntil(choice.view().isVisible)
    QTest.keyClick(choice.view(), Qt.Key.Key_Escape)
    assert choice.currentIndex() == -1


def test_words_too_long_for_a_list_end_with_an_ellipsis(qtbot: QtBot) -> None:
    ended = {_drawn(qtbot, "m" * kept + "…") for kept in range(1, 40)}
    assert _drawn(qtbot, "m" * 90) in ended


def _drawn(qtbot: QtBot, words: str) -> bytes:
    choice = CalmChoice()
    qtbot.addWidget(choice)
    choice.addItem(words)
    choice.resize(160, 30)
    image = choice.grab().toImage()
    return bytes(image.constBits())
