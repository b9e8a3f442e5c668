"""One answer for all uses on how a person is shown, and the uses that differ from it.

A record holds how the person is shown in each answer by itself. A form asks once for all of them;
what it is that they have in common follows from the answers alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop.model.consent.gate import named_in
from desktop.model.consent.purpose import NAMELESS, NOT_SHOWN, Purpose
from desktop.model.consent.record import Answer, ConsentAnswer, Identification, RecipientKind
from desktop.model.consent.showing import FaceAndVoice, Family, Places, width
from desktop.model.values.open_enum import OpenEnum


@dataclass(frozen=True, slots=True)
class Shown:
    """How a person is shown. As it stands here a form begins: nobody asked."""

    identification: Identification = Identification.NOT_ASKED
    face_and_voice: FaceAndVoice = FaceAndVoice.NOT_ASKED
    places: Places = Places.NOT_ASKED
    family: Family = Family.NOT_ASKED


WAYS: Final = {
    "identification": Identification,
    "face_and_voice": FaceAndVoice,
    "places": Places,
    "family": Family,
}
"""Field of :class:`Shown` and of an answer, and vocabulary of its codes → its type."""


def shown_as(answer: ConsentAnswer, shown: Shown) -> ConsentAnswer:
    """The answer with the person shown so, by no name where the use is one without it."""
    ways: dict[str, Any] = {way: getattr(shown, way) for way in WAYS}
    return replace(answer, **ways | {"identification": _named(answer, shown.identification)})


def unasked(purpose: Purpose, recipient: RecipientKind) -> ConsentAnswer:
    """A row of a form that nobody asked about, nor how the person is shown; where it shows nobody
    that is never asked."""
    return shown_as(ConsentAnswer(purpose, recipient), Shown())


def ways_unasked(answer: ConsentAnswer) -> tuple[str, ...]:
    """The ways in which nobody asked how the person is shown; none in a use that shows nobody."""
    if answer.purpose in NOT_SHOWN:
        return ()
    return tuple(way for way in WAYS if getattr(answer, way).value == "not-asked")


def offered(answer: ConsentAnswer, way: str) -> tuple[OpenEnum, ...]:
    """What may be chosen for one way of an answer, from least to most; before it *not asked*, only
    where it stands there."""
    codes: Iterable[OpenEnum] = WAYS[way]
    now = getattr(answer, way)
    if way == "identification":
        codes = [each for each in Identification if _named(answer, each) is each or each is now]
    found = [each for each in codes if each.value != "not-asked" or each is now]
    return tuple(sorted(found, key=lambda each: each.value != "not-asked"))


def _named(answer: ConsentAnswer, named: Identification) -> Identification:
    return named_in(answer.purpose, named)


def said(answer: ConsentAnswer, now: Answer, for_all: Shown) -> ConsentAnswer:
    """The answer as it is given now. A yes to what was no yes before says how the person is shown
    in every way: what was not asked then is as for all."""
    if now is Answer.YES and answer.answer is not Answer.YES:
        alike = shown_as(answer, for_all)
        ways = {way: getattr(alike, way) for way in ways_unasked(answer)}
        return replace(answer, answer=now, **ways)
    return replace(answer, answer=now)


def shown_in_all(answers: Iterable[ConsentAnswer]) -> Shown:
    """What most of the answers have in common, each way by itself; the least of it in a tie, and
    as a form begins where nothing was asked."""
    asked = [answer for answer in answers if answer.purpose not in NOT_SHOWN]
    return Shown(*(_most(way, asked) for way in WAYS))


def _most(way: str, answers: Iterable[ConsentAnswer]) -> Any:
    found = [
        getattr(a, way) for a in answers if way != "identification" or a.purpose not in NAMELESS
    ]
    counted = Counter(value for value in found if value.value != "not-asked")
    unsaid = getattr(Shown(), way)
    return max(counted, key=lambda value: (counted[value], -width(value)), default=unsaid)


def as_for_all(answer: ConsentAnswer, for_all: Shown) -> bool:
    """Whether the person is shown by an answer as for all."""
    return shown_as(answer, for_all) == answer


def all_shown(
    answers: Iterable[ConsentAnswer], before: Shown, now: Shown
) -> tuple[ConsentAnswer, ...]:
    """The answers with those that were as for all shown as that is now, way by way; what differed
    stays, and what was not asked then is asked now."""
    return tuple(_follow(answer, before, now) for answer in answers)


def _follow(answer: ConsentAnswer, before: Shown, now: Shown) -> ConsentAnswer:
    if answer.purpose in NOT_SHOWN:
        return answer
    was, becomes = shown_as(answer, before), shown_as(answer, now)
    ways = {
        way: getattr(becomes, way)
        for way in WAYS
        if getattr(before, way) != getattr(now, way)
        and getattr(answer, way) in (getattr(was, way), "not-asked")
    }
    return replace(answer, **ways)
