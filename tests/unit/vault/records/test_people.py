"""The list of people, page by page, filtered by a part of the code or of any form of a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.person import NameForm
from desktop.model.sameness import SameAs
from desktop.model.values.codes import next_code
from desktop.vault import PersonFilter, PersonSummary, Vault


def codes(vault: Vault, text: str) -> list[str]:
    chosen = PersonFilter(text)
    found = [person.code for person in vault.people.summaries(chosen, 0, 100)]
    assert len(found) == vault.people.count(chosen)
    return found


def test_people_come_in_pages_by_code(vault: Vault) -> None:
    for number in (4, 2, 6, 0, 3, 1, 5):
        vault.people.new(f"P-{number}")
    pages = [
        [person.code for person in vault.people.summaries(offset=offset, limit=3)]
        for offset in (0, 3, 6, 9)
    ]
    assert pages == [["P-0", "P-1", "P-2"], ["P-3", "P-4", "P-5"], ["P-6"], []]
    assert vault.people.count() == 7


def test_a_row_has_every_form_of_the_name_in_its_order(vault: Vault) -> None:
    person = vault.people.new(
        "P-1", [NameForm("Янка"), NameForm("Janka", "Latn"), NameForm("Іван")]
    )
    assert vault.people.summaries() == [
        PersonSummary(person.id, "P-1", ("Янка", "Janka", "Іван")),
    ]


def test_people_are_found_by_a_part_of_code_or_name_in_any_spelling(vault: Vault) -> None:
    vault.people.new("P-1", [NameForm("Алёна Ветравая"), NameForm("Alena", "Latn")])
    vault.people.new("Q-2", [NameForm("Ўладзя\x1eЗорка")])
    vault.people.new("", ())
    assert codes(vault, "алена") == ["P-1"]
    assert codes(vault, " ALE ") == ["P-1"]
    assert codes(vault, "уладз") == ["Q-2"]
    assert codes(vault, "q-") == ["Q-2"]
    assert codes(vault, "няма") == []
    assert codes(vault, "  ") == ["", "P-1", "Q-2"]
    assert codes(vault, "%") == codes(vault, "_") == []


@pytest.mark.parametrize("text", ["W", "ў", "\x1e", "", "W\x1e2", "'"])
def test_one_letter_in_the_search_of_an_empty_list_of_people_finds_nothing(
    vault: Vault, text: str
) -> None:
    assert codes(vault, text) == []


@pytest.mark.parametrize(
    ("codes", "highest"),
    [
        ((), []),
        (("P-0002", "P-10000", "P-0999"), ["P-10000"]),
        (("P-0007", "P-9x", "Q-0100", "P-", "P-99999999999", "xP-0050"), ["P-0007"]),
    ],
)
def test_the_highest_code_is_found_without_reading_everybody(
    vault: Vault, codes: tuple[str, ...], highest: list[str]
) -> None:
    for code in codes:
        vault.people.new(code)
    assert vault.people.highest_code("P") == highest


def test_a_code_from_elsewhere_leaves_none_that_is_given_twice(vault: Vault) -> None:
    """Whoever is trusted sends a person with the longest number that is counted."""
    vault.people.new("P-0007")
    vault.people.new("P-999999999")
    for _ in range(3):
        vault.people.new(next_code("P", vault.people.highest_code("P")))
    codes = [each.code for each in vault.people.all()]
    assert codes == ["P-0007", "P-0008", "P-0009", "P-1000000000", "P-999999999"]


def test_a_text_on_one_line_is_kept_so(vault: Vault) -> None:
    """What was pasted goes as a row of its own into no list; others would refuse it."""
    made = vault.people.new("P-1\r\nP-2", (NameForm("Алеся\nВыдуманая"),))
    kept = replace(vault.people.get(made.id), note="one\ntwo")
    assert (kept.code, kept.names[0].text) == ("P-1 P-2", "Алеся Выдуманая")
    vault.people.save(kept)
    assert vault.people.get(made.id).note == "one\ntwo"
    assert vault.check().intact


def test_one_person_stands_in_one_line_with_all_names_and_codes(vault: Vault) -> None:
    first = vault.people.new("P-1", [NameForm("Ядвіга Ручаінская")])
    second = vault.people.new("P-2", [NameForm("Jadviga Rucainskaja")])
    vault.people.new("P-3", [NameForm("Ганна Зорная")])
    vault.sameness.decide(first.id, second.id, SameAs.SAME)
    shown, other = vault.people.summaries()
    assert (shown.id, shown.one_with) == (first.id, ("P-2",))
    assert shown.names == ("Ядвіга Ручаінская", "Jadviga Rucainskaja")
    assert (other.code, other.one_with) == ("P-3", ())
    assert vault.people.count() == 2
    by_other_name = PersonFilter("rucainskaja")
    assert [each.id for each in vault.people.summaries(by_other_name)] == [first.id]
    assert vault.people.count(by_other_name) == 1
    assert vault.people.summaries(PersonFilter("зорная")) == [other]
    vault.sameness.split(second.id)
    assert [each.code for each in vault.people.summaries()] == ["P-1", "P-2", "P-3"]
