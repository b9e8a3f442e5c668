"""A room without interviews says what to do first; what a search hides is not gone."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from tests.support import open_interview
from tests.ui.room_bench import Bench, type_into, words_seen

FIRST = "No interviews yet"
CHOOSE = "Choose one on the left, or plan a new one."
HIDDEN = "No interviews match."


def test_an_empty_room_says_what_to_do_first(bench: Bench) -> None:
    page = bench.interviews()
    bench.settle()
    assert FIRST in words_seen(page)
    assert not {CHOOSE, HIDDEN} & words_seen(page)


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
