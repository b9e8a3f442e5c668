"""Consent, and the one gate that decides what may leave (R1, R2).

Purpose × recipient × how the person is shown. Only *yes* lets anything out. Every exporter and
every report for outsiders asks :func:`may_leave`; nothing else decides. Case by case it stands in
``docs/consent.md``, which is made from ``tests/unit/model/consent_cases.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Protocol

from desktop.model.bounds import Few, ReadText, Text
from desktop.model.deciding import is_named
from desktop.model.moment import Moment
from desktop.model.no_words import Edition, Id
from desktop.model.open_code import AuthorityToDecide, Language
from desktop.model.open_enum import OpenEnum
from desktop.model.purpose import HERE_ONLY, NAMELESS, NOT_SHOWN
from desktop.model.purpose import Purpose as Purpose
from desktop.model.showing import (
    WHOLE,
    FaceAndVoice,
    Family,
    Places,
    narrowest,
    width,
)
from desktop.model.version import RecordKind

CONSENT_KIND: Final = RecordKind("consent")


class RecipientKind(OpenEnum):
    """To whom something may go."""

    ORGANISATION = "organisation"
    PARTNER_ORGANISATION = "partner-organisation"
    UN_SPECIAL_PROCEDURES = "un-special-procedures"
    UN_MECHANISM = "un-mechanism"
    NATIONAL_AUTHORITY = "national-authority"
    ICC_PROSECUTOR = "icc-prosecutor"
    PUBLIC = "public"


class Answer(OpenEnum):
    """What the person answered; anything but yes keeps it in."""

    NOT_ASKED = "not-asked"
    YES = "yes"
    NO = "no"
    ASK_AGAIN = "ask-again"


class Identification(OpenEnum):
    """How the person may be identified, in order from least to most; and that nobody asked, by
    which nothing leaves."""

    NOTHING = "nothing"
    CODE = "code"
    INITIALS = "initials"
    FULL_NAME = "full-name"
    NOT_ASKED = "not-asked"


class HowGiven(OpenEnum):
    """How consent was given; nobody chooses that it was not said."""

    NOT_SAID = "not-said"
    ORAL = "oral"
    SIGNED = "signed"
    AUDIO = "audio"


class DecidedBy(OpenEnum):
    """Who decides: the person; a child, or somebody who cannot decide alone, with a guardian; or,
    about somebody who is missing or detained, whoever may."""

    SELF = "self"
    WITH_GUARDIAN = "with-guardian"
    FOR_ABSENT = "for-absent"


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """One answer: this purpose, this recipient, the person shown so (R28)."""

    purpose: Purpose
    recipient: RecipientKind
    answer: Answer = Answer.NOT_ASKED
    identification: Identification = Identification.CODE
    face_and_voice: FaceAndVoice = FaceAndVoice.NOT_ASKED
    places: Places = Places.NOT_ASKED
    family: Family = Family.NOT_ASKED

    @property
    def lets_out(self) -> bool:
        """Whether anything may leave on it: a yes, and to a way of naming that was asked about,
        where the use shows the person, and is known here."""
        return self.answer is Answer.YES and not self._unnamed and self.identification.is_known

    @property
    def _unnamed(self) -> bool:
        """Whether nobody asked how the person is named in a use that shows them."""
        unasked = self.identification is Identification.NOT_ASKED
        return unasked and self.purpose not in NOT_SHOWN

    @property
    def refusal(self) -> Refusal:
        """Why nothing leaves on it, where it does not."""
        if self.answer is Answer.NOT_ASKED or (self.answer is Answer.YES and self._unnamed):
            return Refusal.NOT_ASKED
        return _REFUSALS.get(self.answer, Refusal.NOT_UNDERSTOOD)


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person decided about one interview, as it stands.

    Every save is a record version of its own, so the history stays. ``text_language``: in which
    the text is shown; once it was read out (``read_out_at``, confirmed by the interviewer),
    ``text_version`` says which text, and ``text_read`` is all of it, with the names filled in.

    ``decided_by``: where not the person alone, ``decider`` names the guardian or who decides, and
    ``authority`` by what right, both of which have to be said; with a guardian both agree, each for
    themselves. ``restricted_at``:
    it is kept and used for nothing until that is lifted. ``withdrawn_at`` closes everything.
    """

    id: Id
    interview_id: Id
    given_at: Moment
    text_language: Language = "be"
    text_version: Edition = ""
    text_read: ReadText = ""
    read_out_at: Moment | None = None
    how_given: HowGiven = HowGiven.NOT_SAID
    interpreter: Text = ""
    capacity_note: Text = ""
    decided_by: DecidedBy = DecidedBy.SELF
    decider: Text = ""
    authority: AuthorityToDecide = ""
    own_agreement: Answer = Answer.NOT_ASKED
    guardian_agreement: Answer = Answer.NOT_ASKED
    answers: Annotated[tuple[ConsentAnswer, ...], Few] = ()
    restricted_at: Moment | None = None
    restricted_reason: Text = ""
    withdrawn_at: Moment | None = None
    withdrawn_reason: Text = ""
    unread: ClassVar[bool] = False

    @property
    def held_back(self) -> Refusal | None:
        """Why nothing leaves whatever was answered; None where the answers count."""
        if self.restricted_at is not None:
            return Refusal.RESTRICTED
        if self.decided_by is DecidedBy.SELF:
            return None
        if not self.decided_by.is_known:
            return Refusal.NOT_UNDERSTOOD
        if self.decided_by is DecidedBy.WITH_GUARDIAN:
            both = {self.own_agreement, self.guardian_agreement}
            if both != {Answer.YES}:
                return Refusal.AGREEMENT_MISSING
        named = is_named(self.decider, self.authority)
        return None if named else Refusal.AUTHORITY_NOT_NAMED


