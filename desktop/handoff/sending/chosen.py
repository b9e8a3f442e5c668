"""What a choice among the interviews of an offer means for each of them, and comes to in all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.handoff.sending.looked import Looked, Thing
from desktop.handoff.sending.plan import Going
from desktop.progress import Pause, no_pause, paced

if TYPE_CHECKING:
    from desktop.handoff.sending.offer import Offer

MANY: Final = 2000
"""Interviews that are counted between two safe points."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a selection comes to. ``octets``: of the originals."""

    interviews: int = 0
    persons: int = 0
    files: int = 0
    octets: int = 0
    notices: int = 0
    staying: int = 0
    already_there: int = 0

    def changed(self, before: Totals, after: Totals) -> Totals:
        """These, where a part of them came to ``before`` and now comes to ``after``."""
        names = self.__dataclass_fields__
        return Totals(*(getattr(self, n) - getattr(before, n) + getattr(after, n) for n in names))


class Chosen:
    """What leaving some out means for one interview at a time."""

    def __init__(self, offer: Offer, left_out: frozenset[str]) -> None:
        self._offer, self._left_out = offer, left_out
        self._unnamed: dict[str, bool] = {}

    def here(self, looked: Looked) -> bool:
        """Whether it was chosen."""
        return looked.id not in self._left_out

    def candidate(self, looked: Looked) -> bool:
        """Whether it was chosen and may leave."""
        return looked.decision.allowed and looked.id not in self._left_out

    def told_alone(self, interview_id: str) -> bool:
        """Whether its consent travels without it."""
        looked = self._offer.looked.get(interview_id)
        goes = looked is not None and self.candidate(looked)
        return interview_id in self._offer.told and not goes

    def unnamed(self, person_id: str) -> bool:
        """Whether one of the person's interviews that go keeps the name back for all."""
        if person_id not in self._unnamed:
            of_person = self._offer.of_person.get(person_id, ())
            self._unnamed[person_id] = any(not each.named and self.here(each) for each in of_person)
        return self._unnamed[person_id]

    def person_of(self, looked: Looked) -> str | None:
        """The person whose own record would travel with the interview."""
        kept_back = looked.person_code is None or self.unnamed(looked.person_id)
        return None if kept_back else looked.person_id

    def keeps_person(self, looked: Looked) -> bool:
        """Whether the person's own record stays, of an interview that may leave."""
        return (
            self.candidate(looked)
            and looked.person_code is not None
            and self.unnamed(looked.person_id)
        )

    def goes(self, looked: Looked) -> bool:
        """Whether it may leave and anything of it is news."""
        if not self.candidate(looked):
            return False
        return self._offer.again or looked.news or bool(looked.files) or self._name_goes(looked)

    def _name_goes(self, looked: Looked) -> bool:
        return looked.person_news and self.person_of(looked) is not None

    def going(self, looked: Looked) -> Going:
        """How an interview goes that does."""
        return Going(
            interview_id=looked.id,
            code=looked.code,
            consent_versions=looked.consent_versions,
            identification=looked.decision.identification,
            person_id=self.person_of(looked),
            media=looked.media,
        )

    def first_holder(self, looked: Looked, key: str | bytes, met: set[str | bytes]) -> bool:
        """Whether what has this key counts here: with the first of the chosen that hold it.

        ``met``: the keys that counted before, of those that several interviews hold.
        """
        holders = self._offer.shared.get(key)
        if holders is None:
            return self.here(looked)
        if key in met or not any(each not in self._left_out for each in holders):
            return False
        met.add(key)
        return True

    def persons_with(self, looked: Looked) -> tuple[bool, bool]:
        """Whether the person of this interview goes with any, and whether it stays."""
        of_person = self._offer.of_person.get(looked.person_id, ())
        if looked.person_code is None:
            return False, False
        if self.unnamed(looked.person_id):
            return False, True
        return any(self.goes(each) for each in of_person), False


def totals_of(chosen: Chosen, parts: Collection[Looked], pause: Pause = no_pause) -> Totals:
    """What these come to: they themselves, their people and their files, each of them once."""
    candidates = goes = alone = 0
    for each in paced(parts, pause, MANY):
        candidates += chosen.candidate(each)
        goes += chosen.goes(each)
        alone += chosen.told_alone(each.id)
    people = {each.person_id: each for each in parts}
    persons = [chosen.persons_with(each) for each in paced(people.values(), pause, MANY)]
    files, octets = _count(chosen, parts, Looked.contents, pause)
    kept, _none = _count(chosen, parts, Looked.left_behind, pause)
    return Totals(
        interviews=goes,
        persons=sum(travels for travels, _ in persons),
        files=files,
        octets=octets,
        notices=alone,
        staying=sum(stays for _, stays in persons) + kept,
        already_there=candidates - goes,
    )


def _count(
    chosen: Chosen,
    parts: Iterable[Looked],
    things: Callable[[Looked], Iterable[Thing]],
    pause: Pause,
) -> tuple[int, int]:
    """How many of these things there are, each once, and their bytes."""
    met: set[str | bytes] = set()
    sizes = [
        size
        for each in paced(parts, pause, MANY)
        for key, size in things(each)
        if chosen.first_holder(each, key, met)
    ]
    return len(sizes), sum(sizes)
