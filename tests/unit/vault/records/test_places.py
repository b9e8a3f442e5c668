"""The list of places, page by page, filtered by name and kind; what lies in what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.place import Place, PlaceName
from desktop.vault import Vault
from desktop.vault.records.places import PlaceFilter, PlaceSummary


def place(vault: Vault, name: str, part_of: str = "", kind: str = "unknown") -> Place:
    made = replace(vault.places.new([PlaceName(name)], kind), part_of=part_of)
    vault.places.save(made)
    return made


def names(vault: Vault, chosen: PlaceFilter) -> list[str]:
    found = [each.names[0] for each in vault.places.summaries(chosen, 0, 100)]
    assert len(found) == vault.places.count(chosen)
    return found


def test_places_come_in_pages_by_name_in_any_spelling(vault: Vault) -> None:
    for name in ("Яма", "Ёдкава", "Едкаў", "Акно", "яма 2"):
        place(vault, name)
    pages = [
        [each.names[0] for each in vault.places.summaries(offset=offset, limit=2)]
        for offset in (0, 2, 4, 6)
    ]
    assert pages == [["Акно", "Ёдкава"], ["Едкаў", "Яма"], ["яма 2"], []]
    assert vault.places.count() == 5


def test_a_row_has_every_form_of_the_name_and_where_the_place_lies(vault: Vault) -> None:
    town = place(vault, "Вязынь")
    forms = [PlaceName("РАУС"), PlaceName("RAUS", "Latn")]
    inside = replace(vault.places.new(forms, "police"), part_of=town.id)
    vault.places.save(inside)
    assert vault.places.summaries(PlaceFilter(kind="police")) == [
        PlaceSummary(inside.id, ("РАУС", "RAUS"), "police", "Вязынь")
    ]


def test_places_are_found_by_a_part_of_a_name_and_by_kind(vault: Vault) -> None:
    place(vault, "Ёдкава", kind="locality")
    place(vault, "Калонія ў Едкаве", kind="colony")
    vault.places.new()
    assert names(vault, PlaceFilter("едк")) == ["Ёдкава", "Калонія ў Едкаве"]
    assert names(vault, PlaceFilter("едк", kind="colony")) == ["Калонія ў Едкаве"]
    assert names(vault, PlaceFilter(kind="court")) == []
    assert names(vault, PlaceFilter("%")) == names(vault, PlaceFilter("_")) == []


@pytest.mark.parametrize("text", ["W", "ў", "\x1e", "", "'"])
def test_one_letter_in_the_search_of_an_empty_list_of_places_finds_nothing(
    vault: Vault, text: str
) -> None:
    assert names(vault, PlaceFilter(text)) == []


def test_a_place_and_what_lies_in_it_are_left_out_where_it_may_not_lie(vault: Vault) -> None:
    town = place(vault, "Вязынь")
    colony = place(vault, "Калонія", town.id)
    place(vault, "Карантын", place(vault, "Барак", colony.id).id)
    place(vault, "Іншае")
    assert names(vault, PlaceFilter(outside=colony.id)) == ["Вязынь", "Іншае"]
    assert names(vault, PlaceFilter("вяз", outside=town.id)) == []
    assert len(names(vault, PlaceFilter(outside="no such place"))) == 5


def test_places_that_came_to_lie_in_one_another_are_walked_once(vault: Vault) -> None:
    first = place(vault, "Першае")
    second = place(vault, "Другое", first.id)
    vault.places.save(replace(first, part_of=second.id))
    assert [each.id for each in vault.places.within(second)] == [first.id]
    assert names(vault, PlaceFilter(outside=first.id)) == []
    assert [part.id for part in vault.places.parts(second.id)] == [first.id]


def test_a_place_goes_by_each_whole_form_of_its_name_in_any_spelling(vault: Vault) -> None:
    one = vault.places.new([PlaceName("Вёска Сям’і"), PlaceName("Sieło", "Latn")])
    other = place(vault, "Вёска")
    assert vault.places.with_name("веска сямі") == [one.id]
    assert vault.places.with_name(" SIELO ") == [one.id]
    assert vault.places.with_name("вёска") == [other.id]
    assert vault.places.with_name("Вёск") == vault.places.with_name("") == []
    vault.places.save(replace(other, names=(PlaceName("Sieło"),)))
    assert set(vault.places.with_name("sielo")) == {one.id, other.id}
