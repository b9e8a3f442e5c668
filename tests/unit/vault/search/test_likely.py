"""Who may be one person with whom is found by their names, and asked of a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.person import NameForm, Person
from desktop.model.sameness import SameAs, pair_of
from desktop.names.match import Reason
from desktop.vault import Vault
from desktop.vault.records import likely
from desktop.vault.records.likely import Candidate


def person(vault: Vault, code: str, *names: str) -> Person:
    """Somebody with these forms of a name."""
    return vault.people.new(code, [NameForm(each) for each in names])


def codes(found: tuple[Candidate, ...]) -> list[str]:
    """Of the candidates, in their order."""
    return [each.person.code for each in found]


def test_a_name_in_another_spelling_finds_who_bears_it_and_says_why(vault: Vault) -> None:
    person(vault, "P-1", "Ядвіга Ручаінская", "Jadviga Rucainskaja")
    person(vault, "P-2", "Ганна Зорная")
    [found] = vault.likely.to(["Yadviga Ruchainskaya"])
    assert found.person.code == "P-1"
    assert found.name in ("Ядвіга Ручаінская", "Jadviga Rucainskaja")
    assert found.likeness.is_proposed
    [written] = vault.likely.to(["Ядвига Ручаинская"])
    assert Reason.OTHER_LANGUAGE in written.likeness.reasons
    assert vault.likely.to(["Пятро Выдуманы"]) == ()
    assert vault.likely.to([""]) == ()


def test_what_is_written_later_is_known_at_once(vault: Vault) -> None:
    first = person(vault, "P-1", "Ядвіга Ручаінская")
    assert codes(vault.likely.to(["Ядвіга Ручаінская"])) == ["P-1"]
    second = person(vault, "P-2", "Ядвіга Ручаінская")
    assert codes(vault.likely.to(["Ядвіга Ручаінская"], {first.id})) == ["P-2"]
    vault.people.save(replace(second, names=(NameForm("Ганна Зорная"),)))
    assert codes(vault.likely.to(["Ядвіга Ручаінская"])) == ["P-1"]
    assert codes(vault.likely.to(["Ганна Зорная"])) == ["P-2"]


def test_who_was_removed_is_no_candidate(vault: Vault) -> None:
    made = person(vault, "P-1", "Ядвіга Ручаінская")
    assert vault.likely.to(["Ядвіга Ручаінская"])
    vault.removal.remove(vault.people.kind.name, made.id)
    assert vault.likely.to(["Ядвіга Ручаінская"]) == ()


def test_whoever_was_interviewed_comes_with_the_last_one(vault: Vault) -> None:
    first = person(vault, "P-1", "Ядвіга Ручаінская")
    second = person(vault, "P-2", "Ядвига Ручаинская")
    [untold] = vault.likely.to(["Ядвіга Ручаінская"], {second.id})
    assert untold.interviewed is None
    vault.interviews.new("I-1", first.id, "be")
    last = vault.interviews.new("I-2", second.id, "be")
    vault.sameness.decide(first.id, second.id, SameAs.SAME)
    [told] = vault.likely.to(["Ядвіга Ручаінская"])
    assert told.person == first
    assert told.interviewed is not None
    assert (told.interviewed.code, told.interviewed.at) == ("I-2", last.created_at)


def test_what_waits_is_a_pair_of_whom_nobody_said_anything(vault: Vault) -> None:
    first = person(vault, "P-1", "Ядвіга Ручаінская")
    second = person(vault, "P-2", "Ядвига Ручаинская")
    third = person(vault, "P-3", "Jadviga Ručainskaja")
    vault.likely.finish()
    assert len(vault.likely.waiting()) == 3
    assert sorted(codes(vault.likely.of(second.id))) == ["P-1", "P-3"]
    vault.sameness.decide(first.id, second.id, SameAs.SAME)
    vault.likely.finish()
    assert len(vault.likely.waiting()) == 1
    assert vault.likely.of(first.id)
    vault.sameness.decide(third.id, first.id, SameAs.UNSURE)
    assert vault.likely.waiting() == []
    assert vault.likely.of(third.id) == ()


def test_pairs_are_told_with_the_older_record_first(vault: Vault) -> None:
    first = person(vault, "P-1", "Ядвіга Ручаінская")
    second = person(vault, "P-2", "Ядвига Ручаинская")
    vault.likely.finish()
    [told] = vault.likely.pairs(vault.likely.waiting())
    assert {told.one.id, told.other.id} == set(pair_of(first.id, second.id))
    assert (told.one.created_at.utc, told.one.id) <= (told.other.created_at.utc, told.other.id)


@pytest.mark.rare
def test_names_are_read_in_steps_that_each_end_soon(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likely, "MOST", 10**6)
    with vault.transaction():
        for number in range(250):
            person(vault, f"P-{number}", f"Ядвіга Выдуманая{'abcdefghij'[number % 10]} {number}")
    steps = 0
    while vault.likely.go_on():
        steps += 1
    assert steps >= 250 // 100 + 250 // 10
    assert not vault.likely.go_on()


def test_nothing_is_imported_while_nobody_has_a_name(vault: Vault) -> None:
    person(vault, "P-1")
    vault.likely.finish()
    assert vault.likely._index is None
    assert vault.likely.to(["Ядвіга Ручаінская"]) == ()


def test_a_closed_vault_holds_no_names(vault: Vault) -> None:
    person(vault, "P-1", "Ядвіга Ручаінская")
    vault.likely.finish()
    vault.close()
    assert not vault.likely._names
    assert vault.likely._index is None


def test_comparing_ends_where_more_wait_than_anybody_goes_through(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likely, "MOST", 3)
    with vault.transaction():
        for number in range(30):
            person(vault, f"P-{number}", "Ядвіга Ручаінская")
    vault.likely.finish()
    assert len(vault.likely.waiting()) == 3
    assert not vault.likely.go_on()
