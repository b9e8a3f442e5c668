"""What the matcher is measured with is whole: the pairs and the accounts in tests/data/names."""

from __future__ import annotations

from collections import Counter

from tests.data.names import cases, latin, make_pairs

PAIRS = [
    tuple(line.split("\t"))
    for line in make_pairs.PAIRS.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_the_pairs_are_those_that_the_tables_make() -> None:
    assert make_pairs.PAIRS.read_text(encoding="utf-8") == make_pairs.text()


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
