"""Who may be one person with whom, by their names.

The names of everybody are held in memory while the vault is open, read piece by piece when nobody
else asks for anything, or at once by whoever asks for candidates before that. Nothing is written:
a person decides (``sameness.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.model.changes import Part
from desktop.model.person import PERSON_KIND, Person
from desktop.model.sameness import Pair, pair_of
from desktop.model.values.moment import Moment
from desktop.progress import Pause, no_pause
from desktop.vault.kinds.person import PEOPLE
from desktop.vault.records.sameness import SamePeople
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database

if TYPE_CHECKING:
    from desktop.names.match import Index, Likeness

FIRST: Final = 5
"""How many candidates a person is shown."""
MOST: Final = 1000
"""How many pairs are held that nobody decided about."""
_READ: Final = 100
"""People whose names are read in one step: some thousandths of a second."""
_COMPARED: Final = 10
"""People who are compared with all others in one step."""

_NAMES: Final = "SELECT person_id, text FROM name_form WHERE person_id {which} ORDER BY 1, position"
_NEXT: Final = _NAMES.format(
    which="IN (SELECT id FROM person WHERE id > ? ORDER BY id LIMIT ?)"
)  # fmt: skip
_LAST: Final = "SELECT max(id) FROM (SELECT id FROM person WHERE id > ? ORDER BY id LIMIT ?)"
_OF_SOME: Final = _NAMES.format(which=AMONG)
_INTERVIEWED: Final = (
    "SELECT person_id, code, created_utc, created_offset FROM interview"  # noqa: S608
    f" WHERE person_id {AMONG} ORDER BY created_utc, id"
)


@dataclass(frozen=True, slots=True)
class Interviewed:
    """The last interview with somebody."""

    code: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one that was asked about. ``name``: which form of theirs is like the
    one asked about; ``interviewed``: None where nobody has yet."""

    person: Person
    name: str
    likeness: Likeness
    interviewed: Interviewed | None = None


@dataclass(frozen=True, slots=True)
class Likely:
    """Two who may be one, and why, of whom nobody said anything yet."""

    one: Person
    other: Person
    likeness: Likeness


