"""The consent form without its widgets: the rows of the matrix, and the blank form."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.consent import (
    Consent,
    ConsentAnswer,
    Purpose,
    RecipientKind,
    Standing,
    answer_to,
)
from desktop.model.consent.shown_alike import unasked
from desktop.model.owned_id import consent_id_of
from desktop.model.values.moment import Moment
from desktop.vocabulary import vocabulary

Cell = tuple[Purpose, RecipientKind]


def cells() -> tuple[Cell, ...]:
    """The rows of the matrix: each purpose with each recipient it may sensibly go to."""
    return tuple(
        (Purpose(term.code), recipient)
        for term in vocabulary("purpose").terms
        for recipient in term.recipients
    )


def blank(interview_id: str, language: str) -> Consent:
    """A consent in which nothing was asked yet."""
    return Consent(
        id=consent_id_of(interview_id),
        interview_id=interview_id,
        given_at=Moment.now(),
        text_language=language,
        answers=complete(()),
    )


def still_held(anew: Consent, before: Consent) -> Consent:
    """A blank form after a withdrawal: whoever had to decide decides, each anew, and what was
    restricted stays so until that is lifted."""
    return replace(
        anew,
        decided_by=before.decided_by,
        decider=before.decider,
        authority=before.authority,
        restricted_at=before.restricted_at,
        restricted_reason=before.restricted_reason,
    )


def same_answers(now: Consent, recorded: Consent | None, language: str) -> bool:
    """Whether a form says what is recorded, or nothing where nothing is, whenever it was begun.
    ``language``: in which a blank form begins."""
    whole = replace(now, given_at=recorded.given_at if recorded else now.given_at)
    if recorded is not None:
        return whole == replace(recorded, answers=complete(recorded.answers))
    return whole == replace(blank(now.interview_id, language), given_at=now.given_at)


def complete(answers: tuple[ConsentAnswer, ...]) -> tuple[ConsentAnswer, ...]:
    """Every row of the matrix in its order, *not asked* where nothing was recorded, and not how
    the person is shown either.

    Of an answer that was recorded twice there is the least. Answers outside the matrix (from a
    later release) are kept at the end.
    """
    said = Standing(None, answers)
    recorded = dict.fromkeys((each.purpose, each.recipient) for each in answers)
    rest = [cell for cell in recorded if cell not in cells()]
    return tuple(
        answer_to(said, *cell) if cell in recorded else unasked(*cell) for cell in (*cells(), *rest)
    )
