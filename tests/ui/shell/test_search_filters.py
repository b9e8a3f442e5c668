"""The search of everything in the window: narrowed by keys alone, and opened at its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, bench
from ui.interviews.account.editor import AccountEditor
from ui.shell.search import SearchField

__all__ = ["bench"]

SAID = "Ядвіга Ручаінская маўчала"


@pytest.fixture
def field(bench: Bench) -> SearchField:
    def fill(vault: Vault) -> None:
        made = open_interview(vault, "W-002")
        vault.interviews.save_utterances(made.id, [Utterance("one", text=SAID)])
        vault.people.new("P-5", [NameForm("Ruchainskaya", "Latn")])

    bench.ask(fill)
    bench.shell.search.enter()
    return bench.shell.search


def type_in(bench: Bench, editor: QLineEdit, text: str) -> None:
    editor.setText(text)
    bench.shell.search._ask()
    bench.settle()


def titles(field: SearchField) -> list[str]:
    return [hit.title for hit in field._hits]


def test_what_was_found_says_how_else_it_is_written_and_marks_it(
    bench: Bench, field: SearchField
) -> None:
    type_in(bench, field, "ruchainskaya")
    assert titles(field) == ["Ruchainskaya", "W-002"]
    assert "Ручаінская" in field.found.said.text()
    row = field.found._model.row_at(1)
    assert row is not None
    assert [row.detail[slice(*mark)] for mark in row.marks] == ["Ручаінская"]


def test_the_filters_are_reached_and_left_by_keys_and_narrow_what_is_found(
    bench: Bench, field: SearchField
) -> None:
    type_in(bench, field, "ruchainskaya")
    filters = field.found.filters
    for editor in (filters.kind, filters.language, filters.since, filters.until, filters.person):
        QTest.keyClick(bench.shell.window().focusWidget(), Qt.Key.Key_Tab)
        assert editor.hasFocus()
        assert field.found.isVisible()
    type_in(bench, filters.person, "w-002")
    assert titles(field) == ["W-002"]
    filters.person.clear()
    type_in(bench, filters.since, "soon")
    assert "“soon”" in field.found.said.text()
    assert titles(field) == ["Ruchainskaya", "W-002"]
    filters.since.clear()
    type_in(bench, filters.until, "1.1.2020")
    assert titles(field) == []
    QTest.keyClick(filters.until, Qt.Key.Key_Escape)
    assert field.hasFocus()
    assert field.found.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.found.isVisible()
    assert filters.value.until == ""


def test_leaving_the_filters_for_elsewhere_closes_what_was_found(
    bench: Bench, field: SearchField
) -> None:
    type_in(bench, field, "ruchainskaya")
    field.found.filters.person.setFocus()
    assert field.found.isVisible()
    bench.shell.lock_button.setFocus()
    assert not field.found.isVisible()


def test_a_hit_in_an_account_is_opened_at_its_words(bench: Bench, field: SearchField) -> None:
    type_in(bench, field, "Ядвігу")
    assert next((hit.title, hit.kind) for hit in field._hits) == ("W-002", "utterance")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(bench.shell.findChildren(AccountEditor)))
    [editor] = bench.shell.findChildren(AccountEditor)
    bench.qtbot.waitUntil(lambda: bool(editor.extraSelections()))
    [mark] = editor.extraSelections()
    assert mark.cursor.selectedText() == "Ядвіга"
    assert not editor.textCursor().hasSelection()
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert editor.extraSelections() == []
