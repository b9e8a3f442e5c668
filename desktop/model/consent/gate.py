"""The one gate that decides what may leave (R1, R2).

Only *yes* lets anything out. Every exporter and every report for outsiders asks
:func:`may_leave`; nothing else decides. Case by case it stands in ``docs/consent.md``, which is
made from ``tests/unit/model/consent_cases.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from desktop.model.consent.purpose import HERE_ONLY, NAMELESS, Purpose
from desktop.model.consent.record import (
    ConsentAnswer,
    Identification,
    RecipientKind,
    Refusal,
)
from desktop.model.consent.showing import WHOLE, Family, Places, narrowest, width
from desktop.model.values.moment import Moment


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


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate says of one interview for one purpose and recipient.

    ``refusal`` is None when it may leave. Then ``identification``, ``places`` and ``family`` say
    how the person may be shown, and ``files`` whether attached files may go with it, as they are.
    ``hidden``: names stand in it that are kept from whoever receives it, whatever was agreed to.
    """

    refusal: Refusal | None
    identification: Identification = Identification.NOTHING
    files: bool = False
    places: Places = Places.NOT_ASKED
    family: Family = Family.NOT_ASKED
    hidden: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the interview may leave."""
        return self.refusal is None

    @property
    def as_told(self) -> bool:
        """Whether it may leave in the words in which it was said: nothing in them has to be
        replaced for this recipient."""
        named = self.allowed and self.identification is Identification.FULL_NAME
        return named and self.places in WHOLE and self.family in WHOLE and not self.hidden

    def within(self, other: Decision) -> bool:
        """Whether this one lets out no more than another."""
        if not (self.allowed and other.allowed):
            return not self.allowed
        ways = (
            (self.identification, other.identification),
            (self.places, other.places),
            (self.family, other.family),
        )
        within = all({one, most} <= WHOLE or width(one) <= width(most) for one, most in ways)
        return within and self.files <= other.files and self.hidden >= other.hidden


def narrowest_decision(decisions: Collection[Decision]) -> Decision:
    """What several answers to one question let out together, at least one: a withdrawal, else the
    first refusal; else the least in each way, and files only where all allow them."""
    refused = [decision for decision in decisions if not decision.allowed]
    if refused:
        withdrawn = (each for each in refused if each.refusal is Refusal.WITHDRAWN)
        return next(withdrawn, refused[0])
    return Decision(
        None,
        narrowest(each.identification for each in decisions),
        all(each.files for each in decisions),
        narrowest(each.places for each in decisions),
        narrowest(each.family for each in decisions),
        any(each.hidden for each in decisions),
    )


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
    nothing out, and a use without the name never more than a code. An account in
    which anything of the person is shown in part goes in other words than it was told
    (:attr:`Decision.as_told`). Attached files go only where photographs were agreed to as well, and
    nothing that may be seen on them is shown in part: face and voice, places, family. Pure: same
    consent, same decision.
    """
    whole = whole_refusal(consent)
    if consent is None or whole is not None:
        return Decision(whole)
    answer = answer_to(consent, purpose, recipient)
    if not (answer.lets_out and purpose.is_known and recipient.is_known):
        return Decision(answer.refusal)
    if purpose in HERE_ONLY:
        return Decision(Refusal.DONE_HERE)
    if not (answer.places.is_known and answer.family.is_known):
        return Decision(Refusal.SHOWN_IN_PART)
    photographs = answer_to(consent, *PHOTOGRAPHS).lets_out
    named = named_in(purpose, answer.identification)
    seen = photographs and {answer.face_and_voice, answer.places, answer.family} <= WHOLE
    return Decision(None, named, seen, answer.places, answer.family)


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
