"""The person of a new interview is found among any number of people, by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.vault.records.people import People, PersonFilter, PersonSummary
from tests.ui.room_bench import Bench, dialog, type_into
from ui.interviews.list.new_dialog import NewInterviewDialog

MANY = 2_000
pytestmark = pytest.mark.usefixtures("two_thousand")
SOUGHT = "P-1234"


@pytest.fixture
def form(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> NewInterviewDialog:
    """The dialog in front of many people, whom nothing may read all at once."""

    def nobody(_people: People) -> None:
        pytest.fail("everybody was read")

    monkeypatch.setattr(People, "all", nobody)
    bench.interviews().new()
    form = dialog(NewInterviewDialog)
    bench.qtbot.waitUntil(lambda: form.person_code.text() == "P-2000")
    QTest.mouseClick(form.whose.button("known"), Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(lambda: form.person.model.rowCount() == MANY)
    return form


def test_a_drop_down_of_everybody_is_a_search_by_typing_arrows_and_enter(
    bench: Bench, form: NewInterviewDialog
) -> None:
    assert not form.create_button.isEnabled()
    type_into(form.person.search, SOUGHT)
    bench.qtbot.waitUntil(lambda: form.person.model.rowCount() == 1)
    bench.settle()
    QTest.keyClick(form.person.search, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(form.create_button.isEnabled)
    page = bench.interviews()
    assert page.open_page is None
    QTest.keyClick(form.person.search, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: page.open_page is not None)
    bench.settle()
    [summary] = bench.ask(lambda vault: vault.interviews.summaries())
    assert summary.person_label == "Прыдуманы 1234"


@pytest.mark.rare
def test_arrows_walk_from_the_field_and_typing_on_chooses_nobody(
    bench: Bench, form: NewInterviewDialog
) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(form.person.search, key)
    bench.qtbot.waitUntil(form.create_button.isEnabled)
    chosen = form.person.value
    assert bench.ask(lambda vault: vault.people.get(chosen).code) == "P-0001"
    type_into(form.person.search, "нікога такога няма")
    bench.qtbot.waitUntil(lambda: form.person.model.rowCount() == 0)
    assert form.person.value == ""
    assert not form.create_button.isEnabled()


def test_only_pages_of_people_are_read(
    bench: Bench, form: NewInterviewDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    summaries = People.summaries

    def watched(
        there: People, chosen: PersonFilter, offset: int, limit: int
    ) -> list[PersonSummary]:
        found = summaries(there, chosen, offset, limit)
        read.append(len(found))
        return found

    monkeypatch.setattr(People, "summaries", watched)
    form.person.read()
    bench.settle()
    QTest.keyClick(form.person.search, Qt.Key.Key_Down)
    bench.qtbot.waitUntil(lambda: bool(form.person.value))
    assert 0 < sum(read) <= 400
