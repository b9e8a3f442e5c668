"""A name is found by every other spelling of it, exact ones first, and no word is kept for that
longer than it stands in a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.model.interview import Utterance
from desktop.model.person import PERSON_KIND, NameForm
from desktop.vault import PersonFilter, Vault, open_vault
from desktop.vault.search.query import read_query
from desktop.vault.search.vocabulary import keys_of
from desktop.vault.store.connection import Database
from tests.examples import examples
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.search.test_search import account

RUCHAINSKAYA = (
    "Ручаінская",
    "Ручаинская",
    "Ručainskaja",
    "RUCHAINSKAYA",
    "Ручаінскай",
    "Ručainskuju",
)


def marked(vault: Vault, typed: str) -> list[str]:
    """The first marked word of each hit."""
    return [hit.excerpt[slice(*hit.marks[0])] for hit in vault.search.find(typed)]


@pytest.mark.parametrize("typed", RUCHAINSKAYA)
def test_a_name_is_found_in_every_spelling_and_first_as_it_was_typed(
    vault: Vault, typed: str
) -> None:
    account(vault, *(f"Я ведала, што {name} прыйдзе" for name in RUCHAINSKAYA), "Ручай цячэ")
    found = marked(vault, typed)
    assert found[0] == typed
    assert sorted(found) == sorted(RUCHAINSKAYA)
    assert set(vault.search.look(typed).also) == set(RUCHAINSKAYA) - {typed}


def test_words_typed_otherwise_than_they_stand_are_found_beside_one_another(vault: Vault) -> None:
    account(vault, "Ядвіга Ручаінская была дома", "Ядвіга была дома")
    assert marked(vault, "jadviha ruchainskaya") == ["Ядвіга"]
    assert [hit.marks for hit in vault.search.find("ruchainskaya ядвіга")] == [((0, 6), (7, 17))]


def test_a_short_form_finds_the_whole_name_behind_itself(vault: Vault) -> None:
    account(vault, "Аляксандр спазніўся", "Саша спазніўся", "Янка спазніўся")
    assert marked(vault, "Саша") == ["Саша", "Аляксандр"]


def test_what_stands_in_quotes_is_found_as_it_stands_there(vault: Vault) -> None:
    account(vault, "Ядвіга Ручаінская", "Ручаінская Ядвіга", "Ядвіга, Ручаінская!", "Ядвігі")
    for typed, count in [
        ('"ядвіга ручаінская"', 2),
        ("«Ручаінская Ядвіга»", 1),
        ("„Ядвіга“", 3),
        ('"Ядвіг"', 0),
        ('"Yadviha"', 0),
        ('"ядвіга ручаінская" yadviha', 2),
        ('"ядвіга ручаінская', 3),
    ]:
        assert len(vault.search.find(typed)) == count, typed


def test_a_phrase_is_looked_for_in_so_many_places_and_what_was_left_is_said(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(vault, "адзін два", *["два адзін"] * 300)
    assert len(vault.search.look('"адзін два"').hits) == 1
    monkeypatch.setattr("desktop.vault.search.gathering._MOST_READ", 200)
    found = vault.search.look('"адзін два"')
    assert (found.hits, found.unread) == ((), True)
    assert not vault.search.look('"два адзін"', 2).unread


@pytest.mark.parametrize("typed", ["W-001", "«»", '""', "a «b» c", "„“", "і"])
def test_a_query_is_read_without_its_quotes(typed: str) -> None:
    assert all(token.isalnum() for token in read_query(typed).tokens)


def listed_words(vault: Vault) -> set[tuple[str, str]]:
    return set(vault._db.all("SELECT outline, term FROM search_word"))


def words_of(*texts: str) -> set[tuple[str, str]]:
    return set(keys_of(word for text in texts for word in text.split()))


def test_what_is_written_twice_in_one_transaction_is_found_by_other_spellings(
    vault: Vault,
) -> None:
    record = open_interview(vault, "W-009")
    with vault.transaction():
        for said in ("Ядвіга Ручаінская", "Ядвіга Ручаінская была дома"):
            vault.interviews.save_utterances(record.id, (Utterance("u", text=said),))
    assert marked(vault, "RUCHAINSKAYA") == ["Ручаінская"]
    assert vault.check().found == ()


def test_a_word_goes_with_the_last_text_it_stands_in(vault: Vault) -> None:
    before = listed_words(vault)
    interview_id = account(vault, "адна размова", "другая размова")
    one, other = vault.interviews.utterances(interview_id)
    assert listed_words(vault) - before >= words_of("адна размова другая")
    vault.interviews.save_utterances(interview_id, [replace(one, text="першая"), other])
    assert words_of("адна") & listed_words(vault) == set()
    assert words_of("першая другая размова") <= listed_words(vault)
    vault.interviews.save_utterances(interview_id, [replace(one, text="першая")])
    assert words_of("другая размова") & listed_words(vault) == set()
    person = vault.people.new("P-9", [NameForm("Зоська")])
    vault.people.save(replace(person, names=(NameForm("Марыля"),)))
    assert words_of("зоська марыля") & listed_words(vault) == words_of("марыля")
    vault.removal.remove(PERSON_KIND, person.id)
    assert words_of("марыля") & listed_words(vault) == set()


texts = st.lists(st.text("абв ", max_size=8), max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(25))
@given(st.lists(texts, min_size=1, max_size=5))
def test_however_texts_change_the_words_are_those_of_the_texts(
    vault: Vault, changes: list[list[str]]
) -> None:
    interview_id = open_interview(vault, "W").id
    for change in changes:
        said = [Utterance(f"u{number}", text=text) for number, text in enumerate(change)]
        vault.interviews.save_utterances(interview_id, said)
    assert vault.check().found == ()


def forget_all_words(db: Database) -> None:
    """As the update leaves a vault that was there before its words were met."""
    db.execute("DELETE FROM search_word")
    db.execute("DELETE FROM vault_meta WHERE key = 'search_words'")


def test_a_small_upgraded_vault_knows_its_words_once_it_was_opened(
    vault: Vault, db: Database
) -> None:
    account(vault, "Ручаінская")
    forget_all_words(db)
    found = vault.search.look("ruchainskaya")
    assert (found.hits, found.learning) == ((), True)
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert marked(opened, "ruchainskaya") == ["Ручаінская"]
        assert not opened.search.look("ruchainskaya").learning
        assert opened.check().found == ()


@pytest.mark.parametrize("written", [None, "0, 2 of Unicode 1"], ids=["by none", "by another"])
def test_a_large_one_learns_them_piece_by_piece_and_says_so_meanwhile(
    vault: Vault, db: Database, monkeypatch: pytest.MonkeyPatch, written: str | None
) -> None:
    account(vault, "Ручаінская", "Ядвіга", "яблык")
    every = listed_words(vault)
    forget_all_words(db)
    if written:
        db.execute("INSERT INTO search_word VALUES ('kkkk', 'of another way')")
        db.execute("INSERT INTO vault_meta VALUES ('search_words', ?)", (written,))
    monkeypatch.setattr("desktop.vault.search.renewal._AT_A_TIME", 1)
    monkeypatch.setattr("desktop.vault.search.renewal._AT_OPENING", 0.0)
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        account(opened, "Ручаинская", code="W-2")
        assert opened.search.look("ruchainskaya").learning
        while opened.go_on_with_leftovers():
            opened.search.look("ruchainskaya")
        assert sorted(marked(opened, "ruchainskaya")) == ["Ручаинская", "Ручаінская"]
        assert not opened.search.look("ruchainskaya").learning
        assert listed_words(opened) >= every
        assert opened.check().found == ()


def test_what_was_undone_in_a_long_job_is_met_again_when_it_comes_again(
    vault: Vault, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = open_interview(vault, "W-009")
    monkeypatch.setattr("desktop.vault.store.transactions._MUCH_LEFT", 1)
    said = (Utterance("u", text="Ручаінская"),)
    with db.log_moved_apart():
        with pytest.raises(ZeroDivisionError), vault.transaction():
            vault.interviews.save_utterances(record.id, said)
            vault.catch_up()
            raise ZeroDivisionError
        for text in ("Ручаінская", "іншае", "Ручаінская"):
            vault.interviews.save_utterances(record.id, (replace(said[0], text=text),))
            assert marked(vault, "ruchainskaya") == [text] * (text == "Ручаінская")
    assert db.met.new({"Ручаінская"}) == {"Ручаінская"}
    assert vault.check().found == ()


def test_lists_are_filtered_by_every_spelling(vault: Vault) -> None:
    person = vault.people.new("P-7", [NameForm("Ядвіга Ручаінская")])
    vault.people.new("P-8", [NameForm("Янка Ручай")])
    for typed in ("ruchainskaya", "Ручаинская", "jadviha ruchainskaya", "ядвіга руч"):
        found = vault.people.summaries(PersonFilter(typed))
        assert [each.id for each in found] == [person.id], typed
        assert vault.people.count(PersonFilter(typed)) == 1
    assert vault.people.count(PersonFilter("руча")) == 2
