"""The room of Home: what waits stands there by itself, is walked through by keys, and leads on."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.messages.agenda import HEADINGS, order_of
from desktop.model.consent import Purpose
from desktop.model.identity import Role
from desktop.reading.agenda import Agenda, Listed, read_agenda
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.keyboard import Keyboard
from tests.ui.room_bench import Bench
from tests.ui.row_menus import choose, popped_up
from ui.home.page import HomePage
from ui.home.section import SectionList
from ui.interviews.list.new_dialog import NewInterviewDialog


def home(bench: Bench) -> HomePage:
    bench.shell.search.setFocus()  # not the rail, along which somebody may be going
    bench.shell.navigate("home")
    page = bench.shell.page("home")
    assert isinstance(page, HomePage)
    bench.settle()
    return page


def shown(page: HomePage) -> dict[str, int]:
    """Section → how many rows it shows."""
    return {
        field: len(section.rows)
        for field, section in page.sections.items()
        if section.isVisibleTo(page)
    }


def plan(vault: Vault) -> str:
    made = vault.interviews.new("W-2", vault.people.new("P-2").id, "be")
    vault.interviews.save(replace(made, planned_for="2020-01-02"))
    return made.id


def test_home_renews_itself_is_walked_by_arrows_and_leads_on(bench: Bench) -> None:
    page = home(bench)
    assert shown(page) == {}
    assert QApplication.focusWidget() is page.first_button

    made = bench.ask(lambda vault: open_interview(vault, "W-1", Purpose.ANALYSE).id)
    planned = bench.ask(plan)
    bench.qtbot.waitUntil(lambda: set(shown(page)) == {"planned", "under_way", "backup"})
    [row] = page.sections["planned"].rows
    assert "Was planned for 2 January 2020" in row
    assert "The day has passed" in row
    assert "Account: nothing written yet" in page.sections["under_way"].rows[0]

    page.take_focus()
    kb = Keyboard(bench.qtbot, bench.shell)
    lists = [page.sections[field].list for field in ("planned", "under_way", "backup")]
    for expected in (*lists, lists[-1]):
        assert kb.here is expected
        assert isinstance(expected, SectionList)
        assert expected.chosen_key
        assert [each for each in lists if each.chosen_key] == [expected]
        kb.press(Qt.Key.Key_Down)
    kb.press(Qt.Key.Key_Up)
    kb.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.shell.whereabouts().location["interview"] == made

    home(bench)
    index = lists[0].model().index(0, 0)
    bench.qtbot.mouseClick(
        lists[0].viewport(), Qt.MouseButton.LeftButton, pos=lists[0].visualRect(index).center()
    )
    bench.settle()
    assert bench.shell.whereabouts().location["interview"] == planned

    home(bench)
    kb.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert any(isinstance(each, NewInterviewDialog) for each in QApplication.topLevelWidgets())


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_a_row_has_a_menu_that_leads_where_it_leads(bench: Bench) -> None:
    planned = bench.ask(plan)
    page = home(bench)
    rows = page.sections["planned"].list
    rows.enter_at(0)
    QTest.keyClick(rows, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    choose(popped_up(), "Open")
    bench.settle()
    assert bench.shell.whereabouts().location["interview"] == planned


def test_enter_of_the_number_pad_opens_a_row(bench: Bench) -> None:
    planned = bench.ask(plan)
    rows = home(bench).sections["planned"].list
    rows.enter_at(0)
    QTest.keyClick(rows, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    bench.settle()
    assert bench.shell.whereabouts().location["interview"] == planned


def test_more_of_a_list_is_shown_and_the_rest_in_its_room(bench: Bench) -> None:
    page = home(bench)

    def many(vault: Vault) -> None:
        person = vault.people.new("P-1").id
        for number in range(60):
            vault.interviews.new(f"W-{number:02}", person, "be")

    bench.ask(many)
    section = page.sections["planned"]
    bench.qtbot.waitUntil(lambda: len(section.rows) == 5)
    section.more_button.click()
    bench.qtbot.waitUntil(lambda: len(section.rows) == 50)
    assert QApplication.focusWidget() is section.list
    assert section.list.currentIndex().row() == 5
    section.more_button.click()
    assert bench.shell.whereabouts().room == "interviews"


def test_an_organisation_is_told_to_begin_with_cards(tmp_path: Path, qtbot: QtBot) -> None:
    office = Bench(tmp_path, qtbot, Role.ORGANISATION)
    page = home(office)
    assert shown(page) == {}
    assert not page.first_button.isVisible()
    assert QApplication.focusWidget() is page.cards_button
    page.cards_button.click()
    assert office.shell.whereabouts().location == {"path": "cards"}
    office.close()


def test_every_list_of_the_agenda_is_shown_to_whom_it_concerns(bench: Bench) -> None:
    agenda = bench.ask(read_agenda)
    listed = {f.name for f in fields(Agenda) if isinstance(getattr(agenda, f.name), Listed)}
    assert listed == HEADINGS.keys()
    assert {*order_of(Role.RESEARCHER), *order_of(Role.ORGANISATION)} == listed