class LikelyPeople:
    """The names of one vault's people."""

    def __init__(self, db: Database, sameness: SamePeople) -> None:
        self._db, self._sameness = db, sameness
        self._follows = db.touched.follow()
        self._names: dict[str, tuple[str, ...]] = {}
        self._index: Index[tuple[str, str]] | None = None
        self._last: str | None = ""
        self._compared: list[str] = []
        self._likely: dict[Pair, Likeness] = {}

    @property
    def is_read(self) -> bool:
        """Whether all names were read, so that asking takes no time."""
        return self._last is None

    def go_on(self) -> bool:
        """Read or compare some more; whether anything is left."""
        self._hear()
        if self._last is not None:
            self._read_next(self._last)
        elif self._compared:
            some, self._compared = self._compared[:_COMPARED], self._compared[_COMPARED:]
            for each in some:
                self._compare(each)
            if len(self._likely) >= MOST:
                self._compared = []  # nobody goes through more of them in one session
        return self._last is not None or bool(self._compared)

    def finish(self, pause: Pause = no_pause) -> None:
        """All of it at once: some milliseconds for a hundred people."""
        while self.go_on():
            pause()

    def to(self, names: Iterable[str], but: Collection[str] = ()) -> tuple[Candidate, ...]:
        """Who may be somebody of these names, the likeliest first and no more than :data:`FIRST`;
        of several records of one person the one that is shown. ``but``: ids that are not meant."""
        self._read_all()
        found = self._met(names)
        groups = self._sameness.groups()
        best: dict[str, tuple[str, Likeness]] = {}
        for id_, (name, likeness) in found.items():
            shown = groups.shown(id_)
            if id_ not in but and shown not in but:
                held = best.get(shown)
                if held is None or likeness.score > held[1].score:
                    best[shown] = name, likeness
        ordered = sorted(best, key=lambda each: (-best[each][1].score, each))[:FIRST]
        return tuple(self._candidates(ordered, best))

    def of(self, person_id: str) -> tuple[Candidate, ...]:
        """Who may be this person and of whom nobody said whether they are."""
        self._read_all()
        one_with = self._sameness.groups().of(person_id)
        compared = {
            each for pair in self._sameness.decided() if not {*pair}.isdisjoint(one_with)
            for each in pair
        }  # fmt: skip
        names = [name for id_ in one_with for name in self._names.get(id_, ())]
        return self.to(dict.fromkeys(names), {*one_with, *compared})

    def interviewed(self, person_id: str) -> Interviewed | None:
        """The last interview with somebody, under whichever of their records."""
        return self._interviewed((person_id,)).get(person_id)

    def waiting(self) -> list[Pair]:
        """Who was found by now to be perhaps one, and nobody decided; the likeliest first, no more
        than :data:`MOST`. Of records that are one person already, the likeliest stands for all."""
        groups = self._sameness.groups()

        def shown(pair: Pair) -> Pair:
            one, other = map(groups.shown, pair)
            return min(one, other), max(one, other)

        told = {shown(pair) for pair in self._sameness.decided()}
        best: dict[Pair, Pair] = {}
        for pair in sorted(self._likely, key=lambda pair: (-self._likely[pair].score, pair)):
            one, other = shown(pair)
            if one != other and (one, other) not in told:
                best.setdefault((one, other), pair)
        return list(best.values())

    def pairs(self, pairs: Collection[Pair]) -> tuple[Likely, ...]:
        """Some of :meth:`waiting`, the older record of each first."""
        there = self._people({each for pair in pairs for each in pair})
        return tuple(
            Likely(*_in_order(there[one], there[other]), self._likely[one, other])
            for one, other in pairs
            if {one, other} <= there.keys()
        )

    def forget(self) -> None:
        """Let go of all names: the vault is closed."""
        self._names, self._index, self._likely, self._compared = {}, None, {}, []

    # -- reading ------------------------------------------------------------------------------

    def _hear(self) -> None:
        """What was written of people since."""
        changes = self._db.touched.take(self._follows)
        if not changes.of(PERSON_KIND):
            return
        ids = changes.ids[PERSON_KIND]
        if ids is None:
            self._last = ""
        elif ids:
            self._read_of(ids)

    def _read_all(self) -> None:
        self._hear()
        while self._last is not None:
            self._read_next(self._last)

    def _read_next(self, last: str) -> None:
        row = self._db.one(_LAST, (last, _READ))
        found = self._by_person(self._db.all(_NEXT, (last, _READ)))
        self._last = row[0] if row else None
        for id_, names in found.items():
            self._hold(id_, names)

    def _read_of(self, ids: Collection[str]) -> None:
        found = self._by_person(among(self._db, _OF_SOME, ids))
        for id_ in sorted(ids):
            self._hold(id_, found.get(id_, ()))

    @staticmethod
    def _by_person(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for id_, text in rows:
            found[id_] = (*found.get(id_, ()), text)
        return found

    def _hold(self, person_id: str, names: tuple[str, ...]) -> None:
        """Names that somebody bears no more stay in the index and are passed over."""
        before = self._names.get(person_id, ())
        if names == before:
            return
        index = self._indexed()
        for name in set(names) - set(before):
            index.add((person_id, name), name)
        self._names[person_id] = names
        self._likely = {p: why for p, why in self._likely.items() if person_id not in p}
        self._compared.append(person_id)

    def _indexed(self) -> Index[tuple[str, str]]:
        if self._index is None:
            from desktop.names.match import Index

            self._index = Index()
        return self._index

    # -- comparing ----------------------------------------------------------------------------

    def _met(self, names: Iterable[str]) -> dict[str, tuple[str, Likeness]]:
        """By person, the form that is likest to one of these names."""
        found: dict[str, tuple[str, Likeness]] = {}
        if self._index is None:
            return found
        for name in names:
            for (id_, form), likeness in self._index.candidates(name):
                held = found.get(id_)
                borne = form in self._names.get(id_, ())
                if borne and (held is None or likeness.score > held[1].score):
                    found[id_] = form, likeness
        return found

    def _compare(self, person_id: str) -> None:
        for id_, (_name, likeness) in self._met(self._names.get(person_id, ())).items():
            if id_ != person_id and len(self._likely) < MOST:
                self._likely[pair_of(person_id, id_)] = likeness
                self._db.touch(Part.LIKELY, person_id)
                self._db.touch(Part.LIKELY, id_)

    def _candidates(
        self, ids: Collection[str], best: dict[str, tuple[str, Likeness]]
    ) -> Iterator[Candidate]:
        there, told = self._people(ids), self._interviewed(ids)
        for each in ids:
            if each in there:
                yield Candidate(there[each], *best[each], told.get(each))

    def _people(self, ids: Collection[str]) -> dict[str, Person]:
        return {
            each.id: each for each in PEOPLE.select(self._db, f"WHERE id {AMONG}", (listed(ids),))
        }

    def _interviewed(self, ids: Collection[str]) -> dict[str, Interviewed]:
        """Of a group, the last with any of them."""
        groups = self._sameness.groups()
        whose = {each: shown for shown in ids for each in groups.of(shown)}
        rows = sorted(among(self._db, _INTERVIEWED, whose), key=lambda row: str(row[2]))
        return {whose[id_]: Interviewed(code, Moment(*at)) for id_, code, *at in rows}


def _in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """The older record first."""
    first = min(one, other, key=lambda each: (each.created_at.utc, each.id))
    return first, other if first is one else one
