"""Consent: what a person decided about one interview (R1, R28).

Purpose × recipient × how the person is shown. What may leave on it is decided in ``gate.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from desktop.model.consent.deciding import is_named
from desktop.model.consent.purpose import NOT_SHOWN, Purpose
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.values.bounds import Few, ReadText, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Edition, Id
from desktop.model.values.open_code import AuthorityToDecide, Language
from desktop.model.values.open_enum import OpenEnum
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
    KEPT_BACK = "kept-back"


_REFUSALS: Final = {Answer.NO: Refusal.REFUSED, Answer.ASK_AGAIN: Refusal.ASK_AGAIN}


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


def when_decided(
    consent_id: str, given_utc: str, withdrawn_utc: str | None
) -> tuple[str, bool, str]:
    """What the consents of one interview are ordered by, where there are several of before there
    was one record an interview; a withdrawal counted as a decision: the largest was decided last,
    and is shown. All of them are heard (``versions.py``)."""
    return withdrawn_utc or given_utc, withdrawn_utc is not None, consent_id


def decided_last(consents: Iterable[Consent]) -> Consent | None:
    """The one that counts of the consents of one interview; None where nobody asked."""
    return max(consents, key=_when, default=None)


def _when(consent: Consent) -> tuple[str, bool, str]:
    withdrawn = consent.withdrawn_at
    return when_decided(consent.id, consent.given_at.utc, withdrawn.utc if withdrawn else None)
