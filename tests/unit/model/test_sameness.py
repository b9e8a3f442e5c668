"""Who is one person follows from the pairs alone, whatever order they were decided in."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.owned_id import is_of_kind
from desktop.model.sameness import (
    SAMENESS_KIND,
    Groups,
    Pair,
    SameAs,
    Sameness,
    groups,
    pair_of,
    perhaps_one,
    refuse_misplaced,
    sameness_id,
)
from desktop.model.values.moment import Moment

PEOPLE = "abcdef"
PAIRS = list(combinations(PEOPLE, 2))
Said = Mapping[Pair, frozenset[SameAs]]
answers = st.frozensets(st.sampled_from(SameAs), min_size=1)
decisions = st.dictionaries(st.sampled_from(PAIRS), answers)


def age(person_id: str) -> tuple[str, str]:
    """Later letters are older people."""
    return f"{ord('z') - ord(person_id):03}", person_id


def same(*pairs: str) -> dict[Pair, frozenset[SameAs]]:
    """Of each pair of two letters, that they are one."""
    return {(pair[0], pair[1]): frozenset({SameAs.SAME}) for pair in pairs}


def test_the_oldest_record_is_shown_for_all_that_are_connected() -> None:
    found = groups(same("ab", "bc", "de"), age)
    assert found.of("a") == found.of("c") == ("c", "b", "a")
    assert found.shown("d") == "e"
    assert found.of("f") == ("f",)
    assert found.hidden() == {"a": "c", "b": "c", "d": "e"}
    assert found.to_resolve == ()


def test_not_the_same_inside_a_group_keeps_all_of_it_apart() -> None:
    found = groups(same("ab", "bc", "de") | {("a", "c"): frozenset({SameAs.NOT_SAME})}, age)
    assert found.members.keys() == {"d", "e"}
    assert found.to_resolve == (("a", "c"),)


def test_two_answers_to_one_pair_keep_it_apart() -> None:
    found = groups({("a", "b"): frozenset({SameAs.SAME, SameAs.UNSURE})}, age)
    assert found == Groups({}, (("a", "b"),))


def test_what_nobody_knows_joins_nobody() -> None:
    later = SameAs("same-family")
    assert groups({("a", "b"): frozenset({later})}, age) == Groups()
    assert groups({("a", "b"): frozenset({SameAs.UNSURE})}, age) == Groups()


def test_whoever_keeps_names_back_hears_everybody_who_said_the_same() -> None:
    said = same("ab") | {("b", "c"): frozenset({SameAs.SAME, SameAs.NOT_SAME})}
    assert perhaps_one(said, "a") == ("a", "b", "c")
    assert perhaps_one(said, "f") == ("f",)


@given(decisions, st.randoms())
def test_no_order_of_decisions_makes_a_difference(said: Said, chance: object) -> None:
    shuffled = list(said.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(dict(shuffled), age) == groups(said, age)


@given(decisions)
def test_groups_are_apart_and_of_everybody_who_was_joined(said: Said) -> None:
    found = groups(said, age)
    for each, members in found.members.items():
        assert each in members
        assert len(members) > 1
        assert all(found.members[other] == members for other in members)
        assert list(members) == sorted(members, key=age)
    for one, other in PAIRS:
        if found.shown(one) == found.shown(other):
            assert SameAs.NOT_SAME not in said.get((one, other), ())
            assert len(said.get((one, other), {""})) == 1
    assert set(found.to_resolve) >= {pair for pair, each in said.items() if len(each) > 1}
    joined = {each for pair, said_ in said.items() if said_ == {SameAs.SAME} for each in pair}
    assert found.members.keys() <= joined


@given(decisions, st.sampled_from(PAIRS))
def test_what_is_joined_and_split_again_is_as_it_was(said: Said, pair: Pair) -> None:
    joined = {**said, pair: frozenset({SameAs.SAME})}
    back = {**joined, pair: said[pair]} if pair in said else {k: joined[k] for k in said}
    assert groups(back, age) == groups(said, age)


def test_a_pair_has_one_id_in_every_vault() -> None:
    assert pair_of("b", "a") == pair_of("a", "b") == ("a", "b")
    made = sameness_id(("a", "b"))
    assert is_of_kind(made, SAMENESS_KIND)
    assert made == "5e5c6e06-612d-8071-b5cc-535a7964fd1f"
    with pytest.raises(ValueError, match="itself"):
        pair_of("a", "a")


def test_a_decision_under_another_id_than_its_pair_s_is_refused() -> None:
    pair, now = ("a", "b"), Moment.now()
    refuse_misplaced(Sameness(sameness_id(pair), now, *pair))
    for wrong in (
        Sameness(sameness_id(("a", "c")), now, *pair),
        Sameness(sameness_id(pair), now, "b", "a"),
        Sameness(sameness_id(pair), now, "a", "a"),
    ):
        with pytest.raises(ValueError, match=r"two people|itself"):
            refuse_misplaced(wrong)
