"""What shows more than a consent says is named; more consent never needs more reasons."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from desktop.model.consent import (
    PHOTOGRAPHS,
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Refusal,
)
from desktop.model.consent.beyond import WORK_HERE, Reason, Shown, beyond, may_stand, reasons_for
from desktop.model.values.moment import Moment

NOON = Moment("2026-03-01T11:00:00.000Z", 60)
NOTHING, NAME, FILES = Shown(False, False), Shown(True, False), Shown(False, True)
ALL = [Shown(*each) for each in product((False, True), repeat=2)]


def consent(
    keep: Answer = Answer.YES,
    named: Identification = Identification.FULL_NAME,
    photographs: Answer = Answer.YES,
) -> Consent:
    answers = (ConsentAnswer(*WORK_HERE, keep, named), ConsentAnswer(*PHOTOGRAPHS, photographs))
    return Consent("c", "i", NOON, answers=answers)


CODE = consent(named=Identification.CODE)
NO_PHOTOS = consent(photographs=Answer.NO)
WITHDRAWN = replace(consent(), withdrawn_at=NOON)


@pytest.mark.parametrize(
    ("heads", "shown", "said"),
    [
        ([], NOTHING, Refusal.NO_CONSENT_RECORDED),
        ([consent()], Shown(True, True), None),
        ([CODE], NOTHING, None),
        ([CODE], NAME, Refusal.NAME_NOT_AGREED),
        ([NO_PHOTOS], NAME, None),
        ([NO_PHOTOS], FILES, Refusal.PHOTOGRAPH_NOT_AGREED),
        ([consent(Answer.NO)], NOTHING, Refusal.REFUSED),
        ([consent(Answer.ASK_AGAIN)], NOTHING, Refusal.ASK_AGAIN),
        ([WITHDRAWN], NOTHING, Refusal.WITHDRAWN),
        ([consent(), CODE], NAME, Refusal.NAME_NOT_AGREED),
        ([CODE, WITHDRAWN], NAME, Refusal.WITHDRAWN),
    ],
)
def test_what_is_more_than_was_agreed_to_is_named(
    heads: list[Consent], shown: Shown, said: Refusal | None
) -> None:
    assert beyond(heads, shown) is said


def test_the_work_here_is_a_reason_for_what_is_shown_in_part_alone() -> None:
    for refusal in (None, *Refusal):
        free = may_stand(Reason.WORK_HERE, refusal)
        assert free is (refusal is Refusal.SHOWN_IN_PART)
        assert set(Reason) - set(reasons_for(refusal)) == (set() if free else {Reason.WORK_HERE})


def test_another_decision_that_is_heard_never_lets_more_be_shown() -> None:
    every = [
        consent(*each)
        for each in product(Answer, Identification, Answer)
    ] + [WITHDRAWN]  # fmt: skip
    for head, other, shown in product(every[::7], every[::5], ALL):
        if beyond([head], shown) is not None:
            assert beyond([head, other], shown) is not None


def test_only_a_yes_to_the_full_name_lets_the_name_be_printed() -> None:
    for keep, named in product(Answer, Identification):
        free = beyond([consent(keep, named)], NAME) is None
        assert free is (keep is Answer.YES and named is Identification.FULL_NAME)
