"""A drop-down list tells a screen reader on Linux what it is for.

There Qt gives the chosen entry as its name; the rest comes from the label whose buddy it is.
"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.model.consent import Answer, ConsentAnswer, Purpose, RecipientKind
from desktop.model.person import NameForm
from ui.interviews.consent.matrix import ConsentMatrix
from ui.people.name_forms import NameForms

ANSWER = ConsentAnswer(Purpose.KEEP, RecipientKind.ORGANISATION, Answer.YES)


def labelling(editor: QWidget) -> list[QAccessibleInterface]:
    """What labels an editor, as a screen reader is told."""
    told = QAccessible.queryAccessibleInterface(editor).relations(QAccessible.RelationFlag.Label)
    return [label for label, _relation in told]


def labels(editor: QWidget) -> list[str]:
    """The words that label an editor."""
    return [label.text(QAccessible.Text.Name) for label in labelling(editor)]


def test_named_how_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    matrix = ConsentMatrix((ANSWER,), "en")
    list(matrix.fill())
    qtbot.addWidget(matrix)
    assert labels(matrix.way_of(0, "identification")) == [
        "Keep the account, Our organisation: Name"
    ]


@pytest.mark.parametrize("what", ["Script", "Language", "Where the form comes from"])
def test_what_is_said_of_a_form_of_a_name_has_a_name(qtbot: QtBot, what: str) -> None:
    forms = NameForms((NameForm("Ганна Невядомая"),))
    qtbot.addWidget(forms)
    [box] = [box for box in forms.findChildren(QComboBox) if box.accessibleName() == what]
    assert labels(box) == [what]


def test_the_label_is_not_seen(qtbot: QtBot) -> None:
    matrix = ConsentMatrix((ANSWER,), "en")
    list(matrix.fill())
    qtbot.addWidget(matrix)
    matrix.show()
    [label] = labelling(matrix.way_of(0, "identification"))
    assert label.state().invisible
