"""The phases of an interview (R6), and what is still open in each: plain rules.

What is open comes in the order a person would do it. Nothing here decides whether the account
may be opened: that is ``reasons_closed``; it is only translated into the phase where the way
out lies. The sentences stand in ``desktop/messages/phases.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.model.consent import Answer
from desktop.model.interview import (
    Basis,
    Closed,
    Mode,
    PriorAccounts,
    Safety,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.opened import BesideSays, Opened


class Phase(StrEnum):
    """The phases of an interview, in the order of the stepper."""

    PLAN = "plan"
    SAFETY = "safety"
    CONSENT = "consent"
    ACCOUNT = "account"
    FILES = "files"
    READ_BACK = "read-back"
    CLOSE = "close"


class Point(StrEnum):
    """One thing that may still be open."""

    DATE = "date"
    INTERVIEWERS = "interviewers"
    PLACE_KIND = "place-kind"
    PURPOSE = "purpose"
    FULL_REASON = "full-reason"
    PRIOR_ACCOUNTS = "prior-accounts"
    PRIOR_RECIPIENT = "prior-recipient"
    TRAINING = "training"
    REFERRAL = "referral"
    RISK_PERSON = "risk-person"
    RISK_RELATIVES = "risk-relatives"
    CONSENT_UNSAVED = "consent-unsaved"
    CONSENT_NONE = "consent-none"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    CONSENT_RESTRICTED = "consent-restricted"
    CONSENT_OTHERS = "consent-others"
    CONSENT_NOT_ASKED = "consent-not-asked"
    CONSENT_ASK_AGAIN = "consent-ask-again"
    ACCOUNT_CLOSED = "account-closed"
    ACCOUNT_EMPTY = "account-empty"
    BASIS = "basis"
    CAPTION = "caption"
    READ_BACK_LANGUAGE = "read-back-language"
    SEAL = "seal"


class Standing(StrEnum):
    """How a phase stands. A sign never says more than is true: nothing here is not done, and what
    was withdrawn or restricted, or others decided otherwise, is neither. What the seal locked with
    something open in it (a caption that is missing) was never done, and never will be; nor are
    files there that did not come along in the package."""

    TO_DO = "to-do"
    DONE = "done"
    NOTHING = "nothing"
    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    OTHERS = "others"
    CLOSED = "closed"
    LEFT_OPEN = "left-open"
    NOT_HERE = "not-here"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something still to be done; ``count``: of how many things, where it is counted."""

    point: Point
    count: int = 1


WAY_OUT: Mapping[Closed, Phase] = {
    Closed.FULL_NEEDS_REASON: Phase.PLAN,
    Closed.PRIOR_ACCOUNTS_NOT_ASKED: Phase.SAFETY,
    Closed.TRAINING_NOT_STATED: Phase.SAFETY,
    Closed.NO_CONSENT_TO_KEEP: Phase.CONSENT,
    Closed.CONSENT_WITHDRAWN: Phase.CONSENT,
    Closed.USE_RESTRICTED: Phase.CONSENT,
    Closed.AGREEMENT_MISSING: Phase.CONSENT,
    Closed.DECIDER_NOT_NAMED: Phase.CONSENT,
    Closed.DECIDED_BY_OTHERS: Phase.CONSENT,
    Closed.CONSENT_UNREAD: Phase.CONSENT,
}


_EARLIER_ACCOUNTS = (Point.PRIOR_ACCOUNTS, Point.PRIOR_RECIPIENT)
"""What of the safety screen is a part of the interview: it travels, and the seal covers it."""


def open_points(opened: Opened) -> dict[Phase, tuple[OpenPoint, ...]]:
    """What is still to be done in each phase; empty where nothing is.

    A seal ends all but consent, which is decided anew at any time (R2), and what is known of risk
    and care, which goes on changing.
    """
    return {phase: _those(opened, phase, found, True) for phase, found in _points(opened).items()}


def left_open(opened: Opened) -> dict[Phase, tuple[OpenPoint, ...]]:
    """What of each phase was open when the seal locked it; empty before that."""
    return {phase: _those(opened, phase, found, False) for phase, found in _points(opened).items()}


def _those(
    opened: Opened, phase: Phase, points: Iterable[OpenPoint], to_be_done: bool
) -> tuple[OpenPoint, ...]:
    def can_be_done(point: Point) -> bool:
        if not opened.sealed or phase is Phase.CONSENT:
            return True
        return phase is Phase.SAFETY and point not in _EARLIER_ACCOUNTS

    return tuple(each for each in points if can_be_done(each.point) is to_be_done)


def files_not_here(opened: Opened) -> int:
    """How many of its files did not come along, or have another in their place."""
    return sum(each is None for each in opened.media)


def _points(opened: Opened) -> dict[Phase, tuple[OpenPoint, ...]]:
    return {
        Phase.PLAN: _applying(_plan(opened)),
        Phase.SAFETY: _applying(_safety(opened)),
        Phase.CONSENT: _consent(opened),
        Phase.ACCOUNT: _account(opened),
        Phase.FILES: _files(opened),
        Phase.READ_BACK: _applying(_read_back(opened)),
        Phase.CLOSE: () if opened.sealed else (OpenPoint(Point.SEAL),),
    }


