"""An open interview has the window for itself: the list and the rail fold away, a key brings them.

Who looks through the list sees interviews beside it; who enters one gets its room.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.model.interview import Utterance
from desktop.model.phases import Phase, Point
from desktop.vault import Vault
from tests.slices import sliced
from tests.support import open_interview
from tests.ui.room_bench import Bench, child
from ui.app import rooms
from ui.interviews.account.phase import AccountPhase
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.page import InterviewsPage
from ui.interviews.still_open import OpenList
from ui.preferences import Preferences
from ui.shell.shell import Shell

LAPTOP = (1366, 768)
SMALL = (1024, 680)
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
STRIP = 48


def two(vault: Vault) -> tuple[str, str]:
    first = open_interview(vault, "S-01").id
    return first, open_interview(vault, "S-02").id


def test_enter_and_a_double_click_open_the_room_and_a_click_only_looks(bench: Bench) -> None:
    first, second = bench.ask(two)
    page, rail = bench.interviews(), bench.shell.rail
    bench.settle()
    rows = page.list.list
    rows.setCurrentIndex(page.list.model.index(page.list.model.place_of(first)))
    bench.settle()
    assert page.open_page is not None
    assert page.open_page.draft.interview_id == first
    assert page.list.isVisible(), "arrows go on through the list"
    assert not page.folded()
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert page.folded()
    assert not page.list.isVisible()
    assert not bench.shell.search.isVisible()
    assert rail.width() == STRIP
    assert page.open_page.isAncestorOf(bench.shell.focusWidget()), "the focus goes with the work"
    QTest.mouseClick(rail.line("interviews"), LEFT)
    assert page.list.isVisible(), "the room pressed once more brings its list"
    assert rows.hasFocus()
    place = rows.visualRect(page.list.model.index(page.list.model.place_of(second))).center()
    QTest.mouseClick(rows.viewport(), LEFT, pos=place)
    QTest.mouseDClick(rows.viewport(), LEFT, pos=place)
    bench.settle()
    assert page.open_page.draft.interview_id == second
    assert page.folded()


def test_an_interview_passed_by_while_it_was_read_opens_the_next_time(bench: Bench) -> None:
    first, second = bench.ask(two)
    page, opened = bench.interviews(), bench.open(first)
    page.look_at(second)
    page.look_at(first)
    bench.settle()
    assert page.open_page is opened
    page.look_at(second)
    bench.settle()
    assert page.open_page is not None
    assert page.open_page.draft.interview_id == second


@pytest.mark.parametrize("way", sliced(["open", "remove"], "remove"))
def test_answers_that_keep_an_interview_open_come_into_sight(bench: Bench, way: str) -> None:
    """A small window hides them behind the list: nothing happened, and nothing said why."""
    first, second = bench.ask(two)
    page, opened = bench.interviews(), bench.open(first, Phase.CONSENT)
    bench.shell.resize(*SMALL)
    consent = opened.page(Phase.CONSENT)
    assert isinstance(consent, ConsentPhase)
    bench.settle()
    consent.form.matrix.choice_of(0).button("no").click()
    assert consent.undecided()
    page.turn_list()
    assert not opened.isVisible()
    if way == "open":
        page.open(second)
    else:
        page.remove(first)
    bench.settle()
    assert page.open_page is opened
    assert consent.banner.isVisible()
    assert consent.save_button.hasFocus()


def test_ctrl_b_brings_the_list_and_folds_it_again(bench: Bench) -> None:
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    page = bench.interviews()
    bench.shell.resize(*LAPTOP)
    assert page.folded()
    QTest.keyClick(page, Qt.Key.Key_B, CTRL)
    assert (page.list.isVisible(), opened.isVisible()) == (True, True)
    assert page.list.list.hasFocus()
    bench.shell.resize(*SMALL)
    bench.settle()
    assert (page.list.isVisible(), opened.isVisible()) == (True, False), "no room for both"
    QTest.keyClick(page, Qt.Key.Key_B, CTRL)
    assert (page.list.isVisible(), opened.isVisible()) == (False, True)
    bench.shell.navigate("people")
    assert bench.shell.search.isVisible(), "another room has its rail and search"
    assert bench.shell.rail.width() > STRIP
    bench.shell.navigate("interviews")
    assert bench.shell.rail.width() == STRIP


def test_search_comes_up_over_the_room_and_escape_goes_back_to_the_words(bench: Bench) -> None:
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id), Phase.PLAN)
    code = child(opened, QLineEdit, "Code")
    code.setFocus()
    QTest.keyClick(bench.shell, Qt.Key.Key_K, CTRL)
    assert bench.shell.search.hasFocus()
    assert bench.shell.search.isVisible()
    QTest.keyClick(bench.shell.search, Qt.Key.Key_Escape)
    assert code.hasFocus()
    assert not bench.shell.search.isVisible()


@pytest.mark.parametrize("written", [False, True], ids=["closed", "written"])
def test_the_account_has_three_quarters_of_the_height(bench: Bench, written: bool) -> None:
    """Measured before: 54 % of the window at 1366x768."""

    def made(vault: Vault) -> str:
        record = open_interview(vault).id
        if written:
            vault.interviews.save_utterances(record, [Utterance("u1", text="Усё было так.")])
        return record

    opened = bench.open(bench.ask(made), Phase.ACCOUNT)
    bench.shell.resize(*LAPTOP)
    bench.settle()
    phase = opened.page(Phase.ACCOUNT)
    assert isinstance(phase, AccountPhase)
    assert phase._writing is not None
    assert phase._writing.editor.height() >= 0.75 * bench.shell.height()


def test_what_is_still_open_leads_to_its_field(bench: Bench) -> None:
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id), Phase.SAFETY)
    lines = opened.still_open.list
    assert isinstance(lines, OpenList)
    purpose = child(lines, QPushButton, "Plan: Purpose")
    QTest.mouseClick(purpose, LEFT)
    assert opened.phase is Phase.PLAN
    focused = bench.shell.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Purpose"
    QTest.keyClicks(focused, "What happened in the detention centre.")
    names = {each.accessibleName() for each in lines.findChildren(QPushButton) if each.isVisible()}
    assert "Plan: Purpose" not in names, "what is done is gone from the list"


def test_every_point_that_is_open_leads_somewhere(bench: Bench) -> None:
    """A line that leads nowhere would be a sign that says more than is true."""

    def made(vault: Vault) -> str:
        record = open_interview(vault).id
        vault.interviews.save_utterances(record, [Utterance("u1", text="Усё было так.")])
        return record

    opened = bench.open(bench.ask(made))
    vulnerable = replace(opened.draft.opened.safety, vulnerabilities=("child",))
    opened.draft.set_safety(vulnerabilities=vulnerable.vulnerabilities)
    for phase, point, _said in opened.still_open.list.lines:
        opened.go_to_point(phase, point)
        assert opened.phase is phase
        focused = bench.shell.focusWidget()
        assert focused is not None
        assert opened.page(phase).isAncestorOf(focused), (phase, point)
    assert opened.still_open.list.lines
    assert Point.SEAL not in {point for _phase, point, _said in opened.still_open.list.lines}


def test_a_finished_phase_leaves_the_steps_where_they_are(bench: Bench) -> None:
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id), Phase.PLAN)
    bench.settle()
    places = [each.x() for each in opened.stepper.findChildren(QPushButton)]
    plan = opened.draft.opened.interview
    opened.draft.set_interview(
        planned_for="2026-12-05", interviewers="A", place_kind="other", purpose=plan.code
    )
    bench.settle()
    assert [each.x() for each in opened.stepper.findChildren(QPushButton)] == places


def test_the_footer_says_no_saved_while_a_decision_waits(bench: Bench) -> None:
    """«Saved 22:47» stood there while the consent form said «Not recorded yet»."""
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id), Phase.CONSENT)
    bench.settle()
    phase = opened.page(Phase.CONSENT)
    assert isinstance(phase, ConsentPhase)
    kept = phase.form.matrix.choice_of(0).value
    QTest.mouseClick(phase.form.matrix.choice_of(0).button("no"), LEFT)
    bench.shell.drafts.save_now()
    bench.settle()
    assert "not recorded yet" in bench.shell.bar.state
    opened.show_phase(Phase.PLAN)
    child(opened, QLineEdit, "Code").setText("S-9")
    opened.draft.set_interview(code="S-9")
    bench.shell.drafts.save_now()
    bench.settle()
    assert "not recorded yet" in bench.shell.bar.state, "the worst of what is open counts"
    QTest.mouseClick(phase.form.matrix.choice_of(0).button(kept), LEFT)
    bench.settle()
    assert bench.shell.bar.state.startswith("Saved")


@pytest.mark.rare
def test_another_language_finds_each_room_as_it_was_left(bench: Bench) -> None:
    """Choosing a language in Settings closed the open interview."""
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.open(record, Phase.SAFETY)
    bench.shell.navigate("settings")
    where = bench.shell.whereabouts()
    anew = Shell(rooms(), bench.worker, Preferences(path=Path("none")), lambda: None)
    bench.qtbot.addWidget(anew)
    anew.go(where)
    assert anew.whereabouts().room == "settings"
    assert anew.whereabouts().behind == where.behind, "also of rooms not visited since"
    anew.navigate("interviews")
    bench.settle()
    page = anew.page("interviews")
    assert isinstance(page, InterviewsPage)
    assert page.open_page is not None
    assert page.open_page.draft.interview_id == record
    assert page.open_page.phase is Phase.SAFETY


def test_down_goes_from_the_filter_to_a_row_and_escape_empties_it(bench: Bench) -> None:
    bench.ask(two)
    listed = bench.interviews().list
    bench.settle()
    listed.search.setFocus()
    QTest.keyClicks(listed.search, "S-0")
    QTest.keyClick(listed.search, Qt.Key.Key_Escape)
    assert listed.search.text() == ""
    bench.qtbot.waitUntil(lambda: listed.model.rowCount() == 2)
    QTest.keyClick(listed.search, Qt.Key.Key_Down)
    assert listed.list.hasFocus()
    assert listed.list.currentIndex().row() == 0
    assert bench.interviews().open_page is None, "marked, and opened by Enter"


def test_a_click_moves_no_row_from_under_the_second_click(bench: Bench) -> None:
    """On a small screen the list grew at the first of two clicks, and the second hit another."""
    first, second = bench.ask(two)
    bench.shell.resize(*SMALL)
    page = bench.interviews()
    bench.settle()
    rows, model = page.list.list, page.list.model
    before = {key: rows.visualRect(model.index(model.place_of(key))) for key in (first, second)}
    place = rows.mapTo(bench.shell, before[first].center())
    QTest.mouseClick(rows.viewport(), LEFT, pos=before[first].center())
    bench.settle()
    assert page.open_page is not None
    assert {key: rows.visualRect(model.index(model.place_of(key))) for key in before} == before
    assert rows.mapTo(bench.shell, before[first].center()) == place


def test_a_shortcut_leads_into_an_empty_room_too(bench: Bench) -> None:
    """The list without rows is hidden, and what is hidden takes no focus: it stayed elsewhere."""
    page = bench.interviews()
    bench.settle()
    bench.shell.rail.line("settings").setFocus()
    QTest.keyClick(bench.shell, Qt.Key.Key_1, CTRL)
    QTest.keyClick(bench.shell, Qt.Key.Key_2, CTRL)
    assert page.list.new_button.hasFocus()


def test_an_interview_that_cannot_be_opened_is_told_where_it_is_seen(bench: Bench) -> None:
    """In a narrow window the half beside the list is hidden, and so was what it said."""
    bench.ask(two)
    bench.shell.resize(*SMALL)
    page = bench.interviews()
    bench.settle()
    page.open("no such interview")
    bench.settle()
    assert page.list.banner.isVisible()
    assert page.list.banner.title
