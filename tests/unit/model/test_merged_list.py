"""Lists that two sides changed: whatever they did, nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.interview import Interview, InterviewDocument, Utterance
from desktop.model.merge.laid_over import laid_over, overrules
from desktop.model.merge.merged_list import merged_list
from desktop.model.values.moment import Moment

Account = tuple[Utterance, ...]
_IDS = "abcdef"
_PLAN = Interview("i", Moment.now(), "I-0001", "p")


def said(*ids: str) -> Account:
    return tuple(Utterance(each, text=f"said in {each}") for each in ids)


def merged_account(there: Account, before: Account, edited: Account) -> Account:
    return laid_over(*documents(there, before, edited)).utterances


def documents(*accounts: Account) -> list[InterviewDocument]:
    return [InterviewDocument(_PLAN, account) for account in accounts]


def ids(account: Account) -> str:
    return "".join(utterance.id for utterance in account)


@st.composite
def changed(draw: st.DrawFn, before: Account, side: str) -> Account:
    """What one side may make of an account: remove, rewrite, remark, add, move."""
    kept = [u for u in before if draw(st.integers(0, 3))]
    done = [draw(st.sampled_from([u, rewritten(u, side), remarked(u, side)])) for u in kept]
    if draw(st.booleans()):
        done = draw(st.permutations(done))
    for number in range(draw(st.integers(0, 3))):
        done.insert(draw(st.integers(0, len(done))), *said(f"{side}{number}"))
    return tuple(done)


def rewritten(utterance: Utterance, side: str) -> Utterance:
    return replace(utterance, text=f"rewritten by {side}")


def remarked(utterance: Utterance, side: str) -> Utterance:
    return replace(utterance, basis_source=f"told by {side}")


@st.composite
def three_sides(draw: st.DrawFn) -> tuple[Account, Account, Account]:
    before = said(*_IDS[: draw(st.integers(0, len(_IDS)))])
    return draw(changed(before, "x")), before, draw(changed(before, "y"))


@given(three_sides())
def test_nothing_of_either_side_is_lost(sides: tuple[Account, Account, Account]) -> None:
    there, before, edited = ({u.id: u for u in side} for side in sides)
    merged = merged_account(*sides)
    found = {u.id: u for u in merged}
    assert len(found) == len(merged)
    for key in there.keys() | before.keys() | edited.keys():
        here, was, typed = there.get(key), before.get(key), edited.get(key)
        if typed == was:
            assert found.get(key) == here
        elif here == was or here is None:
            assert found.get(key) == typed
        elif typed is None:
            assert found[key] == here
        else:
            assert was is not None
            for name in ("text", "basis_source"):
                wanted = typed if getattr(typed, name) != getattr(was, name) else here
                assert getattr(found[key], name) == getattr(wanted, name)


@given(three_sides())
def test_where_one_side_did_nothing_the_other_stands_in_its_order(
    sides: tuple[Account, Account, Account],
) -> None:
    there, before, edited = sides
    assert merged_account(before, before, edited) == edited
    assert merged_account(there, before, before) == there
    assert not overrules(*documents(before, before, edited))
    assert not overrules(*documents(there, before, before))


@given(three_sides())
def test_an_edit_is_told_just_where_others_words_are_replaced(
    sides: tuple[Account, Account, Account],
) -> None:
    there, before, edited = ({u.id: u for u in side} for side in sides)
    both = there.keys() & before.keys() & edited.keys()
    replaced = any(
        getattr(before[key], name) != getattr(there[key], name) != getattr(edited[key], name)
        and getattr(edited[key], name) != getattr(before[key], name)
        for key in both
        for name in ("text", "basis_source")
    )
    assert overrules(*documents(*sides)) == replaced


@given(st.data())
def test_what_has_no_id_is_merged_by_what_it_says(data: st.DataObject) -> None:
    codes = st.lists(st.sampled_from("abc"), max_size=5).map(tuple)
    there, before, edited = data.draw(codes), data.draw(codes), data.draw(codes)
    assert merged_list(before, before, edited, _never) == edited
    assert merged_list(there, before, before, _never) == there
    merged = merged_list(there, before, edited, _never)
    for code in "abc":
        here, was, typed = (side.count(code) for side in (there, before, edited))
        added = max(here, typed, was) - was
        assert merged.count(code) == min(here, typed, was) + added


def _never(there: str, before: str, edited: str) -> str:
    assert there == before == edited
    return edited


def test_what_both_sides_added_keeps_its_place() -> None:
    before = said("a", "b", "c")
    merged = merged_account(said("a", "x", "b", "c", "z"), before, said("a", "b", "y", "c"))
    assert ids(merged) == "axbycz"


def test_what_was_moved_by_hand_stays_where_it_was_put() -> None:
    merged = merged_account(said("a", "x", "b", "c"), said("a", "b", "c"), said("c", "a", "b"))
    assert ids(merged) == "caxb"
