"""What may go to one recipient, and what a person leaves out of it, without asking the vault.

An :class:`Offer` is read from the vault once. A :class:`Selection` of it is a value: leaving one
interview out or taking it in again makes another one, and costs what that interview carries,
however many there are. Both are shown; what is written is a :class:`PackagePlan`, and the gate
is asked again for all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.handoff.sending.gate import Verdict
from desktop.handoff.sending.plan import Going, Notice, PackageCounts
from desktop.model.consent import Identification, Purpose, Refusal
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced

if TYPE_CHECKING:
    from desktop.vault import InterviewOutline

_MANY: Final = 4000
"""Interviews that are counted between two safe points."""

_RECORD_SIZE: Final = 8 * 1024
"""Rough bytes of a record's versions in the package, for the size shown beforehand."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One interview and what the gate said of it.

    ``media``: its files that would travel with it, as the values of ``MediaEntry``; ``stays``:
    what of it would not, whichever others are chosen. ``news``: whether its own record or its
    consent differs from what the recipient confirmed; ``person_news``: whether the person's own
    record does.
    """

    interview: InterviewOutline
    verdict: Verdict
    media: tuple[tuple[str, str, int], ...] = ()
    stays: tuple[Staying, ...] = ()
    news: bool = False
    person_news: bool = False

    @property
    def named(self) -> bool:
        """Whether this interview lets the person's name go."""
        return self.verdict.decision.identification is Identification.FULL_NAME


