"""What a choice among the interviews of an offer means for each of them, and comes to in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.handoff.sending.looked import Looked
from desktop.handoff.sending.overlaps import Key
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
        return looked.allowed and looked.id not in self._left_out

    def told_alone(self, looked: Looked) -> bool:
        """Whether its consent travels without it."""
        return looked.told and not self.candidate(looked)

    def unnamed(self, looked: Looked) -> bool:
        """Whether one of the person's interviews that go keeps the name back for all."""
        person_id = looked.person_id
        if not self.has_several(person_id):
            return self.candidate(looked) and not looked.named
        if person_id not in self._unnamed:
            self._unnamed[person_id] = any(
                not each.named and self.here(each) for each in self._offer.of_person(looked)
            )
        return self._unnamed[person_id]

    def has_several(self, person_id: str) -> bool:
        """Whether several interviews of this person may leave."""
        return person_id in self._offer.overlaps.people

    def person_of(self, looked: Looked) -> str | None:
        """The person whose own record would travel with the interview."""
        kept_back = looked.person_code is None or self.unnamed(looked)
        return None if kept_back else looked.person_id

    def keeps_person(self, looked: Looked) -> bool:
        """Whether the person's own record stays, of an interview that may leave."""
        here = self.candidate(looked) and looked.person_code is not None
        return here and self.unnamed(looked)

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
            identification=looked.identification,
            person_id=self.person_of(looked),
            media=looked.media,
        )

    def holds_first(self, looked: Looked, key: Key, met: set[Key]) -> bool:
        """Whether what has this key counts here: with the first of the chosen that hold it.

        ``met``: the keys that counted before, of those that several interviews hold.
        """
        holders = self._offer.overlaps.holders.get(key)
        if holders is None:
            return looked.id not in self._left_out
        if key in met or self._left_out.issuperset(holders):
            return False
        met.add(key)
        return True

    def persons_with(self, looked: Looked) -> tuple[bool, bool]:
        """Whether the person of this interview goes with any, and whether it stays."""
        if looked.person_code is None:
            return False, False
        if self.unnamed(looked):
            return False, True
        return any(self.goes(each) for each in self._offer.of_person(looked)), False


def totals_of(chosen: Chosen, parts: Iterable[Looked], pause: Pause = no_pause) -> Totals:
    """What these come to: they themselves, their people and their files, each of them once."""
    tally = _Tally(chosen)
    for each in paced(parts, pause, MANY):
        tally.add(each)
    return tally.totals()


class _Tally:
    """Counts interviews, and what they have in common with others once."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._candidates = self._goes = self._alone = 0
        self._persons = self._persons_stay = 0
        self._files = self._octets = self._kept = 0
        self._met_people: set[str] = set()
        self._met_things: set[Key] = set()

    def add(self, looked: Looked) -> None:
        """One more interview."""
        chosen = self._chosen
        self._candidates += chosen.candidate(looked)
        self._goes += chosen.goes(looked)
        self._alone += chosen.told_alone(looked)
        self._add_person(looked)
        for digest, size in looked.contents():
            if chosen.holds_first(looked, digest, self._met_things):
                self._files += 1
                self._octets += size
        for record_id in looked.left_behind():
            self._kept += chosen.holds_first(looked, record_id, self._met_things)

    def _add_person(self, looked: Looked) -> None:
        if self._chosen.has_several(looked.person_id):
            if looked.person_id in self._met_people:
                return
            self._met_people.add(looked.person_id)
        travels, stays = self._chosen.persons_with(looked)
        self._persons += travels
        self._persons_stay += stays

    def totals(self) -> Totals:
        """What was added comes to."""
        return Totals(
            interviews=self._goes,
            persons=self._persons,
            files=self._files,
            octets=self._octets,
            notices=self._alone,
            staying=self._persons_stay + self._kept,
            already_there=self._candidates - self._goes,
        )
