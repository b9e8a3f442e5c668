"""The consent form without its widgets: the rows of the matrix, and drafts that widen nothing."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    answer_to,
)
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.vocabulary import vocabulary

Cell = tuple[Purpose, RecipientKind]

_ORDER = list(Identification)


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
        id=new_id(),
        interview_id=interview_id,
        given_at=Moment.now(),
        text_language=language,
        answers=complete(()),
    )


def complete(answers: tuple[ConsentAnswer, ...]) -> tuple[ConsentAnswer, ...]:
    """Every row of the matrix in its order, *not asked* where nothing was recorded.

    Answers outside the matrix (from a later release) are kept at the end.
    """
    known = {(a.purpose, a.recipient): a for a in answers}
    rows = tuple(known.pop(cell, ConsentAnswer(*cell)) for cell in cells())
    return rows + tuple(known.values())


def unconfirmed(stored: Consent | None, edited: Consent) -> Consent:
    """What may be kept of an edit nobody confirmed, when the window locks in the middle.

    Every word and every narrowing is kept. What would let out more than before becomes
    *ask again*, and a fuller naming falls back: a lock never makes a consent wider.
    """
    answers = tuple(_kept(stored, answer) for answer in edited.answers)
    return replace(edited, answers=answers)


def _kept(stored: Consent | None, edited: ConsentAnswer) -> ConsentAnswer:
    if edited.answer is not Answer.YES:
        return edited
    before = None if stored is None else answer_to(stored, edited.purpose, edited.recipient)
    open_before = stored is not None and stored.withdrawn_at is None
    if before is None or before.answer is not Answer.YES or not open_before:
        return replace(edited, answer=Answer.ASK_AGAIN)
    least = min(before.identification, edited.identification, key=_ORDER.index)
    return replace(edited, identification=least)
