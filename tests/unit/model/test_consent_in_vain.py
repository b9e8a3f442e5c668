"""What was agreed to and nothing follows from is told by the gate alone, use by use."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Final

import pytest

from desktop.model.consent import Purpose, RecipientKind, Refusal, Standing, may_leave
from desktop.model.consent.in_vain import (
    HeardBeside,
    Stays,
    in_vain,
    lacks_name,
    not_in_force,
    still_in_vain,
    why_in_vain,
)
from desktop.model.consent.purpose import HERE_ONLY
from tests.unit.model.consent_cases import ASKED, NOON, answered, decided

YES: Final = decided("analyse organisation yes; publish public no")
LATER: Final = decided("analyse organisation yes places=street; publish public no")
ALONE: Final = HeardBeside()
NO_WORD: Final = Standing(None, (), unread=True)
CHILD: Final = "child and guardian yes no; name Halina; right parent; analyse organisation yes"

CASES: Final = {
    "it leaves": (YES, ALONE, None),
    "shown in a way of a later release": (LATER, ALONE, Stays(Refusal.SHOWN_IN_PART)),
    "nobody asked how": (
        decided("analyse organisation yes name=not-asked"),
        ALONE,
        Stays(Refusal.NOT_ASKED),
    ),
    "no guardian": (decided(CHILD), ALONE, Stays(Refusal.AGREEMENT_MISSING)),
    "restricted": (replace(YES, restricted_at=NOON), ALONE, Stays(Refusal.RESTRICTED)),
    "withdrawn": (replace(YES, withdrawn_at=NOON), ALONE, None),
    "others said no": (
        YES,
        HeardBeside((YES, decided("analyse organisation no"))),
        Stays(Refusal.REFUSED, by_others=True),
    ),
    "others withdrew": (
        YES,
        HeardBeside((decided("withdrawn"),)),
        Stays(Refusal.WITHDRAWN, by_others=True),
    ),
    "others agree": (YES, HeardBeside((YES,)), None),
    "others, unread": (YES, HeardBeside((NO_WORD,)), Stays(Refusal.KEPT_UNREAD, by_others=True)),
    "others alone": (YES, HeardBeside((), answered=False), Stays(Refusal.ONLY_BY_OTHERS)),
    "ours comes first": (LATER, HeardBeside((NO_WORD,)), Stays(Refusal.SHOWN_IN_PART)),
}


@pytest.mark.parametrize("case", CASES)
def test_why_nothing_follows(case: str) -> None:
    consent, beside, expected = CASES[case]
    assert in_vain(consent, beside) == ({} if expected is None else {ASKED: expected})


@pytest.mark.parametrize("purpose", Purpose)
def test_it_says_what_the_gate_says(purpose: Purpose) -> None:
    """But where it is done on the spot, and of an account that is kept where it was told."""
    organisation = RecipientKind.ORGANISATION
    for name, places in product(("code", "not-asked"), ("as-said", "region", "street")):
        text = f"{purpose} organisation yes name={name} places={places}"
        refusal = may_leave(decided(text), purpose, organisation).refusal
        kept = purpose is Purpose.KEEP and refusal is Refusal.SHOWN_IN_PART
        expected = None if purpose in HERE_ONLY or kept else refusal
        assert why_in_vain(decided(text), (purpose, organisation)) is expected
        no = decided(text.replace(" yes ", " no "))
        assert why_in_vain(no, (purpose, organisation)) is Refusal.REFUSED


def test_all_that_is_not_in_force_is_counted() -> None:
    both = decided("analyse organisation yes places=street; contact-again organisation yes")
    assert len(not_in_force(both, ALONE)) == 2
    assert not not_in_force(decided("contact-again organisation yes name=full-name"), ALONE)
    assert not not_in_force(replace(both, withdrawn_at=NOON), ALONE)


def test_while_it_is_changed_it_is_said_only_of_what_is_recorded() -> None:
    begun = decided("analyse organisation yes name=not-asked; publish public yes name=not-asked")
    assert not still_in_vain({}, begun, ALONE), "what is asked later is not missing yet"
    assert set(still_in_vain(in_vain(LATER, ALONE), begun, ALONE)) == {ASKED}
    assert not still_in_vain(in_vain(LATER, ALONE), YES, ALONE), "mended, and not recorded yet"


@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        ("contact-again organisation yes", True),
        ("contact-again organisation yes name=not-asked", True),
        ("contact-again organisation yes name=full-name", False),
        ("contact-again organisation no", False),
        ("name-in-un-report un-special-procedures yes name=initials", True),
        ("publish public yes", False),
        ("later-release organisation yes", False),
    ],
)
def test_some_uses_need_a_name(answer: str, lacks: bool) -> None:
    assert lacks_name(answered(answer)) is lacks
