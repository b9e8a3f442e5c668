"""Who may lay what over what: the table of cases, and random histories of honest and hostile."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.authority import Rule, Signed, may_be_settled_unread
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.merge.precedence import Finality
from desktop.model.owned_id import Owned
from tests.unit.model.authority_cases import CASES, PAGE, RECORD, Case, page

BEFORE = Owned("0b6f3a52-6f0e-4c1c-9a57-3d2a64b8a001", INTERVIEW_KIND)
"""An id that says nothing."""

HONEST = ("owner", "here", "known")
HOSTILE = ("turned", "stranger")
"""A trusted sender who was turned, and somebody whose card nobody trusts."""


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_every_case_of_the_table_holds(case: Case) -> None:
    laid = case.rule.laid(case.shown)
    assert (laid.id if laid else None) == case.laid, case.why
    assert " ".join(each.id for each in case.rule.heard()) == case.heard, case.why
    waiting = [each.id for each in case.held if not each.known]
    assert " ".join(waiting) == case.waiting, case.why
    assert case.rule.answered() == case.answered, case.why


def test_the_page_is_printed_from_the_cases() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@st.composite
def histories(draw: st.DrawFn) -> list[Signed]:
    """Versions by up to five authors. Who is hostile names any parent, any date, any ending, and
    claims seals; nobody can sign for another."""
    made: list[Signed] = []
    for number in range(draw(st.integers(1, 9))):
        author = draw(st.sampled_from((*HONEST, *HOSTILE)))
        parents = (
            draw(st.sets(st.sampled_from([each.id for each in made]), max_size=2)) if made else ()
        )
        finality = draw(st.sampled_from(Finality))
        late = author != "here" and draw(st.integers(0, 4)) == 4
        made.append(
            Signed(
                f"v{number}",
                author,
                draw(st.sampled_from(("2026", "2027", "9999"))),
                tuple(sorted(parents)),
                finality,
                sealed=finality is Finality.CLOSED and draw(st.booleans()),
                known=author != "stranger" and not late,
                ours=author == "here",
                late=late,
            )
        )
    return made


def may_settle(child: Signed, parent: Signed) -> bool:
    """Said once more, as the issue says it."""
    return child.ours or (not child.late and child.author in {parent.author, "owner"})


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_ends_alike(history: list[Signed], order: random.Random) -> None:
    rule, again = Rule(RECORD, history), Rule(RECORD, order.sample(history, len(history)))
    assert rule.laid() == again.laid()
    assert rule.heard() == again.heard()


@given(histories())
def test_nothing_that_was_said_is_unheard_but_by_who_may(history: list[Signed]) -> None:
    heard = {each.id for each in Rule(RECORD, history).heard()}
    for version in history:
        settled = [
            each for each in history if version.id in each.parents and may_settle(each, version)
        ]
        assert bool(settled) == (version.id not in heard)


@given(histories())
def test_a_gate_opens_by_the_word_of_the_owner_or_of_a_person_here_alone(
    history: list[Signed],
) -> None:
    for versions in (history, Rule(RECORD, history).heard()):
        may = {
            each.id for each in versions if each.ours or (each.author == "owner" and not each.late)
        }
        assert Rule(RECORD, versions).answered() == bool(may)


@given(histories())
def test_who_is_hostile_takes_nothing_away(history: list[Signed]) -> None:
    """Only a withdrawal by somebody trusted changes what is shown, and nothing is heard less."""
    honest = [each for each in history if each.author not in HOSTILE]
    all_of_it, without = Rule(RECORD, history), Rule(RECORD, honest)
    assert {each.id for each in without.heard()} <= {each.id for each in all_of_it.heard()}
    if any(each.author == "owner" for each in honest):
        laid, before = all_of_it.laid(), without.laid()
        ended = laid is not None and laid.finality is Finality.ENDED
        assert laid == before or (ended and laid is not None and laid.author == "turned")


@given(histories())
def test_what_is_shown_is_what_somebody_known_here_signed_and_sealed(
    history: list[Signed],
) -> None:
    laid = Rule(RECORD, history).laid()
    if laid is not None:
        assert laid.known
        assert laid.sealed or laid.finality is not Finality.CLOSED
        if laid.finality is not Finality.ENDED and any(e.author == "owner" for e in history):
            assert laid.author in {"owner", "here"}


@given(histories())
def test_trusting_a_card_changes_nothing_of_what_a_gate_hears(history: list[Signed]) -> None:
    trusted = [replace(each, known=True) for each in history]
    assert Rule(RECORD, trusted).heard() == [
        replace(each, known=True) for each in Rule(RECORD, history).heard()
    ]


def test_an_id_that_says_nothing_is_whose_who_began_what_is_held() -> None:
    """And nobody may widen by it what another narrowed."""
    first, later = Signed("a", "one", "2026"), Signed("b", "two", "2027", ("a",))
    rule = Rule(BEFORE, [later, first])
    assert rule.laid() == first
    assert rule.heard() == [first, later]
    back = Signed("c", "two", "2025")
    assert Rule(BEFORE, [first, back]).laid() == back


def test_what_cannot_be_read_is_settled_here_only_where_nobody_knows_who_wrote_it() -> None:
    for owned in (RECORD, BEFORE):
        assert may_be_settled_unread(owned, "stranger", known=False)
        assert not may_be_settled_unread(owned, "known", known=True)
    assert not may_be_settled_unread(RECORD, "owner", known=False), "whose card came not yet"