def standing(opened: Opened, phase: Phase) -> Standing:
    """How a phase stands as things are on the screen."""
    ends = what_closes(opened) if phase is Phase.CONSENT else None
    if ends is not None:
        return ends
    if phase is Phase.ACCOUNT and account_is_closed(opened):
        return Standing.CLOSED
    if phase is Phase.FILES and not opened.attachments:
        return Standing.NOTHING
    if open_points(opened)[phase]:
        return Standing.TO_DO
    if left_open(opened)[phase]:
        return Standing.LEFT_OPEN
    if phase is Phase.SAFETY and _stayed_elsewhere(opened):
        return Standing.NOTHING
    if phase is Phase.FILES and files_not_here(opened):
        return Standing.NOT_HERE
    return Standing.DONE


def what_closes(opened: Opened) -> Standing | None:
    """Whether something stands in the way of the answers as they are shown, whatever is typed over
    them, the worst first: somebody took it back, use is restricted, or others decided beside
    them."""
    consent, beside = opened.consent, {each.says for each in opened.beside}
    withdrawn = consent is not None and consent.withdrawn_at is not None
    restricted = consent is not None and consent.restricted_at is not None
    if withdrawn or beside & {BesideSays.WITHDRAWN, BesideSays.CLOSED_UNREAD}:
        return Standing.WITHDRAWN
    if restricted or BesideSays.RESTRICTED in beside:
        return Standing.RESTRICTED
    return Standing.OTHERS if beside or not opened.answered else None


def first_phase(opened: Opened) -> Phase:
    """Where work goes on: the first phase with something open, the account while under way."""
    if opened.interview.is_derived:
        return Phase.ACCOUNT
    if opened.sealed:
        return Phase.CLOSE
    if opened.interview.state is State.UNDER_WAY:
        return Phase.ACCOUNT
    points = open_points(opened)
    return next((phase for phase in Phase if points[phase]), Phase.PLAN)


def account_is_closed(opened: Opened) -> bool:
    """Whether the account was not begun and a rule keeps it closed."""
    return opened.interview.state is State.PLANNED and bool(opened.closed)


def needs_basis(utterance: Utterance) -> bool:
    """An answer of the person or of somebody else that does not say how they know (R8)."""
    answers = utterance.kind is UtteranceKind.ANSWER
    asks = utterance.speaker is Speaker.INTERVIEWER
    return answers and not asks and utterance.basis is Basis.NOT_STATED


def _applying(points: Iterable[tuple[bool, Point]]) -> tuple[OpenPoint, ...]:
    return tuple(OpenPoint(point) for applies, point in points if applies)


def _counted(*points: tuple[int, Point]) -> tuple[OpenPoint, ...]:
    return tuple(OpenPoint(point, count) for count, point in points if count)


def _plan(opened: Opened) -> Iterable[tuple[bool, Point]]:
    plan = opened.interview
    return (
        (not plan.planned_for, Point.DATE),
        (not plan.interviewers.strip(), Point.INTERVIEWERS),
        (not plan.place_kind, Point.PLACE_KIND),
        (not plan.purpose.strip(), Point.PURPOSE),
        (plan.mode is Mode.FULL and not plan.full_reason.strip(), Point.FULL_REASON),
    )


def _safety(opened: Opened) -> Iterable[tuple[bool, Point]]:
    safety, plan = opened.safety, opened.interview
    asked, vulnerable = plan.prior_accounts_answer, bool(safety.vulnerabilities)
    here = not _stayed_elsewhere(opened)
    return (
        (asked is PriorAccounts.NOT_ASKED, Point.PRIOR_ACCOUNTS),
        (asked is PriorAccounts.YES and not plan.prior_accounts, Point.PRIOR_RECIPIENT),
        (vulnerable and not safety.training_stated, Point.TRAINING),
        (vulnerable and not safety.referral.strip(), Point.REFERRAL),
        (here and not safety.risk_person.strip(), Point.RISK_PERSON),
        (here and not safety.risk_relatives.strip(), Point.RISK_RELATIVES),
    )


def _stayed_elsewhere(opened: Opened) -> bool:
    """Whether safety was asked where the interview began: it travels in no package, and nothing of
    it was written here."""
    return not opened.begun_here and opened.safety == Safety(opened.interview.id)


def _consent(opened: Opened) -> tuple[OpenPoint, ...]:
    consent = opened.consent
    if opened.consent_draft is not None:
        return (OpenPoint(Point.CONSENT_UNSAVED),)
    if consent is None:
        return (OpenPoint(Point.CONSENT_NONE),)
    if consent.withdrawn_at is not None:
        return (OpenPoint(Point.CONSENT_WITHDRAWN),)
    return _counted(
        (consent.restricted_at is not None, Point.CONSENT_RESTRICTED),
        (bool(opened.beside) or not opened.answered, Point.CONSENT_OTHERS),
        (sum(a.answer is Answer.NOT_ASKED for a in consent.answers), Point.CONSENT_NOT_ASKED),
        (sum(a.answer is Answer.ASK_AGAIN for a in consent.answers), Point.CONSENT_ASK_AGAIN),
    )


def _account(opened: Opened) -> tuple[OpenPoint, ...]:
    if account_is_closed(opened):
        return (OpenPoint(Point.ACCOUNT_CLOSED),)
    if not opened.utterances:
        return (OpenPoint(Point.ACCOUNT_EMPTY),)
    return _counted((sum(needs_basis(u) for u in opened.utterances), Point.BASIS))


def _files(opened: Opened) -> tuple[OpenPoint, ...]:
    return _counted((sum(not a.caption.strip() for a in opened.attachments), Point.CAPTION))


def _read_back(opened: Opened) -> Iterable[tuple[bool, Point]]:
    return ((not opened.interview.read_back_language, Point.READ_BACK_LANGUAGE),)
