"""What is missing to record a decision about consent (R1, R29). Plain rules, no I/O.

Nothing is recorded while no use was answered, and what opens anything needs the text that it is
agreed to over to have been read out. Refusing and narrowing need nothing: both are as simple as a
word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from desktop.model.consent.gate import answer_to
from desktop.model.consent.purpose import HERE_ONLY
from desktop.model.consent.reading import SpokenText, was_read
from desktop.model.consent.record import Answer, Consent, ConsentAnswer, HowGiven
from desktop.model.consent.showing import width
from desktop.model.consent.shown_alike import WAYS, ways_unasked


class Missing(StrEnum):
    """Why a decision cannot be recorded yet, in the order in which a form asks."""

    READING = "reading"
    ANSWER = "answer"
    SHOWN = "shown"
    HOW_GIVEN = "how-given"
    SIGNED_DETAILS = "signed-details"
    WHERE_SAID = "where-said"
    """More was agreed to of an interview that came in another form: that is recorded where the
    person's own words are."""
    REASON = "reason"
    """How it is known that others' decisions, or a restriction, hold no more: asked by itself, and
    never by :func:`missing`."""


def missing(
    before: Consent | None, now: Consent, spoken: SpokenText, *, derived: bool = False
) -> tuple[Missing, ...]:
    """What is still to be done before ``now`` may be recorded over ``before``, the consent as it
    stood; empty where nothing is. ``spoken``: the text that is read out where it is recorded;
    ``derived``: it is about an interview that came in another form.

    What was read out before counts as long as that text is the one of now, and never after
    a withdrawal, of which nothing stands: everything is asked anew. A yes by which something may be
    sent says how the person is shown, since what was not asked hides nothing. A text that the
    person signed was read by themselves; then it has to be said how that was, this time.
    """
    standing = before if before is not None and before.withdrawn_at is None else None
    if not _answered(now) and not (standing and _answered(standing)):
        return (Missing.ANSWER,)
    if not opens(standing, now):
        return ()
    if derived:
        return (Missing.WHERE_SAID,)
    return tuple(_lacking(standing, now, _is_read(before, now, spoken)))


def _is_read(before: Consent | None, now: Consent, spoken: SpokenText) -> bool:
    ended = before is not None and before.withdrawn_at is not None
    if ended and before is not None and before.read_out_at == now.read_out_at:
        return False
    return was_read(now, spoken)


def _lacking(standing: Consent | None, now: Consent, read: bool) -> Iterator[Missing]:
    signed = now.how_given is HowGiven.SIGNED
    if not (read or signed):
        yield Missing.READING
    if _shown_unasked(standing, now):
        yield Missing.SHOWN
    if now.how_given is HowGiven.NOT_SAID:
        yield Missing.HOW_GIVEN
    if signed and not read and not _noted(standing, now):
        yield Missing.SIGNED_DETAILS


def _noted(standing: Consent | None, now: Consent) -> bool:
    """Whether it is told how the person decided now, in other words than of what stood before."""
    before = standing.capacity_note.strip() if standing is not None else ""
    return now.capacity_note.strip() not in ("", before)


def _shown_unasked(standing: Consent | None, now: Consent) -> bool:
    """Whether nobody asked how the person is shown in a use by which something may be sent. What
    an older form did not ask stays as it was."""
    agreed = (each for each in now.answers if each.answer is Answer.YES)
    sends = (each for each in agreed if each.purpose not in HERE_ONLY)
    return any(set(ways_unasked(each)) - _unasked_before(standing, each) for each in sends)


def _unasked_before(standing: Consent | None, now: ConsentAnswer) -> set[str]:
    if standing is None:
        return set()
    was = answer_to(standing, now.purpose, now.recipient)
    return set(ways_unasked(was)) if was.answer is Answer.YES else set()


def opens(standing: Consent | None, now: Consent) -> bool:
    """Whether anything is agreed to that was not before, or the person is shown more, or what
    held the answers back holds them no more. A restriction is lifted elsewhere."""
    agreed = [each for each in now.answers if each.answer is Answer.YES]
    if standing is None or not agreed:
        return bool(agreed)
    freed = _held(standing) and not _held(now)
    cells = ((each.purpose, each.recipient) for each in agreed)
    return freed or any(_wider(answer_to(standing, *at), answer_to(now, *at)) for at in cells)


def _answered(consent: Consent) -> bool:
    return any(each.answer is not Answer.NOT_ASKED for each in consent.answers)


def _held(consent: Consent) -> bool:
    return replace(consent, restricted_at=None).held_back is not None


def _wider(was: ConsentAnswer, now: ConsentAnswer) -> bool:
    if now.answer is not Answer.YES:
        return False
    shown = any(width(getattr(now, way)) > width(getattr(was, way)) for way in WAYS)
    return was.answer is not Answer.YES or shown
