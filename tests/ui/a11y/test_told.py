"""What a screen reader is told in every room, every phase: a name, a role that fits, a label."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.model.phases import Phase
from tests.slices import sliced
from tests.support import open_interview
from tests.ui.a11y.places import every_place
from tests.ui.room_bench import Bench, bench
from ui.widgets.field import Field

__all__ = ["bench"]

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

Role = QAccessible.Role
EDITORS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
SPOKEN = (*EDITORS, QAbstractButton, QAbstractItemView, QProgressBar)
"""What is of no use to somebody who is not told what it is for."""


def faults(page: QWidget) -> list[str]:
    """Each control that a person sees and a screen reader tells wrongly, in words."""
    found = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and not _is_a_part(widget):
            found += [f"{_called(widget)}: {why}" for why in _faults(widget)]
    return found


def _is_a_part(widget: QWidget) -> bool:
    """Qt's own parts of its controls: the line of a box of numbers, bars that scroll."""
    parent = widget.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox):
        return True
    return widget.objectName().startswith("qt_")


def _faults(widget: QWidget) -> Iterator[str]:
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    name = told.text(QAccessible.Text.Name)
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    if (isinstance(widget, SPOKEN) or by_tab) and not name:
        yield "no name"
    if isinstance(widget, QAbstractButton) and told.role() is not _role(widget):
        yield f"called {told.role().name}, and is {_role(widget).name}"
    if isinstance(widget, QComboBox) and not _labelled(told):
        # On Linux Qt tells the chosen entry as its name.
        yield "no label"
    if isinstance(widget, QAbstractItemView):
        yield from _rows(told)


def _rows(told: QAccessibleInterface) -> Iterator[str]:
    if told.role() not in (Role.List, Role.Table, Role.Tree):
        yield f"called {told.role().name}, and is a list"
    for at in range(told.childCount()):
        row = told.child(at)
        if not row.text(QAccessible.Text.Name):
            yield f"nothing is told of row {at}"


def _role(button: QAbstractButton) -> QAccessible.Role:
    if isinstance(button, QRadioButton) or button.autoExclusive():
        return Role.RadioButton
    return Role.CheckBox if isinstance(button, QCheckBox) else Role.Button


def _labelled(told: QAccessibleInterface) -> bool:
    # ``relations`` of PySide 6.11 leaves out its argument: all of them come.
    return any(flag & QAccessible.RelationFlag.Label for _other, flag in told.relations())


def _called(widget: QWidget) -> str:
    where = [type(widget).__name__, widget.objectName(), widget.accessibleName()]
    above = widget.parentWidget()
    while above is not None and len(where) < 6:
        where.append(type(above).__name__)
        above = above.parentWidget()
    return " ".join(filter(None, where))


def test_every_room_and_phase_is_told(bench: Bench) -> None:
    for place in every_place(bench):
        assert (place, faults(bench.shell)) == (place, [])


@pytest.mark.parametrize("phase", sliced([Phase.PLAN, Phase.SAFETY, Phase.CONSENT], Phase.SAFETY))
def test_an_error_describes_its_field(bench: Bench, phase: Phase) -> None:
    page = bench.open(bench.ask(lambda vault: open_interview(vault).id), phase)
    bench.settle()
    fields = page.findChildren(Field)
    assert fields
    for field in fields:
        field.set_error("This is no date.")
        told = QAccessible.queryAccessibleInterface(field.editor)
        assert told is not None
        assert "This is no date." in told.text(QAccessible.Text.Description)


def test_what_is_told_wrongly_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box, editor, turn = QComboBox(page), QLineEdit(page), QPushButton("Bold", page)
    box.setAccessibleName("Language")
    turn.setCheckable(True)
    page.show()
    assert box.isVisible()
    assert editor.isVisible()
    assert [each.partition(": ")[2] for each in faults(page)] == [
        "no label",
        "no name",
        "called CheckBox, and is Button",
    ]
