"""The list of people reads a page at a time, on the vault's thread, at any length."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication

from desktop.vault.records import people
from desktop.vault.records.people import People, PersonFilter, PersonSummary
from desktop.vault.search.folding import fold
from tests.ui.room_bench import Bench, type_into
from ui.people.page import PeoplePage
from ui.widgets.lists.rows import PAGE

MANY = 2_000


def room(bench: Bench) -> PeoplePage:
    bench.shell.navigate("people")
    page = bench.shell.page("people")
    assert isinstance(page, PeoplePage)
    bench.settle()
    return page


class Watch:
    """What was read of the people, and on which threads names were folded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages: list[tuple[int, int]] = []
        self.folded_on: set[str] = set()
        read = People.summaries

        def summaries(
            there: People, chosen: PersonFilter, offset: int, limit: int
        ) -> list[PersonSummary]:
            found = read(there, chosen, offset, limit)
            self.pages.append((offset, len(found)))
            return found

        def folding(text: str) -> str:
            self.folded_on.add(threading.current_thread().name)
            return fold(text)

        monkeypatch.setattr(People, "summaries", summaries)
        monkeypatch.setattr(People, "all", _nobody_reads_everybody)
        for module in ("kinds.person", "search.filtering"):
            monkeypatch.setattr(f"desktop.vault.{module}.fold", folding)


def _nobody_reads_everybody(_people: People) -> list[object]:
    raise AssertionError("the list read everybody")


@pytest.mark.usefixtures("two_thousand")
def test_only_a_page_of_two_thousand_people_is_read_at_a_time(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(monkeypatch)
    page = room(bench)
    assert page.list.model.rowCount() == MANY
    assert watch.pages == [(0, PAGE)]
    page.list.list.scrollToBottom()
    QApplication.processEvents()
    bench.settle()
    assert watch.pages == [(0, PAGE), (MANY - PAGE, PAGE)]
    last = page.list.model.row_at(MANY - 1)
    assert last is not None
    assert (last.title, last.aside) == ("Прыдуманы 1999", "P-1999")


@pytest.mark.rare
@pytest.mark.usefixtures("two_thousand")
def test_a_search_among_two_thousand_people_folds_no_name_on_the_gui_thread(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(monkeypatch)
    page = room(bench)
    type_into(page.list.search, "прыдуманы 199")
    bench.qtbot.waitUntil(lambda: page.list.model.rowCount() == 11)
    bench.settle()
    assert watch.folded_on == {"vault"}
    assert watch.pages[-1] == (0, 11)


@pytest.mark.rare
@pytest.mark.usefixtures("two_thousand")
def test_the_open_person_far_down_stays_in_sight_and_marked_when_the_list_is_read_again(
    bench: Bench,
) -> None:
    page = room(bench)
    page.list.list.scrollToBottom()
    bench.settle()
    row = page.list.model.row_at(MANY - 1)
    assert row is not None
    page.open(row.key)
    bench.settle()
    assert page.list.list.chosen_key == row.key
    page.list.read()
    bench.settle()
    bench.qtbot.waitUntil(lambda: page.list.list.chosen_key == row.key)


def test_one_letter_in_the_search_of_an_empty_list_of_people_does_not_crash(bench: Bench) -> None:
    page = room(bench)
    type_into(page.list.search, "a")
    bench.qtbot.waitUntil(lambda: not page.list._soon.isActive())
    bench.settle()
    assert page.list.listing().chosen == people.PersonFilter("a")
    assert page.list.banner.title == ""
    assert page.list.model.rowCount() == 0


def test_the_rail_counts_people(bench: Bench) -> None:
    bench.ask(lambda vault: [vault.people.new(f"P-{n}") for n in range(3)])
    bench.shell.count()
    bench.settle()
    assert bench.shell.rail._lines["people"].accessibleName() == "People, 3"
