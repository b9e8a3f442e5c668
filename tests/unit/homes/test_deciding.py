"""A decision about consent rests on the text that is read out where it is recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import DecisionIncomplete
from desktop.model.consent import Answer, Consent, Purpose
from desktop.model.interview import Interview
from tests.homes.either import EitherHome
from tests.support import asked, consent_to


def agreed(home: EitherHome) -> tuple[Interview, Consent]:
    interview = home.interviews.new("W-1", home.people.new("P-1", ()).id, "be")
    return interview, asked(home, consent_to(interview.id, Purpose.KEEP))


def test_no_home_takes_another_text_for_the_one_that_was_read(field: EitherHome) -> None:
    """Whatever a decision said of its text was believed."""
    interview, kept = agreed(field)
    others = (
        replace(kept, text_read="We may do anything."),
        replace(kept, text_version="consent-1"),
        replace(kept, text_language="en"),
        replace(kept, interpreter="Яна"),
        replace(kept, read_out_at=None),
    )
    for other in others:
        with pytest.raises(DecisionIncomplete) as refused:
            field.consents.decide(other, None)
        assert refused.value.missing == ("reading",)
    assert field.consents.for_interview(interview.id) is None
    refusing = replace(kept.answers[0], answer=Answer.NO)
    unread = replace(others[0], answers=(refusing,))
    field.consents.decide(unread, None)
    assert field.consents.for_interview(interview.id) == unread, "a refusal needs nothing"


def test_who_leads_an_interview_is_named_in_the_text_that_counts(field: EitherHome) -> None:
    interview, kept = agreed(field)
    assert field.identity.name in kept.text_read
    field.interviews.save(replace(interview, interviewers="Ала К."))
    with pytest.raises(DecisionIncomplete):
        field.consents.decide(kept, None)
    again = asked(field, kept)
    assert "Ала К." in again.text_read
    field.consents.decide(again, None)
    assert field.consents.for_interview(interview.id) == again
