"""A person who has very many names: what is opened costs what is shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.model.person import NameForm
from ui.people.name_forms import NameForms
from ui.widgets import name_rows
from ui.widgets.focus import stops_in
from ui.widgets.layouts import column, holding

AT_ONCE = 2


def shown(forms: NameForms) -> list[str]:
    """What stands in the fields, in the order of Tab."""
    QApplication.processEvents()
    seen = (each for each in stops_in(forms) if each.isVisible())
    return [each.text() for each in seen if isinstance(each, QLineEdit)]


def test_of_a_thousand_names_the_first_have_rows_and_none_is_lost(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_rows, "AT_ONCE", AT_ONCE)
    names = tuple(NameForm(f"name {number}") for number in range(1000))
    forms = NameForms(names)
    window = holding(column(QLineEdit(), forms))
    qtbot.addWidget(window)
    window.show()
    texts = [each.text for each in names]
    assert shown(forms) == texts[:AT_ONCE]
    forms.add_button.click()
    forms.more_button.click()
    assert shown(forms) == [*texts[: 2 * AT_ONCE], ""]
    assert forms.names == names
    stops = stops_in(forms)
    assert stops[-1] is forms.add_button
    assert isinstance(forms.focusWidget(), QLineEdit)
    last = next(each for each in reversed(stops) if isinstance(each, QLineEdit))
    last.setText("added")
    last.textEdited.emit("added")
    assert forms.names == (*names, NameForm("added"))
    forms._remove(0)
    assert shown(forms) == [*texts[1 : 2 * AT_ONCE + 1], "added"]
    forms._remove(1000 - 1)
    assert forms.names == names[1:]


def test_what_is_all_shown_offers_no_more(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_rows, "AT_ONCE", AT_ONCE)
    forms = NameForms(tuple(NameForm(f"name {number}") for number in range(AT_ONCE)))
    qtbot.addWidget(forms)
    forms.show()
    assert forms.more_button.isHidden()
    assert len(shown(forms)) == AT_ONCE
