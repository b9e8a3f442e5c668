"""The register of protected names: what an entry holds, whom it follows, and what tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import NoSuchRecord, OlderVault
from desktop.model.changes import Part
from desktop.model.person import PERSON_KIND, NameForm
from desktop.model.protected import From, NameOf, ProtectedName
from desktop.model.removal import Why
from desktop.model.sameness import SameAs
from desktop.vault import Vault
from desktop.vault.records.protected_names import ProtectedFilter
from desktop.vault.versions.bound import refuse_older
from tests.unit.vault.versions.test_sums import behind_the_sums


def test_the_next_code_stands_instead_where_nothing_is_given(vault: Vault) -> None:
    first = vault.protected.new([" Ядвіга "])
    second = vault.protected.new(["Алесь"], "her brother", note="сусед")
    third = vault.protected.new(["Янка"])
    assert [each.instead for each in (first, second, third)] == ["N-1", "her brother", "N-2"]
    assert first.names == ("Ядвіга",)
    assert vault.protected.all() == (first, second, third)
    assert vault.protected.get(second.id) == second
    assert (second.of, second.kept_from, second.note) == (NameOf.PERSON, From.OUTSIDE, "сусед")


def test_no_code_is_given_twice_though_its_entry_is_gone(vault: Vault) -> None:
    """It may stand in a text, for somebody."""
    vault.protected.remove(vault.protected.new(["Ядвіга"]).id)
    assert vault.protected.new(["Алесь"]).instead == "N-2"
    vault.protected.new(["Янка"], "N-17")
    assert vault.protected.new(["Зоська"]).instead == "N-18"


def test_an_entry_is_changed_and_removed(vault: Vault) -> None:
    entry = vault.protected.new(["Ядвіга"])
    changed = replace(entry, names=("Ядвіга", "", "Ядзя", "Ядзя"), kept_from=From.EVERYONE)
    vault.protected.save(changed)
    assert vault.protected.all() == (replace(changed, names=("Ядвіга", "Ядзя")),)
    with pytest.raises(ValueError, match="at least one"):
        vault.protected.save(replace(entry, names=(" ",)))
    assert vault.protected.remove(entry.id).names == ("Ядвіга", "Ядзя")
    assert vault.protected.all() == ()
    for gone in (lambda: vault.protected.remove(entry.id), lambda: vault.protected.save(entry)):
        with pytest.raises(NoSuchRecord):
            gone()


def test_an_entry_of_nobody_here_has_a_form(vault: Vault) -> None:
    with pytest.raises(ValueError, match="at least one"):
        vault.protected.new(["  "])
    assert vault.protected.all() == ()
    assert vault.protected.new(["Янка"]).instead == "N-1"


def test_an_entry_of_a_person_follows_the_forms_of_the_record(vault: Vault) -> None:
    person = vault.people.new("P-0004")
    entry = vault.protected.new([], person_id=person.id)
    assert (entry.names, entry.instead, entry.display_name) == ((), "P-0004", "P-0004")
    named = replace(person, names=(NameForm("Ядвіга Ручаінская"), NameForm("Jadviha", "Latn")))
    vault.people.save(named)
    followed = vault.protected.get(entry.id)
    assert followed.names == ("Ядвіга Ручаінская", "Jadviha")
    vault.protected.save(replace(followed, names=(*followed.names, "Ядзя")))
    vault.people.save(replace(named, names=(NameForm("Ядвіга Ручаінскі"),)))
    [only] = vault.protected.all()
    assert only.names == ("Ядвіга Ручаінскі", "Ядзя"), "what was mistyped is protected no longer"
    assert vault.protected.of_person(person.id) == only
    assert vault.protected.new(["Іншая"], person_id=person.id) == only
    assert vault.protected.of_person("") is None


def test_an_entry_of_a_person_protects_whoever_may_be_the_same(vault: Vault) -> None:
    person = vault.people.new("P-1", [NameForm("Ядвіга")])
    other = vault.people.new("P-2", [NameForm("Ядзя"), NameForm("Зося")])
    entry = vault.protected.new(["Ядзя", "Ядвіся"], person_id=person.id)
    assert entry.names == ("Ядвіга", "Ядзя", "Ядвіся")
    vault.sameness.decide(person.id, other.id, SameAs.SAME)
    followed = vault.protected.get(entry.id)
    assert followed.names == ("Ядвіга", "Ядзя", "Зося", "Ядвіся")
    vault.protected.save(replace(followed, note="дзве?"))
    vault.people.save(replace(other, names=(NameForm("Зоська"),)))
    assert vault.protected.get(entry.id).names == ("Ядвіга", "Зоська", "Ядзя", "Ядвіся")
    vault.sameness.decide(person.id, other.id, SameAs.NOT_SAME)
    assert vault.protected.get(entry.id).names == ("Ядвіга", "Ядзя", "Ядвіся")


@pytest.mark.parametrize(
    "words", ["Ядвігі Ручаінскай", "RUCHAINSKAYA Jadviha", "Ядвига Ручаинская"]
)
def test_words_find_their_entry_in_another_case_script_or_spelling(
    vault: Vault, words: str
) -> None:
    entry = vault.protected.new(["Ядвіга Ручаінская"])
    vault.protected.new(["Алесь Ветравы"])
    assert vault.protected.for_text(words) == entry
    assert vault.protected.for_text("Вера Зорка") is None
    assert vault.protected.for_text("") is None


def test_of_several_entries_the_likeliest_is_found(vault: Vault) -> None:
    vault.protected.new(["Наталля"])
    entry = vault.protected.new(["Наташа"])
    assert vault.protected.for_text("Наташа") == entry


def test_names_are_listed_by_name_and_found_by_any_text(vault: Vault) -> None:
    river = vault.protected.new(["Вілія"], "a river", of=NameOf.PLACE)
    alena = vault.protected.new(["Алёна"], note="сястра Янкі")
    assert vault.protected.summaries() == [alena, river]
    assert vault.protected.summaries(offset=1, limit=1) == [river]
    for text, expected in (("алена", [alena]), ("RIVER", [river]), ("сястра", [alena]), ("ж", [])):
        assert vault.protected.summaries(ProtectedFilter(text)) == expected
        assert vault.protected.count(ProtectedFilter(text)) == len(expected)
    assert vault.protected.summaries(ProtectedFilter(of="place")) == [river]
    assert vault.protected.count() == 2


def test_the_log_tells_each_change_and_no_name(vault: Vault) -> None:
    person = vault.people.new("P-1", [NameForm("Ядвіга")])
    entry = vault.protected.new(["Ядзя"], "яе сястра", person_id=person.id, note="Мінск")
    vault.protected.save(replace(entry, kept_from=From.EVERYONE))
    vault.protected.save(replace(entry, kept_from=From.EVERYONE))
    vault.protected.remove(entry.id)
    told = vault.custody.events(entry.id)
    assert [each.kind for each in told] == ["creation", "modification", "deletion"]
    assert {each.object_kind for each in told} == {"protected-name"}
    assert all(each.detail == {} for each in told)


def test_the_page_of_the_person_is_told(vault: Vault) -> None:
    person = vault.people.new("P-1")
    vault.take_changes()
    vault.protected.remove(vault.protected.new([], person_id=person.id).id)
    assert vault.take_changes().touches(Part.PROTECTED_NAME, person.id)


def test_nothing_of_it_is_found_by_searching(vault: Vault) -> None:
    vault.protected.new(["Ядвіга"], "суседка", note="Вязынь")
    assert [vault.search.find(text) for text in ("Ядвіга", "суседка", "Вязынь")] == [[], [], []]


def test_a_person_whose_name_is_protected_is_not_removed(vault: Vault) -> None:
    """Or the name would be told of by whoever else spoke of them."""
    person = vault.people.new("P-1", [NameForm("Ядвіга")])
    entry = vault.protected.new([], person_id=person.id)
    assert [each.why for each in vault.removal.look(PERSON_KIND, person.id).stays] == [
        Why.PROTECTED
    ]
    vault.protected.remove(entry.id)
    vault.removal.remove(PERSON_KIND, person.id)


def test_the_person_is_given_what_is_held_of_it(vault: Vault) -> None:
    person = vault.people.new("P-1", [NameForm("Ядвіга")])
    entry = vault.protected.new(["Ядзя"], person_id=person.id)
    [held] = vault.concerning.linked(PERSON_KIND, person.id)
    kept = held.beside["protected"]
    assert isinstance(kept, ProtectedName)
    assert (kept.id, kept.names) == (entry.id, ("Ядзя",))


def test_nothing_leaves_where_an_older_page_of_the_register_was_put_back(vault: Vault) -> None:
    vault.protected.new(["Ядвіга"])
    refuse_older(vault._db)
    with behind_the_sums(vault, "DELETE FROM protected_name") as again:
        assert again.older
        with pytest.raises(OlderVault):
            refuse_older(again._db)
