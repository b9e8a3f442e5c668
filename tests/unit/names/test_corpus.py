"""What the matcher is measured with is whole: the pairs and the accounts in tests/data/names."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.data.names import cases, latin, make_pairs, people
from tests.data.names.again import make

ACCOUNTS = sorted((make_pairs.PAIRS.parent / "accounts").glob("*.txt"))
MARK = re.compile(r"⟦(\w+):([^⟦⟧\n]+)⟧")
KINDS = {
    *("person", "place", "facility", "address", "birth"),
    *("phone", "email", "messenger", "document", "account"),
}
# Letters that one of the two languages does not have.
FOREIGN = {"be": re.compile("[ИЩЪищъ]"), "ru": re.compile("[ІЎіў]")}

PAIRS = [
    tuple(line.split("\t"))
    for line in make_pairs.PAIRS.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_the_pairs_are_those_that_the_tables_make() -> None:
    assert make_pairs.PAIRS.read_text(encoding="utf-8") == make_pairs.text()


def test_the_second_list_is_that_which_its_tables_make_and_has_no_name_of_the_first() -> None:
    assert make.PAIRS.read_text(encoding="utf-8") == make.text()
    families = {family.be for family in people.FAMILIES}
    assert not families & {family.written["be"] for family in make.FAMILIES}
    assert not {given.be for given in people.GIVEN} & {given.written["be"] for given in make.GIVEN}


def test_a_pair_is_two_names_a_verdict_and_how_it_came_about() -> None:
    assert {len(pair) for pair in PAIRS} == {4}
    assert all(field.strip(" ") == field != "" for pair in PAIRS for field in pair)
    verdicts = Counter(pair[2] for pair in PAIRS)
    assert set(verdicts) == {"same", "near"}
    assert min(verdicts.values()) >= 1600


def test_no_pair_stands_twice_and_none_is_a_name_and_itself() -> None:
    found = Counter(frozenset(pair[:2]) for pair in PAIRS)
    assert [pair for pair, times in found.items() if times > 1 or len(pair) == 1] == []


def test_every_way_of_spelling_and_every_case_is_there() -> None:
    hows = {pair[3] for pair in PAIRS}
    for way in (*latin.FROM_BE, *latin.FROM_RU):
        assert any(how.endswith(way) for how in hows), way
    for case in cases.CASES:
        assert {f"be-{case}", f"ru-{case}"} <= hows, case


def _told(account: Path) -> str:
    """The account as it was said, without the marks."""
    return MARK.sub(r"\2", account.read_text(encoding="utf-8"))


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.stem)
def test_the_marks_of_an_account_are_whole_and_of_known_kinds(account: Path) -> None:
    text = account.read_text(encoding="utf-8")
    assert not re.search("[⟦⟧]", _told(account))
    marks = MARK.findall(text)
    assert {kind for kind, _ in marks} <= KINDS
    assert all(said == said.strip() for _, said in marks)


def test_the_accounts_are_long_enough_in_each_language() -> None:
    words: Counter[str] = Counter()
    for account in ACCOUNTS:
        words[account.name[:2]] += len(_told(account).split())
    assert set(words) == {"be", "ru", "en"}
    assert min(words.values()) >= 10_500
    assert words.total() >= 33_000


def test_every_kind_is_marked_in_every_language() -> None:
    for language in ("be", "ru", "en"):
        texts = [a.read_text(encoding="utf-8") for a in ACCOUNTS if a.name.startswith(language)]
        assert {kind for text in texts for kind, _ in MARK.findall(text)} == KINDS, language


def test_no_sentence_stands_twice() -> None:
    found = Counter(
        sentence
        for account in ACCOUNTS
        for sentence in re.split(r"(?<=[.!?…])\s+", _told(account))
        if len(sentence.split()) > 5
    )
    assert [sentence for sentence, times in found.items() if times > 1] == []


@pytest.mark.parametrize("language", FOREIGN)
def test_names_are_spelt_in_the_letters_of_their_language(language: str) -> None:
    """Words quoted from the other language stand outside of names."""
    wrong = [
        said
        for account in ACCOUNTS
        if account.name.startswith(language)
        for kind, said in MARK.findall(account.read_text(encoding="utf-8"))
        if kind == "person" and FOREIGN[language].search(said)
    ]
    assert wrong == []
