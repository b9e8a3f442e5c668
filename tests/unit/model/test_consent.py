"""The gate: only yes lets anything out, withdrawal wins, more consent never lets out less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
    answer_to,
    may_leave,
)
from desktop.model.moment import Moment

NOON = Moment("2026-03-01T11:00:00.000Z", 60)
KEEP, OFFICE = Purpose.KEEP, RecipientKind.ORGANISATION

answers = st.builds(
    ConsentAnswer,
    purpose=st.sampled_from(Purpose),
    recipient=st.sampled_from(RecipientKind),
    answer=st.sampled_from(Answer),
    identification=st.sampled_from(Identification),
)
cells = st.tuples(st.sampled_from(Purpose), st.sampled_from(RecipientKind))


def consent(*given_answers: ConsentAnswer) -> Consent:
    return Consent("c", "i", NOON, answers=given_answers)


def yes(purpose: Purpose, recipient: RecipientKind = OFFICE) -> ConsentAnswer:
    return ConsentAnswer(purpose, recipient, Answer.YES, Identification.CODE)


@pytest.mark.parametrize(
    ("record", "refusal"),
    [
        (None, Refusal.NO_CONSENT_RECORDED),
        (consent(), Refusal.NOT_ASKED),
        (consent(ConsentAnswer(KEEP, OFFICE, Answer.NOT_ASKED)), Refusal.NOT_ASKED),
        (consent(ConsentAnswer(KEEP, OFFICE, Answer.NO)), Refusal.REFUSED),
        (consent(ConsentAnswer(KEEP, OFFICE, Answer.ASK_AGAIN)), Refusal.ASK_AGAIN),
        (consent(yes(KEEP, RecipientKind.PUBLIC)), Refusal.NOT_ASKED),
        (consent(yes(Purpose.ANALYSE)), Refusal.NOT_ASKED),
        (replace(consent(yes(KEEP)), withdrawn_at=NOON), Refusal.WITHDRAWN),
        (consent(yes(KEEP), ConsentAnswer(KEEP, OFFICE, Answer.NO)), Refusal.REFUSED),
        (consent(yes(KEEP)), None),
    ],
)
def test_table_of_cases(record: Consent | None, refusal: Refusal | None) -> None:
    decision = may_leave(record, KEEP, OFFICE)
    assert decision.refusal is refusal
    assert decision.allowed is (refusal is None)


def test_files_go_only_where_photographs_were_agreed_to() -> None:
    assert not may_leave(consent(yes(KEEP)), KEEP, OFFICE).files
    assert may_leave(consent(yes(KEEP), yes(Purpose.PHOTOGRAPH)), KEEP, OFFICE).files


def test_the_least_telling_identification_counts_where_a_cell_stands_twice() -> None:
    named = replace(yes(KEEP), identification=Identification.FULL_NAME)
    assert answer_to(consent(named, yes(KEEP)), KEEP, OFFICE).identification is Identification.CODE


@given(st.lists(answers, max_size=12), cells)
def test_anything_but_yes_lets_out_nothing(
    given_answers: list[ConsentAnswer], cell: tuple[Purpose, RecipientKind]
) -> None:
    without_yes = [
        replace(a, answer=Answer.NO) if a.answer is Answer.YES else a for a in given_answers
    ]
    decision = may_leave(consent(*without_yes), *cell)
    assert not decision.allowed
    assert not decision.files
    assert decision.identification is Identification.NOTHING


@given(st.lists(answers, max_size=12), cells)
def test_withdrawal_wins_over_every_answer(
    given_answers: list[ConsentAnswer], cell: tuple[Purpose, RecipientKind]
) -> None:
    record = replace(consent(*given_answers), withdrawn_at=NOON)
    assert may_leave(record, *cell).refusal is Refusal.WITHDRAWN


@given(st.lists(answers, max_size=12), cells, st.integers(min_value=0, max_value=11))
def test_more_consent_never_lets_out_less(
    given_answers: list[ConsentAnswer], cell: tuple[Purpose, RecipientKind], index: int
) -> None:
    """Turning any one answer into a yes keeps open whatever was open before."""
    if index >= len(given_answers):
        return
    wider = list(given_answers)
    wider[index] = replace(wider[index], answer=Answer.YES)
    before, after = may_leave(consent(*given_answers), *cell), may_leave(consent(*wider), *cell)
    assert after.allowed or not before.allowed
    assert after.files or not before.files or not after.allowed