class Decided(Protocol):
    """What the gate looks at of a consent."""

    @property
    def withdrawn_at(self) -> Moment | None:
        """When everything was closed; None while it is not."""

    @property
    def held_back(self) -> Refusal | None:
        """Why nothing leaves whatever was answered; None where the answers count."""

    @property
    def answers(self) -> tuple[ConsentAnswer, ...]:
        """The answers, those in :func:`cells_of` at least."""

    @property
    def unread(self) -> bool:
        """Whether a newer program wrote it, so that nobody here knows what it says."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The part of a consent that the gate looks at, for one question asked of many."""

    withdrawn_at: Moment | None
    answers: tuple[ConsentAnswer, ...]
    unread: bool = False
    held_back: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ConsentBranches:
    """Everything that was decided about an interview and that nobody who may has settled: all of
    it counts (``desktop/model/authority.py``).

    ``heads``: at least one; the id of its version and what it says, oldest first. ``answered``:
    anybody decided by whose word the interview may leave at all; others only narrow.
    """

    heads: tuple[tuple[str, Standing], ...]
    answered: bool = True

    @property
    def withdrawn(self) -> bool:
        """Whether it was, in any of them."""
        return any(said.withdrawn_at is not None for _id, said in self.heads)

    @property
    def not_kept(self) -> Refusal | None:
        """Why one of them keeps the account from being taken down and kept here; None where every
        one lets it be."""
        return why_none_kept((said for _id, said in self.heads), self.answered)


class Refusal(StrEnum):
    """Why something stays; said to the person in a sentence."""

    NO_CONSENT_RECORDED = "no-consent-recorded"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not-asked"
    REFUSED = "refused"
    ASK_AGAIN = "ask-again"
    PHOTOGRAPH_NOT_AGREED = "photograph-not-agreed"
    NAME_NOT_AGREED = "name-not-agreed"
    NOT_UNDERSTOOD = "not-understood"
    KEPT_UNREAD = "kept-unread"
    SHOWN_IN_PART = "shown-in-part"
    DONE_HERE = "done-here"
    RESTRICTED = "restricted"
    AGREEMENT_MISSING = "agreement-missing"
    AUTHORITY_NOT_NAMED = "authority-not-named"
    ONLY_BY_OTHERS = "only-by-others"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate says of one interview for one purpose and recipient.

    ``refusal`` is None when it may leave. Then ``identification`` says how the person may
    be named and ``files`` whether attached files may go with it, as they are.
    """

    refusal: Refusal | None
    identification: Identification = Identification.NOTHING
    files: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the interview may leave."""
        return self.refusal is None

    def within(self, other: Decision) -> bool:
        """Whether this one lets out no more than another."""
        if not (self.allowed and other.allowed):
            return not self.allowed
        named, most = width(self.identification), width(other.identification)
        return named <= most and self.files <= other.files


_REFUSALS: Final = {Answer.NO: Refusal.REFUSED, Answer.ASK_AGAIN: Refusal.ASK_AGAIN}


Cell = tuple[Purpose, RecipientKind]
PHOTOGRAPHS: Final[Cell] = (Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION)
"""The cell of the matrix that attached files go by, whoever they go to."""


def cells_of(purpose: Purpose, recipient: RecipientKind) -> tuple[Cell, ...]:
    """The cells of the matrix that :func:`may_leave` looks at; no other answer changes it."""
    return ((purpose, recipient), PHOTOGRAPHS)


