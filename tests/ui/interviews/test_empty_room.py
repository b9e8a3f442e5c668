"""A room without interviews says what to do first; what a search hides is not gone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.model.identity import Role
from tests.support import open_interview
from tests.ui.room_bench import Bench, type_into, words_seen

FIRST = "No interviews yet"
NOTHING = "Nothing was received yet."
CHOOSE = "Choose one on the left, or plan a new one."
HIDDEN = "No interviews match."


def test_an_empty_room_says_what_to_do_first(bench: Bench) -> None:
    page = bench.interviews()
    bench.settle()
    assert FIRST in words_seen(page)
    assert not {CHOOSE, HIDDEN} & words_seen(page)


def test_an_organisation_is_told_how_to_receive_the_first_one(tmp_path: Path, qtbot: QtBot) -> None:
    """It was told to plan one."""
    office = Bench(tmp_path, qtbot, Role.ORGANISATION)
    page = office.interviews()
    office.settle()
    assert NOTHING in words_seen(page)
    assert FIRST not in words_seen(page)
    assert not page.first_button.isVisible()
    page.receive_button.click()
    assert office.shell.whereabouts().location == {"path": "receive"}
    office.close()


def test_a_search_without_a_hit_is_no_empty_room(bench: Bench) -> None:
    bench.ask(open_interview)
    page = bench.interviews()
    bench.settle()
    assert CHOOSE in words_seen(page)
    type_into(page.list.search, "zzz")
    bench.qtbot.waitUntil(lambda: HIDDEN in words_seen(page))
    assert FIRST not in words_seen(page)


def test_one_letter_in_the_search_of_an_empty_list_does_not_crash(bench: Bench) -> None:
    """A crash on the vault's thread would reach the test as an error of its own."""
    page = bench.interviews()
    bench.settle()
    type_into(page.list.search, "a")
    bench.qtbot.waitUntil(
        lambda: not any(timer.isActive() for timer in page.list.findChildren(QTimer))
    )
    bench.settle()
    assert page.list.filter().text == "a"
    assert page.list.banner.title == ""
    assert FIRST in words_seen(page) or HIDDEN in words_seen(page)
