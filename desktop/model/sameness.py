"""Whether two records of people are of one person: what somebody decided, and what follows.

Nothing of the two records is ever rewritten. A *pair* is two ids of people in order; whoever
decides about it decides about that pair alone, and who is one person follows from all pairs by
:func:`groups`, whatever order they were decided in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop.model.owned_id import id_of_pair
from desktop.model.values.bounds import Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id, MaybeId
from desktop.model.values.open_enum import OpenEnum
from desktop.model.version import RecordKind

SAMENESS_KIND: Final = RecordKind("sameness")

Pair = tuple[str, str]
"""Two ids of people, in order."""


class SameAs(OpenEnum):
    """What was decided of a pair. Only *same* joins."""

    SAME = "same"
    NOT_SAME = "not-same"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Sameness:
    """What somebody decided of two people; the versions say who it was.

    ``one``, ``other``: the ids of both, in order; ``id`` follows from them. ``reason``: how it is
    known.
    """

    id: Id
    created_at: Moment
    one: MaybeId = ""
    other: MaybeId = ""
    answer: SameAs = SameAs.UNSURE
    reason: Text = ""
    decided_at: Moment | None = None

    @property
    def pair(self) -> Pair:
        """The two people."""
        return self.one, self.other


def pair_of(person_id: str, other_id: str) -> Pair:
    """Both in order; ``ValueError`` where they are one id."""
    if person_id == other_id:
        raise ValueError("a record is not compared with itself")
    return min(person_id, other_id), max(person_id, other_id)


def sameness_id(pair: Pair) -> str:
    """The id of the one record about a pair, in every vault the same."""
    return id_of_pair(SAMENESS_KIND, *pair)


def refuse_misplaced(body: Sameness) -> None:
    """``ValueError`` where the id does not follow from the pair, or the pair is none: a second
    record about it could say something else."""
    if body.pair != pair_of(*body.pair) or body.id != sameness_id(body.pair):
        raise ValueError("the id is not that of the two people")


@dataclass(frozen=True, slots=True)
class Groups:
    """Who is one person.

    ``members``: by the id of each person who is one with others, all of them, the one that is
    shown first. ``to_resolve``: pairs about which decisions contradict each other, in order.
    """

    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to_resolve: tuple[Pair, ...] = ()

    def of(self, person_id: str) -> tuple[str, ...]:
        """Everybody who is this person, the one that is shown first; alone where nobody is."""
        return self.members.get(person_id, (person_id,))

    def shown(self, person_id: str) -> str:
        """Under whose id this person is shown."""
        return self.of(person_id)[0]

    def hidden(self) -> dict[str, str]:
        """Who is not shown as themselves, and under whose id instead."""
        return {each: of[0] for each, of in self.members.items() if each != of[0]}


def groups(
    decided: Mapping[Pair, Collection[SameAs]], age: Callable[[str], tuple[str, str]]
) -> Groups:
    """Who is one person by these decisions.

    ``decided``: of each pair what stands, more than one answer where nobody settled which.
    ``age``: by which the first of a group is found, of an id.

    Joined is what is connected by *same* alone. Where a pair inside is *not the same*, or stands
    undecided between several answers, nobody says which of the others is wrong: all of that
    cluster stay apart, and the pair is to be resolved.
    """
    answers = {pair: frozenset(said) for pair, said in decided.items()}
    undecided = {pair for pair, said in answers.items() if len(said) > 1}
    against = undecided | {pair for pair, said in answers.items() if SameAs.NOT_SAME in said}
    clusters = _connected(pair for pair, said in answers.items() if said == {SameAs.SAME})
    number = {each: at for at, cluster in enumerate(clusters) for each in cluster}
    inside = {pair for pair in against if -1 != number.get(pair[0], -1) == number.get(pair[1], -2)}
    broken = {number[one] for one, _other in inside}
    members = {
        each: tuple(sorted(cluster, key=age))
        for at, cluster in enumerate(clusters)
        if at not in broken
        for each in cluster
    }
    return Groups(members, tuple(sorted(undecided | inside)))


def perhaps_one(decided: Mapping[Pair, Collection[SameAs]], person_id: str) -> tuple[str, ...]:
    """Everybody who may be this person by what anybody said, themselves among them: for who keeps
    names back, and must not keep back too few."""
    said = (pair for pair, answers in decided.items() if SameAs.SAME in answers)
    found = (cluster for cluster in _connected(said) if person_id in cluster)
    return tuple(sorted(next(found, {person_id})))


def _connected(pairs: Iterable[Pair]) -> list[set[str]]:
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    seen: set[str] = set()
    return [set(_reached(each, beside, seen)) for each in sorted(beside) if each not in seen]


def _reached(first: str, beside: Mapping[str, set[str]], seen: set[str]) -> Iterator[str]:
    waiting = [first]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            yield each
            waiting += beside[each]
