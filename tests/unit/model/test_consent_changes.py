"""What differs between two consents, and whether less may leave."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from desktop.model.consent import Answer, Consent
from desktop.model.consent.changes import changes, narrows
from desktop.model.consent.showing import Places
from tests.unit.model.consent_cases import NOON, decided
from tests.unit.model.test_consent import consents

YES = decided("analyse organisation yes; publish public no")


def test_the_first_tells_what_was_answered() -> None:
    found = changes(None, YES)
    assert [(each.before.answer, each.after.answer) for each in found.answers] == [
        (Answer.NOT_ASKED, Answer.YES),
        (Answer.NOT_ASKED, Answer.NO),
    ]


def test_an_answer_and_a_way_of_showing_that_changed_are_named_and_no_others() -> None:
    hidden = replace(YES.answers[0], places=Places.COUNTRY)
    found = changes(YES, replace(YES, answers=(hidden, YES.answers[1]), interpreter="Зміцер"))
    [only] = found.answers
    assert (only.answered, only.ways) == (False, ("places",))
    assert found.fields == ("interpreter",)


def test_what_was_not_agreed_to_before_tells_every_way_that_was_asked() -> None:
    """The history left the name out where it was by code."""
    agreed, _refused = changes(None, YES).answers
    assert agreed.ways[0] == "identification"
    [photos] = changes(None, decided("photograph organisation yes")).answers
    assert photos.ways == (), "they show nobody by themselves"


def test_another_text_and_the_reason_of_a_restriction_are_told() -> None:
    other = replace(YES, text_language="ru", restricted_at=NOON, restricted_reason="a dispute")
    found = changes(YES, other).fields
    assert found == ("text_language", "restricted_at", "restricted_reason")


def test_an_answer_that_is_gone_counts_as_not_asked() -> None:
    [gone] = changes(YES, replace(YES, answers=YES.answers[:1])).answers
    assert gone.after.answer is Answer.NOT_ASKED


@given(consents)
def test_nothing_differs_from_itself_and_is_less(consent: Consent) -> None:
    found = changes(consent, consent)
    assert (found.answers, found.fields) == ((), ())
    assert not narrows(consent, consent)


@given(consents, consents)
def test_what_lets_out_less_or_otherwise_is_told_of(before: Consent, after: Consent) -> None:
    """Nobody who was sent something is left out because a history shows no change."""
    if narrows(before, after):
        found = changes(before, after)
        assert found.answers or found.fields


def test_a_withdrawal_and_a_restriction_let_out_less() -> None:
    assert narrows(YES, replace(YES, withdrawn_at=NOON))
    assert narrows(YES, replace(YES, restricted_at=NOON))
    assert narrows(YES, decided("analyse organisation yes places=region"))
    assert not narrows(replace(YES, restricted_at=NOON), YES)
    assert not narrows(None, YES)
