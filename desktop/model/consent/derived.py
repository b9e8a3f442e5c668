"""The consent of a derived interview: what was decided about the one whose words it shows.

Its answers are those that a gate hears here of all that was decided, so that whoever receives it
is let out no more than was let out here. No free words go with it: what was read out names who
asked, notes may name anybody, and neither decides anything. So a withdrawal never waits for
somebody to look through words. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.model.consent.deciding import AUTHORITIES, is_named
from desktop.model.consent.gate import answer_to
from desktop.model.consent.record import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    HowGiven,
    decided_last,
)
from desktop.model.consent.showing import narrowest
from desktop.model.values.moment import Moment

_WAYS = ("identification", "face_and_voice", "places", "family")


def derived_consent(
    heard: Sequence[Consent],
    consent_id: str,
    interview_id: str,
    decider: str,
    *,
    answered: bool = True,
    unread: Moment | None = None,
    closed: Moment | None = None,
) -> Consent:
    """The consent of a derived interview under these ids.

    ``heard``: all that counts for the other and can be read here, at least one; ``decider``: what
    stands for the name of who decides for somebody, with a letter; ``answered``: as of
    ``ConsentBranches``; ``unread``, ``closed``: since when something counts that nobody here can
    read, and when that closed the interview.
    """
    last = decided_last(heard) or heard[0]
    who = next((each for each in heard if each.held_back is not None), last)
    restricted = (each.restricted_at for each in heard)
    withdrawn = (each.withdrawn_at for each in heard)
    return replace(
        last,
        id=consent_id,
        interview_id=interview_id,
        text_version="",
        text_read="",
        how_given=last.how_given if last.how_given.is_known else HowGiven.NOT_SAID,
        interpreter="",
        capacity_note="",
        # By a code that is not known here nothing leaves; nor where nobody says by what right.
        decided_by=who.decided_by if who.decided_by.is_known else DecidedBy.FOR_ABSENT,
        decider=decider if is_named(who.decider, who.authority) else "",
        authority=who.authority if who.authority in AUTHORITIES else "",
        own_agreement=_known(who.own_agreement),
        guardian_agreement=_known(who.guardian_agreement),
        answers=tuple(_answers(heard)) if answered else (),
        restricted_at=next(filter(None, restricted), unread),
        restricted_reason="",
        withdrawn_at=next(filter(None, withdrawn), closed),
        withdrawn_reason="",
    )


def _known(answer: Answer) -> Answer:
    return answer if answer.is_known else Answer.NOT_ASKED


def _answers(heard: Sequence[Consent]) -> Iterator[ConsentAnswer]:
    """One row for each use anybody answered: that of the least of them. A code that is not known
    here may be a word of somebody's, and lets nothing out: the row then says that nobody asked."""
    cells = dict.fromkeys((each.purpose, each.recipient) for one in heard for each in one.answers)
    for purpose, recipient in cells:
        if purpose.is_known and recipient.is_known:
            found = least_answer([answer_to(each, purpose, recipient) for each in heard])
            ways = (found.answer, *(getattr(found, way) for way in _WAYS))
            known = all(each.is_known for each in ways)
            yield found if known else ConsentAnswer(purpose, recipient)


def least_answer(several: Sequence[ConsentAnswer]) -> ConsentAnswer:
    """The one of several answers to one question that lets nothing out; else the least of each way
    of showing."""
    closed = [each for each in several if not each.lets_out]
    if closed:
        return closed[0]
    least = {way: narrowest(getattr(each, way) for each in several) for way in _WAYS}
    return replace(several[0], **least)
