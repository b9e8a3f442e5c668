"""Whatever a recipient of another form recorded: less leaves, never more, in any order of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.consent import Consent, Decision, may_leave
from desktop.model.consent.derived import derived_consent
from desktop.model.consent.told_back import told_back
from tests.unit.model.consent_cases import NOON, decided
from tests.unit.model.test_consent import PURPOSES, RECIPIENTS, consents


def sent_of(consent: Consent) -> Consent:
    """What goes with another form of the interview."""
    return derived_consent([consent], "d-c", "d", "N.")


def lets_out(consent: Consent) -> list[Decision]:
    return [may_leave(consent, p, r) for p in PURPOSES for r in RECIPIENTS]


@given(consents, consents)
def test_less_leaves_and_no_more_than_they_say(consent: Consent, said: Consent) -> None:
    now = lets_out(told_back(consent, said, sent_of(consent)))
    both = zip(now, lets_out(consent), lets_out(said), strict=True)
    assert all(each.within(before) and each.within(theirs) for each, before, theirs in both)


@given(consents, st.lists(consents, min_size=2, max_size=3))
def test_the_order_of_several_authors_is_the_same(consent: Consent, several: list[Consent]) -> None:
    sent = sent_of(consent)
    found = set()
    for order in permutations(several):
        now = consent
        for said in order:
            now = told_back(now, said, sent)
        found.add(tuple((d.allowed, d.identification, d.files) for d in lets_out(now)))
    assert len(found) == 1


@given(consents, consents)
def test_what_they_did_not_take_away_stays(consent: Consent, wider: Consent) -> None:
    sent = sent_of(consent)
    assert told_back(consent, sent, sent) == consent
    assert told_back(wider, sent, sent) == wider


def test_a_use_that_they_were_not_sent_stays() -> None:
    sent = decided("analyse organisation yes")
    said = replace(sent, answers=(), restricted_at=None)
    now = decided("analyse organisation yes; publish public yes")
    left = told_back(now, said, sent)
    assert [may_leave(left, a.purpose, a.recipient).allowed for a in now.answers] == [False, True]
    assert told_back(now, replace(said, withdrawn_at=NOON), sent).withdrawn_at == NOON
