"""The phases of an interview (R6), and what is still open in each: plain rules, no Qt.

What is open is said as short phrases in the order a person would do them. Nothing here
decides whether the account may be opened: that is ``Closed`` from the vault; it is only
translated into the phase where the way out lies.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.i18n import N_, _, ngettext
from desktop.model.consent import Answer
from desktop.model.interview import (
    Basis,
    Closed,
    Mode,
    PriorAccounts,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from ui.interviews.opened import Opened


class Phase(StrEnum):
    """The places of an interview, in the order of the stepper."""

    PLAN = "plan"
    SAFETY = "safety"
    CONSENT = "consent"
    ACCOUNT = "account"
    FILES = "files"
    READ_BACK = "read-back"


TITLES: Mapping[Phase, str] = {
    Phase.PLAN: N_("Plan"),
    Phase.SAFETY: N_("Safety"),
    Phase.CONSENT: N_("Consent"),
    Phase.ACCOUNT: N_("Account"),
    Phase.FILES: N_("Files"),
    Phase.READ_BACK: N_("Read back"),
}

WAY_OUT: Mapping[Closed, Phase] = {
    Closed.FULL_NEEDS_REASON: Phase.PLAN,
    Closed.PRIOR_ACCOUNTS_NOT_ASKED: Phase.SAFETY,
    Closed.TRAINING_NOT_STATED: Phase.SAFETY,
    Closed.NO_CONSENT_TO_KEEP: Phase.CONSENT,
}


def open_points(opened: Opened) -> dict[Phase, tuple[str, ...]]:
    """What is still to be done in each phase; empty where nothing is."""
    if opened.sealed:
        return dict.fromkeys(Phase, ())
    return {
        Phase.PLAN: _plan(opened),
        Phase.SAFETY: _safety(opened),
        Phase.CONSENT: _consent(opened),
        Phase.ACCOUNT: _account(opened),
        Phase.FILES: _files(opened),
        Phase.READ_BACK: _read_back(opened),
    }


def needs_basis(utterance: Utterance) -> bool:
    """An answer of the person or of somebody else that does not say how they know (R8)."""
    answers = utterance.kind is UtteranceKind.ANSWER
    asks = utterance.speaker is Speaker.INTERVIEWER
    return answers and not asks and utterance.basis is Basis.NOT_STATED


def _plan(opened: Opened) -> tuple[str, ...]:
    interview = opened.interview
    points = (
        (not interview.planned_for, _("Date")),
        (not interview.interviewers.strip(), _("Interviewers")),
        (not interview.place_kind, _("Kind of place")),
        (not interview.purpose.strip(), _("Purpose")),
        (
            interview.mode is Mode.FULL and not interview.full_reason.strip(),
            _("Reason for a full account"),
        ),
    )
    return tuple(text for applies, text in points if applies)


def _safety(opened: Opened) -> tuple[str, ...]:
    safety = opened.safety
    asked = opened.interview.prior_accounts_answer
    points = (
        (asked is PriorAccounts.NOT_ASKED, _("Earlier accounts")),
        (
            asked is PriorAccounts.YES and not opened.interview.prior_accounts,
            _("To whom the earlier account was given"),
        ),
        (
            bool(safety.vulnerabilities) and not safety.training_stated,
            _("Training of the interviewer"),
        ),
        (bool(safety.vulnerabilities) and not safety.referral.strip(), _("Referral")),
        (not safety.risk_person.strip(), _("Risk for the person")),
        (not safety.risk_relatives.strip(), _("Risk for relatives")),
    )
    return tuple(text for applies, text in points if applies)


def _consent(opened: Opened) -> tuple[str, ...]:
    consent = opened.consent
    if opened.consent_draft is not None:
        return (_("Answers not saved yet"),)
    if consent is None:
        return (_("Nothing recorded yet"),)
    if consent.withdrawn_at is not None:
        return (_("Withdrawn"),)
    again = sum(a.answer is Answer.ASK_AGAIN for a in consent.answers)
    unasked = sum(a.answer is Answer.NOT_ASKED for a in consent.answers)
    points = []
    if unasked:
        points.append(ngettext("{count} not asked", "{count} not asked", unasked))
    if again:
        points.append(ngettext("{count} to ask again", "{count} to ask again", again))
    counts = [n for n in (unasked, again) if n]
    return tuple(text.format(count=n) for text, n in zip(points, counts, strict=True))


def _account(opened: Opened) -> tuple[str, ...]:
    if opened.closed and opened.interview.state is State.PLANNED:
        return (_("Still closed"),)
    if not opened.utterances:
        return (_("No words yet"),)
    bare = sum(needs_basis(utterance) for utterance in opened.utterances)
    if not bare:
        return ()
    text = ngettext("{count} answer without basis", "{count} answers without basis", bare)
    return (text.format(count=bare),)


def _files(opened: Opened) -> tuple[str, ...]:
    bare = sum(not attachment.caption.strip() for attachment in opened.attachments)
    if not bare:
        return ()
    text = ngettext("{count} file without caption", "{count} files without caption", bare)
    return (text.format(count=bare),)


def _read_back(opened: Opened) -> tuple[str, ...]:
    points = (
        (not opened.interview.read_back_language, _("Language of the read back")),
        (True, _("Seal")),
    )
    return tuple(text for applies, text in points if applies)
