"""The interview: its plan, its account, and when the account may be opened (R3–R8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from desktop.model.consent import Refusal
from desktop.model.media import Attachment
from desktop.model.values.bounds import Code, Few, Line, Many, Text
from desktop.model.values.edtf import EdtfText
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Day, Id, MaybeId
from desktop.model.values.open_code import Language, OpenCode
from desktop.model.version import RecordKind

INTERVIEW_KIND: Final = RecordKind("interview")
Vulnerability = Annotated[Code, OpenCode("vulnerability")]


class Mode(StrEnum):
    """R4: a first account is the default; a full one needs a reason."""

    FIRST = "first"
    FULL = "full"


class State(StrEnum):
    """Where the interview stands."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    SEALED = "sealed"


class PriorAccounts(StrEnum):
    """R3: has the person given an account before?"""

    NOT_ASKED = "not-asked"
    NO = "no"
    YES = "yes"


class Speaker(StrEnum):
    """Whose words an utterance holds."""

    PERSON = "person"
    INTERVIEWER = "interviewer"
    INTERPRETER = "interpreter"
    OTHER = "other"


class UtteranceKind(StrEnum):
    """Questions, answers and the interviewer's observations stay apart (R6, R8)."""

    ANSWER = "answer"
    QUESTION = "question"
    OBSERVATION = "observation"
    QUOTE = "quote"
    BREAK = "break"


class Basis(StrEnum):
    """How the speaker knows (R8)."""

    NOT_STATED = "not-stated"
    SAW = "saw"
    HEARD = "heard"
    TOLD_BY = "told-by"
    INFERRED = "inferred"


CARRY_BASIS: Final = frozenset({UtteranceKind.ANSWER, UtteranceKind.QUOTE})
"""What says how somebody knows; a question, a break and what the interviewer noticed do not."""


@dataclass(frozen=True, slots=True)
class PriorAccount:
    """An account given before: to whom, when, and in what form it exists (R3).

    ``given_on``: a date (``edtf.py``), or the person's own words for it ("spring 2021").
    """

    given_to: Text
    given_on: EdtfText = ""
    recorded: bool = False
    signed: bool = False
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """The plan and the setting of an interview (R4, R7).

    ``language`` is the language spoken (BCP 47). ``place_kind`` and ``modality`` are codes
    of the vocabularies of the same names. ``planned_for`` is a local date, ISO 8601.
    People present are free text. The person interviewed is ``person_id``.

    ``derived_from``: the id of the interview whose words this one shows to somebody, ``shown_as``:
    in which form (vocabulary ``shown_as``), as the envelope of its versions says; both "" of an
    interview in the words that were said.
    """

    id: Id
    created_at: Moment
    code: Line
    person_id: Id
    state: State = State.PLANNED
    mode: Mode = Mode.FIRST
    full_reason: Text = ""
    language: Language = "be"
    place_kind: Annotated[Code, OpenCode("place_kind")] = ""
    modality: Annotated[Code, OpenCode("modality")] = "in-person"
    planned_for: Day = ""
    interviewers: Text = ""
    interpreter: Text = ""
    others_present: Text = ""
    purpose: Text = ""
    already_known: Text = ""
    prior_accounts_answer: PriorAccounts = PriorAccounts.NOT_ASKED
    prior_accounts: Annotated[tuple[PriorAccount, ...], Few] = ()
    read_back_language: Language = ""
    read_back_note: Text = ""
    opened_at: Moment | None = None
    closed_at: Moment | None = None
    derived_from: MaybeId = ""
    shown_as: Annotated[Code, OpenCode("shown_as")] = ""

    @property
    def is_derived(self) -> bool:
        """Whether these are not the words that were said, but a version made of them."""
        return bool(self.derived_from or self.shown_as)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn in the account, in the language it was spoken in.

    ``basis_source`` names from whom, when ``basis`` is told-by. ``text`` keeps the
    person's words: nothing in the program rewrites it.
    """

    id: Id
    speaker: Speaker = Speaker.PERSON
    kind: UtteranceKind = UtteranceKind.ANSWER
    language: Language = "be"
    basis: Basis = Basis.NOT_STATED
    basis_source: Text = ""
    text: Text = ""
    said_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Safety:
    """Risk and vulnerability (R5, R11). It never leaves the vault in any package.

    ``vulnerabilities`` are codes of the vocabulary ``vulnerability``.
    """

    interview_id: Id
    vulnerabilities: Annotated[tuple[Vulnerability, ...], Few] = ()
    training_stated: bool = False
    referral: Text = ""
    risk_person: Text = ""
    risk_relatives: Text = ""
    safe_contact: Text = ""


@dataclass(frozen=True, slots=True)
class InterviewDocument:
    """An interview as one record version holds it: plan, account in order, attached files."""

    interview: Interview
    utterances: Annotated[tuple[Utterance, ...], Many] = ()
    attachments: Annotated[tuple[Attachment, ...], Many] = ()


class Closed(StrEnum):
    """Why the account is still closed; the window says each in a sentence, with the way out."""

    PRIOR_ACCOUNTS_NOT_ASKED = "prior-accounts-not-asked"
    FULL_NEEDS_REASON = "full-needs-reason"
    TRAINING_NOT_STATED = "training-not-stated"
    NO_CONSENT_TO_KEEP = "no-consent-to-keep"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    USE_RESTRICTED = "use-restricted"
    AGREEMENT_MISSING = "agreement-missing"
    DECIDER_NOT_NAMED = "decider-not-named"
    DECIDED_BY_OTHERS = "decided-by-others"
    CONSENT_UNREAD = "consent-unread"


_NOT_KEPT: Final = {
    Refusal.WITHDRAWN: Closed.CONSENT_WITHDRAWN,
    Refusal.RESTRICTED: Closed.USE_RESTRICTED,
    Refusal.AGREEMENT_MISSING: Closed.AGREEMENT_MISSING,
    Refusal.AUTHORITY_NOT_NAMED: Closed.DECIDER_NOT_NAMED,
    Refusal.ONLY_BY_OTHERS: Closed.DECIDED_BY_OTHERS,
    Refusal.KEPT_UNREAD: Closed.CONSENT_UNREAD,
    Refusal.NOT_UNDERSTOOD: Closed.CONSENT_UNREAD,
}
"""What keeps an account from being kept and is not the person's own answer to that."""


def reasons_closed(
    interview: Interview, safety: Safety, not_kept: Refusal | None
) -> tuple[Closed, ...]:
    """Every rule that keeps the account closed, in the order of the phases; () when open.

    R3 prior accounts asked; R4 a full account has its reason; R5 a vulnerability needs an
    interviewer who states training for it; R1 the person agrees that the account is kept.
    ``not_kept``: why it may not be (``consent.why_not_kept``); None where it may.
    """
    consent = _NOT_KEPT.get(not_kept, Closed.NO_CONSENT_TO_KEEP) if not_kept else None
    rules = (
        (
            Closed.FULL_NEEDS_REASON,
            interview.mode is Mode.FULL and not interview.full_reason.strip(),
        ),
        (
            Closed.PRIOR_ACCOUNTS_NOT_ASKED,
            interview.prior_accounts_answer is PriorAccounts.NOT_ASKED,
        ),
        (Closed.TRAINING_NOT_STATED, bool(safety.vulnerabilities) and not safety.training_stated),
        (consent or Closed.NO_CONSENT_TO_KEEP, consent is not None),
    )
    return tuple(reason for reason, applies in rules if applies)
