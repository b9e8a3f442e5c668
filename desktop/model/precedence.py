"""Which version of a record is shown, where several are held: one rule for every home of records.

Merging is the union of versions, so any order and any repetition ends in the same ones. What
is shown then follows from them alone, so that homes which hold the same versions also show the
same:

1. what ended goes before everything, even before versions built on it (a consent that was
   withdrawn, R2: agreeing again is a new consent);
2. a head that was cut in this home and that it already shows stays;
3. what was closed goes before what is open, even before versions built on it (an interview
   that was sealed, R10);
4. otherwise the newest head.

Newest is by the author's clock, then by id. What is not shown stays in the history.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum


class Finality(Enum):
    """What a version says of its record's end."""

    OPEN = "open"
    CLOSED = "closed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version of one record, as the rule sees it.

    ``at``: UTC by the author's clock, text that sorts. ``parents``: ids of what it is built on.
    ``kept``: it was cut in this home, which shows it at present.
    """

    version_id: str
    at: str
    parents: Collection[str] = ()
    finality: Finality = Finality.OPEN
    kept: bool = False


def heads_among(candidates: Collection[Candidate]) -> list[Candidate]:
    """Those of one record that none of them is built on, oldest first; two or more are a branch.
    A child of another record, which nobody honest writes, hides no head of this one."""
    built_on = {parent for each in candidates for parent in each.parents}
    return sorted((each for each in candidates if each.version_id not in built_on), key=_age)


def choose(candidates: Collection[Candidate]) -> str:
    """The id of the version to show of all that are held; ``ValueError`` where there is none."""
    heads = heads_among(candidates)
    ended = [each for each in candidates if each.finality is Finality.ENDED]
    kept = [each for each in heads if each.kept]
    closed = [each for each in candidates if each.finality is Finality.CLOSED]
    return max(ended or kept or closed or heads, key=_age).version_id


def _age(candidate: Candidate) -> tuple[str, str]:
    return candidate.at, candidate.version_id
