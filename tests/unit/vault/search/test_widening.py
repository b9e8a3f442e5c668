"""What is passed by when a word is widened would not have been proposed, and what was found is
asked for once."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

import pytest
from rapidfuzz.distance import Levenshtein

from desktop.model.person import NameForm
from desktop.names import compare
from desktop.names.keys import word_keys
from desktop.names.letters import plain, words
from desktop.vault import Vault
from desktop.vault.search import widening
from desktop.vault.search.folding import tokens
from desktop.vault.search.outline import each_outline, heard, outline, outlines, spellings
from desktop.vault.search.vocabulary import meet, with_outlines
from desktop.vault.store.connection import Database
from tests.names.corpus import pairs

FEW = 12


def vocabulary() -> dict[str, list[str]]:
    """Every word of a part of the lists of names, by its outline."""
    texts = (text for one, other, *_ in islice(pairs(), 0, None, 5) for text in (one, other))
    known = sorted({word for text in texts for word in tokens(text) if outline(word)})
    found: dict[str, list[str]] = {}
    for each, word in zip(each_outline(known), known, strict=True):
        found.setdefault(each, []).append(word)
    return found


KNOWN = vocabulary()


def of(wanted: Collection[str]) -> list[tuple[str, list[str]]]:
    return [(each, KNOWN[each]) for each in sorted(wanted) if each in KNOWN]


def every_one_compared(word: str) -> dict[str, float]:
    """The same, of the nearest words each, whatever letters it begins with."""
    wanted, near = outlines(word), dict[str, float]()
    for each, choices in of(wanted):
        for sound, other in zip(heard(choices), choices, strict=True):
            readings = widening._apart(heard(wanted[each]))
            how = max(Levenshtein.normalized_similarity(reading, sound) for reading in readings)
            near[other] = max(how, near.get(other, 0.0))
    first = sorted((-how, other) for other, how in near.items() if how >= widening._NEAR)
    own, least = {*tokens(word)}, min(len(word), 3)
    alike = {w: like(word, w) for _how, w in first[:FEW] if w not in own and len(w) >= least}
    return {other: score for other, score in alike.items() if score}


def like(word: str, other: str) -> float:
    ways = [(one, two) for one in spellings(word) for two in spellings(other)]
    found = [compare(one, two) for one, two in ways if word_keys(one) & word_keys(two)]
    return max((each.score for each in found if each.is_proposed), default=0.0)


def test_of_the_nearest_words_none_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widening, "_MOST_COMPARED", FEW)
    typed = {word.plain for one, *_ in islice(pairs(), 3, None, 40) for word in words(one)}
    for word in sorted(each for each in typed if len(each) > 1):
        assert widening.the_same_among(word, of) == every_one_compared(word), word
    assert widening.the_same_among(plain("Ручаінская"), of)


@pytest.mark.parametrize("word", ["ручаинская", "philarzet", "ева", "theodor", "нoвel", "ryzhkk"])
def test_many_words_have_the_outlines_that_each_has(word: str) -> None:
    assert each_outline(["тыкка", word, "eva"]) == [outline("тыкка"), outline(word), "-"]


@pytest.mark.parametrize("word", ["東京", "é" * 5, "а" * 70, "ß", "123"])
def test_what_nobody_can_read_is_widened_to_nothing(word: str) -> None:
    assert widening.the_same_among(word, of) == {}
    assert heard([word, "ева"])[1:] == heard(["ева"])


def test_what_was_found_is_kept_until_something_is_written(
    vault: Vault, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Collection[str]] = []

    def noted(db: Database, wanted: Collection[str]) -> object:
        asked.append(wanted)
        return with_outlines(db, wanted)

    monkeypatch.setattr("desktop.vault.search.widening.with_outlines", noted)
    assert widening.other_spellings(db, "ruchainskaya") == {}
    vault.people.new("P-7", [NameForm("Ручаінская")])
    for _again in range(3):
        assert list(widening.other_spellings(db, "ruchainskaya")) == ["ручаінская"]
    assert len(asked) == 2
    with pytest.raises(ZeroDivisionError), vault.transaction():
        meet(db, {"ручаинскую"})
        assert len(widening.other_spellings(db, "ruchainskaya")) == 2
        raise ZeroDivisionError
    assert list(widening.other_spellings(db, "ruchainskaya")) == ["ручаінская"]
    vault.close()
    assert not widening._KEPT