@dataclass(frozen=True)
class Offer:
    """Everything that was looked at, in the order it was chosen.

    ``told``: the consents of interviews that the recipient holds, changed since; each travels
    alone unless its interview does. ``confirmed``: ids of earlier packages whose receipts are
    here. ``again``: whether what was confirmed before travels once more.
    """

    recipient: KnownCard
    purpose: Purpose
    again: bool
    looked: Mapping[str, Looked]
    told: Mapping[str, Notice]
    confirmed: tuple[str, ...]

    def prepare(self, pause: Pause = no_pause) -> None:
        """Work out on the thread that reads what is looked up when a person leaves one out."""
        for part in (lambda: self.holders, lambda: self.of_person, lambda: self.may_go):
            pause()
            part()
        # Where the property looks first: it knows no pause.
        self.__dict__["everything"] = self.without((), pause)

    @cached_property
    def everything(self) -> Selection:
        """Nothing left out."""
        return self.without(())

    def without(self, interview_ids: Collection[str], pause: Pause = no_pause) -> Selection:
        """All but these, counted anew; ids that are not in the offer are passed over."""
        left_out = frozenset(interview_ids) & self.looked.keys()
        totals = _totals(_Chosen(self, left_out), self.looked.values(), pause)
        elsewhere = len(self.told.keys() - self.looked.keys())
        return Selection(self, left_out, replace(totals, notices=totals.notices + elsewhere))

    @cached_property
    def may_go(self) -> tuple[Looked, ...]:
        """The interviews that go in some selection, in their order."""
        return tuple(each for each in self.looked.values() if self._may_go(each))

    def _may_go(self, looked: Looked) -> bool:
        with_name = looked.named and looked.person_news
        return looked.verdict.decision.allowed and bool(
            looked.news or looked.media or self.again or with_name
        )

    @cached_property
    def of_person(self) -> Mapping[str, Sequence[Looked]]:
        """The interviews that may leave, by the id of their person."""
        found: defaultdict[str, list[Looked]] = defaultdict(list)
        for looked in self.looked.values():
            if looked.verdict.decision.allowed:
                found[looked.interview.person_id].append(looked)
        return dict(found)

    @cached_property
    def holders(self) -> Mapping[str, Sequence[str]]:
        """Interviews by the SHA-256 of each file that goes and the id of each that stays."""
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for interview_id, looked in self.looked.items():
            for key in _held(looked):
                found[key] += (interview_id,)
        return dict(found)


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
        before, after = self._chosen, _Chosen(self.offer, left_out)
        person_id = looked.interview.person_id
        touched = {interview_id: looked}
        if before.unnamed(person_id) is not after.unnamed(person_id):
            touched |= {each.interview.id: each for each in self.offer.of_person[person_id]}
        parts = touched.values()
        totals = self.totals.changed(_totals(before, parts), _totals(after, parts))
        return Selection(self.offer, left_out, totals)

    @cached_property
    def _chosen(self) -> _Chosen:
        return _Chosen(self.offer, self.left_out)

    def going(self, interview_id: str) -> Going | None:
        """How this interview goes; None where it does not, or has nothing new."""
        return self._chosen.going(self.offer.looked[interview_id])

    def all_going(self, pause: Pause = no_pause) -> tuple[Going, ...]:
        """Every interview that goes."""
        looked = paced(self.offer.looked.values(), pause, _MANY // 4)
        going = (self._chosen.going(each) for each in looked)
        return tuple(each for each in going if each is not None)

    def notices(self) -> tuple[Notice, ...]:
        """The consents that travel alone."""
        told = self.offer.told
        return tuple(told[each] for each in sorted(told) if self._chosen.told_alone(each))

    def staying(self, pause: Pause = no_pause) -> tuple[Staying, ...]:
        """What stays of the chosen interviews, and why; each once."""
        looked = paced(self.offer.looked.values(), pause, _MANY)
        stays = (self._chosen.staying(each) for each in looked)
        return tuple(dict.fromkeys(item for items in stays for item in items))

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


class _Chosen:
    """What a choice means for one interview at a time."""

    def __init__(self, offer: Offer, left_out: frozenset[str]) -> None:
        self._offer, self._left_out = offer, left_out
        self._unnamed: dict[str, bool] = {}

    def here(self, interview_id: str) -> bool:
        """Whether it was chosen."""
        return interview_id in self._offer.looked and interview_id not in self._left_out

    def candidate(self, interview_id: str) -> bool:
        """Whether it was chosen and may leave."""
        looked = self._offer.looked
        return self.here(interview_id) and looked[interview_id].verdict.decision.allowed

    def told_alone(self, interview_id: str) -> bool:
        """Whether its consent travels without it."""
        return interview_id in self._offer.told and not self.candidate(interview_id)

    def unnamed(self, person_id: str) -> bool:
        """Whether one of the person's interviews that go keeps the name back for all."""
        if person_id not in self._unnamed:
            of_person = self._offer.of_person.get(person_id, ())
            self._unnamed[person_id] = any(
                not each.named and self.here(each.interview.id) for each in of_person
            )
        return self._unnamed[person_id]

    def person_of(self, looked: Looked) -> str | None:
        """The person whose own record would travel with the interview."""
        interview = looked.interview
        kept_back = interview.person_code is None or self.unnamed(interview.person_id)
        return None if kept_back else interview.person_id

    def goes(self, looked: Looked) -> bool:
        """Whether it may leave and anything of it is news."""
        if not self.candidate(looked.interview.id):
            return False
        return bool(self._news(looked) or looked.media or self._offer.again)

    def going(self, looked: Looked) -> Going | None:
        """How it goes, if it does."""
        if not self.goes(looked):
            return None
        return Going(
            interview_id=looked.interview.id,
            code=looked.interview.code,
            consent_versions=looked.verdict.consent_versions,
            identification=looked.verdict.decision.identification,
            person_id=self.person_of(looked),
            media=tuple(MediaEntry(*file) for file in looked.media),
            news=self._news(looked),
        )

    def _news(self, looked: Looked) -> bool:
        return looked.news or (looked.person_news and self.person_of(looked) is not None)

    def staying(self, looked: Looked) -> Iterator[Staying]:
        """What of it stays, where it was chosen."""
        if not self.here(looked.interview.id):
            return
        if looked.verdict.decision.allowed and self._keeps_person(looked):
            interview = looked.interview
            yield Staying(
                RecordKind.PERSON,
                interview.person_id,
                interview.person_code or "",
                Refusal.NAME_NOT_AGREED,
            )
        yield from looked.stays

    def _keeps_person(self, looked: Looked) -> bool:
        interview = looked.interview
        return interview.person_code is not None and self.unnamed(interview.person_id)

    def held(self, key: str) -> bool:
        """Whether a chosen interview has the file with this key (``Offer.holders``)."""
        return not self._left_out or any(self.here(each) for each in self._offer.holders[key])

    def persons_with(self, looked: Looked) -> tuple[bool, bool]:
        """Whether the person of this interview goes with any, and whether it stays."""
        person_id = looked.interview.person_id
        of_person = self._offer.of_person.get(person_id, ())
        if looked.interview.person_code is None:
            return False, False
        if self.unnamed(person_id):
            return False, True
        return any(self.goes(each) for each in of_person), False


def _totals(chosen: _Chosen, looked: Iterable[Looked], pause: Pause = no_pause) -> Totals:
    """What these come to: they themselves, their people and their files, each of them once."""
    parts = list(looked)
    goes = sum(chosen.goes(each) for each in paced(parts, pause, _MANY))
    candidates = sum(chosen.candidate(each.interview.id) for each in parts)
    people = {each.interview.person_id: each for each in parts}
    persons = [chosen.persons_with(each) for each in paced(people.values(), pause, _MANY)]
    files = {
        sha256: size for each in paced(parts, pause, _MANY) for _id, sha256, size in each.media
    }
    files = {sha256: size for sha256, size in files.items() if chosen.held(sha256)}
    pause()
    return Totals(
        interviews=goes,
        persons=sum(travels for travels, _ in persons),
        files=len(files),
        octets=sum(files.values()),
        notices=sum(chosen.told_alone(each.interview.id) for each in parts),
        staying=sum(stays for _, stays in persons) + _kept_back(chosen, parts),
        already_there=candidates - goes,
    )


def _kept_back(chosen: _Chosen, parts: Sequence[Looked]) -> int:
    keys = {stays.record_id for each in parts for stays in each.stays}
    return sum(chosen.held(key) for key in keys)


def _held(looked: Looked) -> Iterator[str]:
    for _media_id, sha256, _size in looked.media:
        yield sha256
    for stays in looked.stays:
        yield stays.record_id
