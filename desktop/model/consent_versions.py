"""Which consent counts for an interview, decided from the versions of consents alone.

A home of records that holds the same versions decides the same, whatever it shows of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from desktop.model.consent import ConsentBranches, Standing, when_decided
from desktop.model.precedence import Candidate, Finality, choose, heads_among


class ConsentVersion(NamedTuple):
    """What one version of a consent says, as far as the gate looks at it.

    ``created_utc``: by its author's clock. ``made_here``: it was cut in this home.
    """

    id: str
    consent_id: str
    parents: tuple[str, ...]
    interview_id: str
    created_utc: str
    made_here: bool
    given_utc: str
    standing: Standing


def branches_by_interview(versions: Iterable[ConsentVersion]) -> dict[str, ConsentBranches]:
    """The consent decided last for each interview that has any, with all its branches.

    ``versions``: all there are of each consent, in any order. One that names another interview
    than the others, which nobody honest writes, takes nothing away from that of theirs.
    """
    consents: defaultdict[tuple[str, str], list[ConsentVersion]] = defaultdict(list)
    for version in versions:
        consents[version.consent_id, version.interview_id].append(version)
    last: dict[str, tuple[ConsentVersion, list[ConsentVersion]]] = {}
    for each in consents.values():
        current, heads = _weighed(each)
        known = last.get(current.interview_id)
        if known is None or _when(known[0]) < _when(current):
            last[current.interview_id] = current, heads
    return {
        interview_id: ConsentBranches(
            current.standing, tuple((head.id, head.standing) for head in heads)
        )
        for interview_id, (current, heads) in last.items()
    }


def _weighed(versions: list[ConsentVersion]) -> tuple[ConsentVersion, list[ConsentVersion]]:
    """Of all versions of one consent the one that counts, and the heads, oldest first."""
    if len(versions) == 1:
        return versions[0], versions
    by_id = {version.id: version for version in versions}
    candidates = [_candidate(version) for version in versions]
    heads = [by_id[head.version_id] for head in heads_among(candidates)]
    return by_id[choose(candidates)], heads


def _candidate(version: ConsentVersion) -> Candidate:
    ended = version.standing.withdrawn_at is not None
    return Candidate(
        version.id,
        version.created_utc,
        version.parents,
        Finality.ENDED if ended else Finality.OPEN,
        kept=version.made_here,
    )


def _when(version: ConsentVersion) -> tuple[str, bool, str]:
    withdrawn = version.standing.withdrawn_at
    return when_decided(version.consent_id, version.given_utc, withdrawn.utc if withdrawn else None)
