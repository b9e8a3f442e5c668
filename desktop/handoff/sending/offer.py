"""What may go to one recipient, and what a person leaves out of it, without asking the vault.

An :class:`Offer` is read from the vault once. A :class:`Selection` of it is a value: leaving one
interview out or taking it in again makes another one, and costs what that interview carries,
however many there are. Both are shown; what is written is a :class:`PackagePlan`, and the gate
is asked again for all of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from desktop.handoff.sending.all_looked import AllLooked
from desktop.handoff.sending.chosen import MANY, Chosen, Totals, totals_of
from desktop.handoff.sending.looked import Looked
from desktop.handoff.sending.made import Made
from desktop.handoff.sending.overlaps import Overlaps, overlaps_of
from desktop.handoff.sending.plan import Going, Notice, PackageCounts
from desktop.model.consent import Purpose, Refusal
from desktop.model.handoff import Staying
from desktop.model.identity import KnownCard
from desktop.model.person import PERSON_KIND
from desktop.progress import Pause, no_pause, paced

_RECORD_SIZE: Final = 8 * 1024
"""Rough bytes of a record's versions in the package, for the size shown beforehand."""

_THE_PERSON: Final = -1
"""Instead of the number of one of the things that stay of an interview."""


@dataclass(frozen=True)
class Offer:
    """Everything that was looked at, in the order it was chosen.

    ``told``: the consents of interviews that the recipient holds, changed since, by the ids of
    the interviews; each travels alone unless its interview does. ``confirmed``: ids of earlier
    packages whose receipts are here. ``again``: whether what was confirmed before travels once
    more.
    """

    recipient: KnownCard
    purpose: Purpose
    again: bool
    looked: AllLooked
    told: Sequence[Notice]
    confirmed: tuple[str, ...]

    def prepare(self, pause: Pause = no_pause) -> None:
        """Work out on the thread that reads what is looked up when a person leaves one out."""
        # Where the properties look first: they know no pause.
        self.__dict__["overlaps"] = overlaps_of(self.looked.all(), pause)
        self.__dict__["may_go"] = self._find_may_go(pause)
        self.__dict__["everything"] = self.without((), pause)

    @cached_property
    def everything(self) -> Selection:
        """Nothing left out."""
        return self.without(())

    def without(self, interview_ids: Collection[str], pause: Pause = no_pause) -> Selection:
        """All but these, counted anew; ids that are not in the offer are passed over."""
        left_out = frozenset(each for each in interview_ids if each in self.looked)
        totals = totals_of(Chosen(self, left_out), self.looked.all(), pause)
        notices = totals.notices + self._told_elsewhere
        return Selection(self, left_out, replace(totals, notices=notices))

    @cached_property
    def _told_elsewhere(self) -> int:
        """How many consents travel alone whatever is chosen."""
        return len(self.told) - sum(each.told for each in self.looked.all()) if self.told else 0

    def of_person(self, looked: Looked) -> Sequence[Looked]:
        """The interviews of the same person that may leave."""
        rows = self.overlaps.people.get(looked.person_id)
        if rows is None:
            return (looked,) if looked.allowed else ()
        return [self.looked.at(row) for row in rows]

    @cached_property
    def overlaps(self) -> Overlaps:
        """What several of the interviews have in common."""
        return overlaps_of(self.looked.all(), no_pause)

    @cached_property
    def may_go(self) -> Sequence[Looked]:
        """The interviews that go in some selection, in their order."""
        return self._find_may_go(no_pause)

    def _find_may_go(self, pause: Pause) -> Sequence[Looked]:
        rows = paced(self.looked.all(), pause, MANY)
        return Made(
            array("Q", (row for row, each in enumerate(rows) if self._may_go(each))),
            self.looked.at,
        )

    def _may_go(self, looked: Looked) -> bool:
        with_name = looked.named and looked.person_news
        return looked.allowed and bool(looked.news or looked.files or self.again or with_name)


@dataclass(frozen=True)
class Selection:
    """An offer without the interviews in ``left_out``."""

    offer: Offer
    left_out: frozenset[str]
    totals: Totals = field(compare=False)

    def without(self, interview_id: str) -> Selection:
        """This one left out as well; ``KeyError`` for an interview that was not looked at."""
        return self._with_left_out(interview_id, self.left_out | {interview_id})

    def with_(self, interview_id: str) -> Selection:
        """This one taken in again; ``KeyError`` for an interview that was not looked at."""
        return self._with_left_out(interview_id, self.left_out - {interview_id})

    def _with_left_out(self, interview_id: str, left_out: frozenset[str]) -> Selection:
        looked = self.offer.looked[interview_id]
        before, after = self._chosen, Chosen(self.offer, left_out)
        touched = {interview_id: looked}
        if before.unnamed(looked) is not after.unnamed(looked):
            touched |= {each.id: each for each in self.offer.of_person(looked)}
        parts = touched.values()
        totals = self.totals.changed(totals_of(before, parts), totals_of(after, parts))
        return Selection(self.offer, left_out, totals)

    @cached_property
    def _chosen(self) -> Chosen:
        return Chosen(self.offer, self.left_out)

    def goes(self, looked: Looked) -> bool:
        """Whether this interview of the offer goes: it may, and has something new."""
        return self._chosen.goes(looked)

    def going(self, pause: Pause = no_pause) -> Sequence[Going]:
        """Every interview that goes."""
        rows = enumerate(paced(self.offer.looked.all(), pause, MANY))
        going = array("Q", (row for row, each in rows if self.goes(each)))
        at = self.offer.looked.at
        return Made(going, lambda row: self._chosen.going(at(row)))

    def notices(self) -> tuple[Notice, ...]:
        """The consents that travel alone."""
        told = (each for each in self.offer.looked.all() if each.told)
        with_it = {each.id for each in told if self._chosen.candidate(each)}
        return tuple(each for each in self.offer.told if each.interview_id not in with_it)

    def staying(self, pause: Pause = no_pause) -> Sequence[Staying]:
        """What stays of the chosen interviews, and why; each once."""
        met: set[str] = set()
        whose, which = array("Q"), array("q")
        for row, looked in enumerate(paced(self.offer.looked.all(), pause, MANY)):
            for number, key in self._staying_of(looked):
                if key in met:
                    continue
                if self.offer.overlaps.hold(key):
                    met.add(key)
                whose.append(row)
                which.append(number)
        at = self.offer.looked.at
        return Made(range(len(whose)), lambda place: _staying(at(whose[place]), which[place]))

    def _staying_of(self, looked: Looked) -> Iterator[tuple[int, str]]:
        """Number and key of each thing that stays of an interview, where it was chosen."""
        if self._chosen.here(looked):
            if self._chosen.keeps_person(looked):
                yield _THE_PERSON, looked.person_id
            yield from enumerate(looked.left_behind())

    @property
    def counts(self) -> PackageCounts:
        """The numbers a person looks at."""
        t = self.totals
        return PackageCounts(
            t.interviews, t.persons, t.files, t.notices, t.staying, t.already_there
        )

    @property
    def size(self) -> int:
        """About how many bytes the package will take."""
        t = self.totals
        records = 2 * t.interviews + t.persons + t.files + t.notices
        return t.octets + _RECORD_SIZE * (records + 16)

    @property
    def empty(self) -> bool:
        """True when there is nothing to write."""
        return not self.totals.interviews and not self.totals.notices


def _staying(looked: Looked, number: int) -> Staying:
    if number != _THE_PERSON:
        return looked.stays()[number]
    label = looked.person_code or ""
    return Staying(PERSON_KIND, looked.person_id, label, Refusal.NAME_NOT_AGREED)
