"""A story: versions of one record by up to six authors, and what happens to their cards and seals.

Everything follows from a seed. Nobody can sign for another; all else that a cheat may write is
written: any date, parents of others and such as do not exist, another's id, endings, seals that
were never made.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Final

from desktop.model.consent import (
    Answer,
    Cell,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    Standing,
)
from desktop.model.merge.precedence import Finality
from desktop.model.values.moment import Moment

OWNER, KNOWN, TURNED, STRANGER, LATE, GONE, HERE = (
    "owner", "known", "turned", "stranger", "late", "gone", "here",
)  # fmt: skip
"""Whose the record is; a colleague; a trusted sender who was turned; whose card nobody trusts;
whose card is trusted while the story goes on; whose card is revoked meanwhile; this home."""
HOSTILE: Final = frozenset({TURNED, STRANGER})
TIMES: Final = ("0001", "2026", "2027", "9999")
CELLS: Final[tuple[Cell, ...]] = (
    (Purpose.ANALYSE, RecipientKind.ORGANISATION),
    (Purpose.PUBLISH, RecipientKind.PUBLIC),
)
NOWHERE: Final = "f" * 64
"""A parent that nobody ever wrote."""


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A version as it was told, which is only itself.

    ``sealed``: its author sealed it; ``late``: it first comes without its seal. ``standing``: what
    it says as a consent.
    """

    id: str
    author: str
    at: str
    parents: tuple[str, ...]
    finality: Finality
    sealed: bool
    late: bool
    standing: Standing

    @property
    def ours(self) -> bool:
        """Whether it is cut in the home that is looked at."""
        return self.author == HERE


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Something that happens to a home.

    ``what``: a ``version`` comes, ``bare`` of its seal, or once more with its ``seal``; a person
    here says ``trust`` or ``revoke`` of the card of ``who``.
    """

    what: str
    who: str = ""
    version: Version | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """``consent``: of a consent, which ends; else of what is sealed. ``events`` in the order they
    were told; ``cuts``: how often, of a hundred, a person here writes between two of them."""

    seed: int
    consent: bool
    events: tuple[Event, ...]
    cuts: int

    @property
    def end(self) -> Finality:
        """How a record of the kind is over."""
        return Finality.ENDED if self.consent else Finality.CLOSED


def tell(seed: int) -> Story:
    """The story of a seed."""
    chance = random.Random(seed)
    consent = chance.random() < 0.5
    others = chance.sample((KNOWN, TURNED, STRANGER, LATE, GONE), chance.randint(0, 4))
    story = Story(seed, consent, (), chance.choice((0, 15, 40)))
    events: list[Event] = []
    made: list[Version] = []
    for number in range(chance.randint(1, 9)):
        version = _version(chance, story, [OWNER, OWNER, *others], made, number)
        made.append(version)
        events += _arriving(version)
    for who, what in ((LATE, "trust"), (GONE, "revoke")):
        if who in others:
            events.insert(chance.randint(0, len(events)), Event(what, who))
    return replace(story, events=tuple(events))


def _arriving(version: Version) -> list[Event]:
    came = Event("version", version.author, version, bare=version.late)
    return [came, Event("seal", version.author, version)] if version.late else [came]


def _version(
    chance: random.Random, story: Story, authors: list[str], made: list[Version], number: int
) -> Version:
    ids = [each.id for each in made]
    parents = set(chance.sample(ids, chance.randint(0, min(2, len(ids)))))
    if chance.random() < 0.1:
        parents.add(NOWHERE)
    finality = chance.choice((Finality.OPEN, Finality.OPEN, story.end))
    sealed = finality is Finality.CLOSED and chance.random() < 0.7
    return Version(
        f"v{number}",
        chance.choice(authors),
        chance.choice(TIMES),
        tuple(sorted(parents)),
        finality,
        sealed,
        sealed and chance.random() < 0.3,
        standing(chance, finality),
    )


def standing(chance: random.Random, finality: Finality) -> Standing:
    """What somebody decided about :data:`CELLS` and photographs."""
    cells = (*CELLS, (Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION))
    answers = tuple(
        ConsentAnswer(*cell, chance.choice(_ANSWERS), chance.choice(_SHOWN)) for cell in cells
    )
    return Standing(_GONE if finality is Finality.ENDED else None, answers)


_ANSWERS: Final = (Answer.YES, Answer.YES, Answer.YES, Answer.NO, Answer.NOT_ASKED)
_SHOWN: Final = tuple(Identification)
_GONE: Final = Moment("2026-01-01T00:00:00.000Z", 0)