def answer_to(consent: Decided, purpose: Purpose, recipient: RecipientKind) -> ConsentAnswer:
    """The answer recorded for this cell of the matrix; *not asked* where there is none.

    Where one cell was recorded twice, the least permissive answer counts, and of several yes the
    least in each way of showing.
    """
    found = [a for a in consent.answers if (a.purpose, a.recipient) == (purpose, recipient)]
    closed = [a for a in found if not a.lets_out]
    if closed or not found:
        return closed[0] if closed else ConsentAnswer(purpose, recipient)
    return found[0] if len(found) == 1 else _least(found)


def _least(agreed: list[ConsentAnswer]) -> ConsentAnswer:
    return replace(
        agreed[0],
        identification=narrowest(each.identification for each in agreed),
        face_and_voice=narrowest(each.face_and_voice for each in agreed),
        places=narrowest(each.places for each in agreed),
        family=narrowest(each.family for each in agreed),
    )


def may_leave(consent: Decided | None, purpose: Purpose, recipient: RecipientKind) -> Decision:
    """Decide whether an interview may leave for this purpose to this recipient, showing what.

    Withdrawal wins over everything, then what holds the whole consent back; only *yes* lets
    anything out, and no code that is not known here does. What is agreed to on the spot lets
    nothing out, and a use without the name never more than a code. An account is told as it was
    said, so it stays where places or family are shown in part only. Attached files go only where
    photographs were agreed to as well, and where face and voice may be seen as they are. Pure:
    same consent, same decision.
    """
    whole = whole_refusal(consent)
    if consent is None or whole is not None:
        return Decision(whole)
    answer = answer_to(consent, purpose, recipient)
    if not (answer.lets_out and purpose.is_known and recipient.is_known):
        return Decision(answer.refusal)
    if purpose in HERE_ONLY:
        return Decision(Refusal.DONE_HERE)
    if not {answer.places, answer.family} <= WHOLE:
        return Decision(Refusal.SHOWN_IN_PART)
    photographs = answer_to(consent, *PHOTOGRAPHS).lets_out
    named = named_in(purpose, answer.identification)
    return Decision(None, named, photographs and answer.face_and_voice in WHOLE)


def whole_refusal(consent: Decided | None) -> Refusal | None:
    """Why nothing leaves whatever was answered; None where the answers count."""
    if consent is None:
        return Refusal.NO_CONSENT_RECORDED
    if consent.withdrawn_at is not None:
        return Refusal.WITHDRAWN
    return Refusal.KEPT_UNREAD if consent.unread else consent.held_back


def named_in(purpose: Purpose, named: Identification) -> Identification:
    """How a person is named in a use of whom so much was agreed to."""
    return min(named, Identification.CODE, key=width) if purpose in NAMELESS else named


KEEPING: Final[Cell] = (Purpose.KEEP, RecipientKind.ORGANISATION)


def why_not_kept(consent: Decided | None) -> Refusal | None:
    """Why an account may not be taken down and kept where it was told; None where it may: how the
    person is shown there does not keep anything from being written down."""
    refusal = may_leave(consent, *KEEPING).refusal
    return None if refusal is Refusal.SHOWN_IN_PART else refusal


def why_none_kept(heard: Iterable[Decided | None], answered: bool) -> Refusal | None:
    """The same of all that is heard for an interview: why one of them keeps it from that, what
    closes the whole before anything else. ``answered``: as of :class:`ConsentBranches`."""
    found = [refusal for refusal in map(why_not_kept, heard) if refusal is not None]
    whole = (r for r in (Refusal.WITHDRAWN, Refusal.RESTRICTED) if r in found)
    return next(whole, next(iter(found), None if answered else Refusal.ONLY_BY_OTHERS))


def when_decided(
    consent_id: str, given_utc: str, withdrawn_utc: str | None
) -> tuple[str, bool, str]:
    """What the consents of one interview are ordered by, where there are several of before there
    was one record an interview; a withdrawal counted as a decision: the largest was decided last,
    and is shown. All of them are heard (``consent_versions.py``)."""
    return withdrawn_utc or given_utc, withdrawn_utc is not None, consent_id


def decided_last(consents: Iterable[Consent]) -> Consent | None:
    """The one that counts of the consents of one interview; None where nobody asked."""
    return max(consents, key=_when, default=None)


def _when(consent: Consent) -> tuple[str, bool, str]:
    withdrawn = consent.withdrawn_at
    return when_decided(consent.id, consent.given_at.utc, withdrawn.utc if withdrawn else None)
