"""Words are found as people write them, and nothing a person types breaks the search."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.vault import Vault
from desktop.vault.search.excerpt import Excerpt, Wanted, excerpt
from desktop.vault.search.folding import fold, tokens
from tests.examples import examples
from tests.support import open_interview
from tests.unit.vault.made import add


def account(vault: Vault, *texts: str, code: str = "W-001") -> str:
    """An interview that says this; its id."""
    interview = open_interview(vault, code)
    vault.interviews.save_utterances(interview.id, [Utterance(new_id(), text=t) for t in texts])
    return interview.id


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Ўчора", "учора"),
        ("ў МІНСКУ", "у мінску"),
        ("ёлка", "Елка"),
        ("сям'я", "сям’я"),
        ("сям’я", "сямя"),
        ("Łukašenka", "lukasenka"),
        ("Saŭka", "sauka"),
        ("ґузік", "гузік"),
        ("STRASSE", "straße"),
        ("за́мак", "замак"),
        ("Kraków", "krakow"),
        (unicodedata.normalize("NFD", "йод ў двары"), "йод ў двары"),
        ("ﬁle", "file"),
        ("№7", "no7"),
        ("за\u00adмак", "замак"),
        ("Гур′еў", "гур‛еў"),
        ("Лапiцкi", "лапіцкі"),
        ("Kазімір", "казімір"),
    ],
)
def test_spellings_that_people_mix_find_each_other(vault: Vault, written: str, typed: str) -> None:
    interview_id = account(vault, f"перад {written} пасля")
    assert [hit.record_id for hit in vault.search.find(typed)] == [interview_id]


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("сад", "суд"), ("Minsk", "Мінск")])
def test_what_readers_keep_apart_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_word_must_stand_and_the_last_may_be_begun(vault: Vault) -> None:
    interview_id = account(vault, "Яго затрымалі на вакзале", "Яго адпусцілі")
    for text, count in [
        ("затрымалі вакз", 1),
        ("вакзале затрымалі", 1),
        ("затрым вакзале", 0),
        ("адпусцілі вакзале", 0),
        ("яго", 2),
        ("я", 0),
    ]:
        assert len(vault.search.find(text)) == count, text
    assert {hit.record_id for hit in vault.search.find("яго")} == {interview_id}


def test_the_newest_comes_first_however_often_an_old_one_is_edited(vault: Vault) -> None:
    first, second = account(vault, "слова", code="1"), account(vault, "слова", code="2")
    old = vault.interviews.utterances(first)[0]
    vault.interviews.save_utterances(first, [Utterance(old.id, text="слова зноў")])
    assert [hit.record_id for hit in vault.search.find("слова")] == [second, first]
    assert len(vault.search.find("слова", limit=1)) == 1


def test_every_kind_of_place_is_found(vault: Vault) -> None:
    person = vault.people.new("P-7", (NameForm("Зоська"), NameForm("Zośka", "Latn")))
    interview_id = account(vault, "адказ")
    media = add(vault, b"photo", "дом_на_рагу.jpg")
    vault.interviews.attach(interview_id, media.id, "Дом на рагу")
    found = {
        text: {(hit.kind, hit.title) for hit in vault.search.find(text)}
        for text in ("zoska", "W-001", "адказ", "дом_на_рагу", "рагу")
    }
    assert found == {
        "zoska": {("person", "Зоська")},
        "W-001": {("interview", "W-001"), ("person", "P-W-001")},
        "адказ": {("utterance", "W-001")},
        "дом_на_рагу": {("attachment", "W-001"), ("media", "дом_на_рагу.jpg")},
        "рагу": {("attachment", "W-001"), ("media", "дом_на_рагу.jpg")},
    }
    assert person.id == vault.search.find("zoska")[0].record_id


def test_what_was_taken_out_is_found_no_more(vault: Vault) -> None:
    interview_id = account(vault, "першае", "другое")
    kept = vault.interviews.utterances(interview_id)[1]
    vault.interviews.save_utterances(interview_id, [Utterance(kept.id, text="змененае")])
    assert [vault.search.find(word) for word in ("першае", "другое")] == [[], []]
    assert len(vault.search.find("змененае")) == 1
    vault.interviews.save_utterances(interview_id, [Utterance(kept.id, text=" … ")])
    assert vault.search.find("змененае") == []


def test_of_a_place_that_is_written_twice_in_one_transaction_the_last_text_is_found(
    vault: Vault,
) -> None:
    interview_id = account(vault, "першае", "другое")
    first, second = vault.interviews.utterances(interview_id)
    with vault.transaction():
        for text in ("раней", "пазней"):
            turns = (Utterance(first.id, text=text), second)
            vault.interviews.save_utterances(interview_id, turns)
        vault.interviews.save_utterances(interview_id, (Utterance(first.id, text="пазней"),))
        vault.interviews.save_utterances(interview_id, (Utterance(first.id, text="пазней"), second))
    found = {word: len(vault.search.find(word)) for word in ("першае", "раней", "пазней", "другое")}
    assert found == {"першае": 0, "раней": 0, "пазней": 1, "другое": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100))
@given(st.text(max_size=60))
@example('"')
@example("a AND")
@example("NEAR(a b)")
@example("text:a")
@example("a* OR *b")
@example("- ^a + {b}")
@example("⒈⒉ ½ ㍿ _ __")
@example("a\0b")
@example("'; DROP TABLE person; --")
@example("\ud800")
@example("х" * 5000)
def test_nothing_that_is_typed_breaks_the_search(vault: Vault, typed: str) -> None:
    assert isinstance(vault.search.find(typed), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(25))
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
@example("⒈⒉ ½x ㍿ _a ́b")
def test_whatever_words_were_written_are_found_again(vault: Vault, written: str) -> None:
    place = Utterance(new_id(), text=f"якар {written}")
    interview = open_interview(vault, "W")
    vault.interviews.save_utterances(interview.id, [place])
    hits = vault.search.find(f"якар {' '.join(written.split())}"[:200], 10_000)
    assert len(tokens(written)) > 14 or place.id in {hit.place_id for hit in hits}


@settings(max_examples=examples(100))
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=examples(100))
@given(st.text(st.sampled_from("AZaz09 '-«»—“ЁёЎўЙйЇїІіЄєЪъЯяŁłŻżŭŬčĆĘęńÓś\n"), max_size=30))
def test_usual_letters_are_folded_as_those_beside_unusual_ones(text: str) -> None:
    assert fold(text) + "no" == fold(f"{text}№")


def around(text: str, *words: str) -> Excerpt:
    return excerpt(text, Wanted(frozenset(words)))


def test_an_excerpt_is_one_line_around_the_word() -> None:
    text = "пачатак " * 30 + "сярод\nусяго гэтага Слова стаіць " + "канец " * 30
    cut = around(text, "слова", "стаіць")
    assert "усяго гэтага Слова стаіць" in cut.text
    assert cut.text.startswith("…пачатак ")
    assert cut.text.endswith(" канец…")
    assert "\n" not in cut.text
    assert cut.marked == ("Слова", "стаіць")
    assert text[slice(*cut.at)] == "Слова"
    assert around("Слова", "слова") == Excerpt("Слова", ((0, 5),), (0, 5))
    assert around("", "слова") == Excerpt("")
    assert len(around("х" * 100_000, "няма").text) < 200


def test_a_word_is_marked_with_what_nobody_sees_in_it() -> None:
    assert around("за\u00adмак, сям’я", "замак", "сямя").marked == ("за\u00adмак", "сям’я")


def test_search_is_quick_among_many(vault: Vault) -> None:
    interview = open_interview(vault)
    many = [Utterance(new_id(), text=f"агульнае слова нумар{n}") for n in range(2000)]
    vault.interviews.save_utterances(interview.id, many)
    start = time.thread_time()
    assert len(vault.search.find("агульнае сл", 50)) == 50
    assert len(vault.search.find("нумар1234")) == 1
    assert time.thread_time() - start < 1
