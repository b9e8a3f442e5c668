"""Heights of a flow are kept until something in it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import flowing

WIDTH = 200
LONG = "many words " * 5


def test_the_height_follows_what_the_items_say_and_how_many_they_are(qtbot: QtBot) -> None:
    buttons = [QPushButton("word") for _ in range(6)]
    page, flow = QWidget(), flowing(*buttons)
    QVBoxLayout(page).addWidget(flow)
    qtbot.addWidget(page)
    page.show()
    layout = flow.layout()
    assert layout is not None
    before = layout.heightForWidth(WIDTH)
    buttons[0].setText(LONG)
    longer = layout.heightForWidth(WIDTH)
    assert longer > before
    added = QPushButton(LONG)
    layout.addWidget(added)
    added.show()
    more = layout.heightForWidth(WIDTH)
    assert more > longer
    for _ in range(6):
        layout.takeAt(0)
    assert layout.heightForWidth(WIDTH) < before
