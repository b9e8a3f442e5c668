"""What whoever was shown an interview in another form recorded about it, as it counts for the
interview itself.

Theirs is the consent of what they were shown, and says no more than was decided when that was made.
So what they *took away* counts here, and nothing else: a withdrawal, a restriction, an answer that
is narrower than the one they were sent. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.model.consent.derived import least_answer
from desktop.model.consent.gate import Cell, answer_to
from desktop.model.consent.record import Consent, ConsentAnswer
from desktop.model.values.moment import Moment


def told_back(consent: Consent, said: Consent, sent: Consent) -> Consent:
    """The consent without what they took away; itself where that is nothing.

    ``said``: what they recorded; ``sent``: the consent of what they were shown, as it was then.
    """
    if consent.withdrawn_at is not None:
        return consent
    if said.withdrawn_at is not None and sent.withdrawn_at is None:
        at, reason = said.withdrawn_at, said.withdrawn_reason
        return replace(consent, withdrawn_at=at, withdrawn_reason=reason)
    answers = tuple(_answers(consent, said, sent))
    narrowed = consent if answers == consent.answers else replace(consent, answers=answers)
    closed = said.held_back is not None and sent.held_back is None
    if closed and consent.restricted_at is None:
        return closed_unread(narrowed, said.restricted_at or said.given_at, said.restricted_reason)
    return narrowed


def closed_unread(consent: Consent, at: Moment, reason: str = "") -> Consent:
    """The consent kept and used for nothing: where something was recorded that nobody here can
    read, too."""
    return replace(consent, restricted_at=at, restricted_reason=reason)


def _answers(consent: Consent, said: Consent, sent: Consent) -> Iterator[ConsentAnswer]:
    """The answers, each not further than theirs where that is narrower than what they were sent."""
    taken: dict[Cell, ConsentAnswer] = {}
    for each in (*sent.answers, *said.answers):
        cell = each.purpose, each.recipient
        before, now = answer_to(sent, *cell), answer_to(said, *cell)
        if before.lets_out and least_answer((before, now)) != before:
            taken[cell] = now
    for each in consent.answers:
        theirs = taken.get((each.purpose, each.recipient))
        yield each if theirs is None or not each.lets_out else least_answer((each, theirs))
