"""The list of places: read by the page at any length, filtered by name and kind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.i18n import LANGUAGES, set_language
from desktop.model.place import PlaceName
from desktop.vault import Vault
from desktop.vault.records.places import PlaceFilter, Places, PlaceSummary
from tests.ui.room_bench import Bench, type_into, words_seen
from ui.places.page import PlacesPage
from ui.widgets.editors import select
from ui.widgets.lists.rows import PAGE

MANY = 2_000


def many(vault: Vault) -> None:
    with vault.transaction():
        for number in range(MANY):
            kind = "colony" if number % 500 == 0 else "locality"
            vault.places.new([PlaceName(f"Прыдуманае {number:04}")], kind)


def room(bench: Bench) -> PlacesPage:
    bench.shell.navigate("places")
    page = bench.shell.page("places")
    assert isinstance(page, PlacesPage)
    bench.settle()
    return page


def titles(page: PlacesPage) -> list[str]:
    rows = (page.list.model.row_at(number) for number in range(page.list.model.rowCount()))
    return [row.title for row in rows if row is not None]


def choose_kind(page: PlacesPage, code: str) -> None:
    select(page.list.kind, code)
    page.list.kind.activated.emit(page.list.kind.currentIndex())


@pytest.mark.rare
def test_of_two_thousand_places_only_the_pages_in_sight_are_read(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.ask(many)
    pages: list[tuple[int, int]] = []
    read = Places.summaries

    def counted(places: Places, chosen: PlaceFilter, offset: int, limit: int) -> list[PlaceSummary]:
        found = read(places, chosen, offset, limit)
        pages.append((offset, len(found)))
        return found

    monkeypatch.setattr(Places, "summaries", counted)
    page = room(bench)
    assert page.list.model.rowCount() == MANY
    assert pages == [(0, PAGE)]
    page.list.list.scrollToBottom()
    QApplication.processEvents()
    bench.settle()
    assert pages == [(0, PAGE), (MANY - PAGE, PAGE)]
    choose_kind(page, "colony")
    bench.settle()
    assert titles(page) == [f"Прыдуманае {number:04}" for number in (0, 500, 1000, 1500)]


def test_places_are_found_by_any_form_of_the_name_and_by_kind(bench: Bench) -> None:
    def fill(vault: Vault) -> None:
        vault.places.new([PlaceName("Ёдкава"), PlaceName("Jodkava", "Latn")], "locality")
        vault.places.new([PlaceName("Калонія ў Едкаве")], "colony")
        vault.places.new([PlaceName("Вязынь")], "locality")

    bench.ask(fill)
    page = room(bench)
    type_into(page.list.search, "едк")
    bench.qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    choose_kind(page, "locality")
    bench.settle()
    assert titles(page) == ["Ёдкава"]
    page.list.search.clear()
    type_into(page.list.search, "JODK")
    bench.qtbot.waitUntil(lambda: not page.list._soon.isActive())
    bench.settle()
    assert titles(page) == ["Ёдкава"]
    choose_kind(page, "court")
    bench.settle()
    assert "No places match." in words_seen(page)


def test_a_row_says_kind_and_where_the_place_lies(bench: Bench) -> None:
    def fill(vault: Vault) -> None:
        town = vault.places.new([PlaceName("Вязынь")], "locality")
        place = vault.places.new([PlaceName("РАУС"), PlaceName("RAUS", "Latn")], "police")
        vault.edits.record(vault.places, place, replace(place, part_of=town.id))
        vault.places.new()

    bench.ask(fill)
    page = room(bench)
    rows = {row.title: row.detail for n in range(3) if (row := page.list.model.row_at(n))}
    assert rows == {
        "Вязынь": "Town or village",
        "РАУС": "Police station · Вязынь · RAUS",
        "No name recorded": "",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_room_says_what_to_do_first(bench: Bench, language: str) -> None:
    set_language(language)
    page = room(bench)
    title, text = page.missing(any_here=False)
    assert {title, text} <= words_seen(page)
    bench.ask(lambda vault: vault.places.new([PlaceName("Вязынь")]))
    bench.settle()
    assert title not in words_seen(page)


def test_the_rail_counts_places(bench: Bench) -> None:
    bench.ask(lambda vault: [vault.places.new([PlaceName(str(n))]) for n in range(3)])
    bench.shell.count()
    bench.settle()
    assert bench.shell.rail.line("places").accessibleName() == "Places, 3"
