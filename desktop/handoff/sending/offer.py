"""What may go to one recipient, and what a person leaves out of it, without asking the vault.

An :class:`Offer` is read from the vault once. A :class:`Selection` of it is a value: leaving one
interview out or taking it in again makes another one, and costs what that interview carries,
however many there are. Both are shown; what is written is a :class:`PackagePlan`, and the gate
is asked again for all of it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from desktop.handoff.format.kind_numbers import KINDS
from desktop.handoff.sending.all_looked import AllLooked
from desktop.handoff.sending.chosen import MANY, Chosen, Totals, totals_of
from desktop.handoff.sending.looked import Looked
from desktop.handoff.sending.made import Made
from desktop.handoff.sending.overlaps import Overlaps, overlaps_of
from desktop.handoff.sending.plan import Going, Item, Notice, PackageCounts
from desktop.handoff.sending.whole import Whole
from desktop.model.consent import Purpose
from desktop.model.handoff import Staying
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced

_RECORD_SIZE: Final = 8 * 1024
"""Rough bytes of a record's versions in the package, for the size shown beforehand."""


@dataclass(frozen=True)
class Offer:
    """Everything that was looked at, in the order it was chosen.

    ``several``: by the ids of records that rest on several interviews, the ids of all of these.
    ``along``: records about nobody that are new to the recipient.
    ``told``: the consents of interviews that the recipient holds, changed since, by the ids of
    the interviews; each travels alone unless its interview does. ``confirmed``: ids of earlier
    packages whose receipts are here. ``again``: whether what was confirmed before travels once
    more. ``whole``: which records go only with all their files.
    """

    recipient: KnownCard
    purpose: Purpose
    again: bool
    looked: AllLooked
    told: Sequence[Notice]
    several: Mapping[str, tuple[str, ...]]
    along: tuple[Item, ...]
    confirmed: tuple[str, ...]
    whole: Whole = field(default_factory=Whole)

    def prepare(self, pause: Pause = no_pause) -> None:
        """Work out on the thread that reads what is looked up when a person leaves one out."""
        # Where the properties look first: they know no pause.
        self.__dict__["overlaps"] = overlaps_of(self.looked.all(), self.again, pause)
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

    @cached_property
    def overlaps(self) -> Overlaps:
        """What several of the interviews have in common."""
        return overlaps_of(self.looked.all(), self.again, no_pause)

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
        return looked.allowed and self.fresh(looked)

    def fresh(self, looked: Looked) -> bool:
        """Whether there is anything to send of an interview that may leave."""
        if self.again or looked.news or looked.files:
            return True
        return any(each.news and self.whole.goes(each.id) for each in looked.follows)


@dataclass(frozen=True)
class Selection:
    """An offer without the interviews in ``left_out`` and the records about nobody of the kinds in
    ``kinds_out``."""

    offer: Offer
    left_out: frozenset[str]
    totals: Totals = field(compare=False)
    kinds_out: frozenset[RecordKind] = frozenset()

    def without(self, interview_id: str) -> Selection:
        """This one left out as well; ``KeyError`` for an interview that was not looked at."""
        return self._with_left_out(interview_id, self.left_out | {interview_id})

    def with_(self, interview_id: str) -> Selection:
        """This one taken in again; ``KeyError`` for an interview that was not looked at."""
        return self._with_left_out(interview_id, self.left_out - {interview_id})

    def _with_left_out(self, interview_id: str, left_out: frozenset[str]) -> Selection:
        looked = self.offer.looked[interview_id]
        before, after = self._chosen, Chosen(self.offer, left_out)
        totals = self.totals.changed(totals_of(before, [looked]), totals_of(after, [looked]))
        return replace(self, left_out=left_out, totals=totals)

    def all_interviews(self) -> Selection:
        """Every interview taken in again."""
        return replace(self.offer.everything, kinds_out=self.kinds_out)

    def without_kinds(self, kinds: Collection[RecordKind]) -> Selection:
        """None of the records of these kinds about nobody."""
        return replace(self, kinds_out=self.kinds_out.union(kinds))

    def with_kind(self, kind: RecordKind) -> Selection:
        """The records of a kind about nobody after all."""
        return replace(self, kinds_out=self.kinds_out - {kind})

    @property
    def along(self) -> tuple[Item, ...]:
        """The records about nobody that travel: with others, never by themselves; and not beside
        what hides names, of which one may stand in them."""
        if self.empty or self.totals.derived:
            return ()
        return tuple(item for item in self.offer.along if item.kind not in self.kinds_out)

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
        whose, which = array("Q"), array("Q")
        for row, looked in enumerate(paced(self.offer.looked.all(), pause, MANY)):
            for number, key in enumerate(looked.left_behind() if self._chosen.here(looked) else ()):
                if key in met:
                    continue
                if self.offer.overlaps.hold(key):
                    met.add(key)
                whose.append(row)
                which.append(number)
        at = self.offer.looked.at
        return Made(range(len(whose)), lambda place: at(whose[place]).stays()[which[place]])

    @property
    def counts(self) -> PackageCounts:
        """The numbers a person looks at."""
        t, along = self.totals, Counter(item.kind for item in self.along)
        records = {kind: n + along[kind] for kind, n in zip(KINDS, t.records, strict=True)}
        return PackageCounts(
            t.interviews,
            t.files,
            t.notices,
            t.staying,
            t.already_there,
            {kind: n for kind, n in records.items() if n},
        )

    @property
    def size(self) -> int:
        """About how many bytes the package will take."""
        t = self.totals
        records = 2 * t.interviews + sum(t.records) + len(self.along) + t.files + t.notices
        return t.octets + _RECORD_SIZE * (records + 16)

    @property
    def empty(self) -> bool:
        """True when there is nothing to write."""
        return not self.totals.interviews and not self.totals.notices
