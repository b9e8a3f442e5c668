"""Which consents count for an interview, decided from the versions of consents alone.

A home of records that holds the same versions decides the same, whatever it shows of them, and
whether or not it knows who signed them (``authority.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from desktop.model.authority import Rule, Signed, opens
from desktop.model.consent.gate import ConsentBranches, Standing
from desktop.model.consent.record import CONSENT_KIND
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.owned_id import Owned, consent_id_of, is_of_kind


class ConsentVersion(NamedTuple):
    """What one version of a consent says, as far as the gate looks at it.

    ``author``: the fingerprint of who signed it. ``created_utc``: by its author's clock.
    ``made_here``: it was cut in this home. ``late``: it came after its author's card was revoked.
    One that is kept unread (``standing.unread``) and names no interview ("") is about the one its
    record is the consent of.
    """

    id: str
    consent_id: str
    parents: tuple[str, ...]
    author: str
    interview_id: str
    created_utc: str
    made_here: bool
    given_utc: str
    standing: Standing
    late: bool = False


def branches_by_interview(versions: Iterable[ConsentVersion]) -> dict[str, ConsentBranches]:
    """Every consent that is heard for each interview that has any, oldest first.

    ``versions``: all there are of each interview, in any order. One that names another interview
    than the version it goes on from, which nobody honest writes, settles nothing there.
    """
    found: defaultdict[str, list[ConsentVersion]] = defaultdict(list)
    for version in versions:
        found[version.interview_id].append(version)
    _put_unread(found, found.pop("", []))
    return {interview_id: _heard(interview_id, each) for interview_id, each in found.items()}


def _put_unread(
    found: Mapping[str, list[ConsentVersion]], unread: Collection[ConsentVersion]
) -> None:
    """Let what is kept unread stand among what it may be about: one interview, whose consent its
    record is. Ids of before are the consents of whatever their versions say."""
    if not unread:
        return
    about: defaultdict[str, set[str]] = defaultdict(set)
    for interview_id, group in found.items():
        about[consent_id_of(interview_id)].add(interview_id)
        for each in group:
            if not is_of_kind(each.consent_id, CONSENT_KIND):
                about[each.consent_id].add(interview_id)
    for version in unread:
        for interview_id in about.get(version.consent_id, ()):
            found[interview_id].append(version)


def _heard(interview_id: str, versions: list[ConsentVersion]) -> ConsentBranches:
    owned = Owned(interview_id, INTERVIEW_KIND)
    if len(versions) == 1:
        [only] = versions
        answered = opens(owned, only.author, only.made_here, only.late)
        return ConsentBranches(((only.id, only.standing),), answered)
    by_id = {version.id: version for version in versions}
    rule = Rule(owned, [_signed(version) for version in versions])
    heard = tuple((each.id, by_id[each.id].standing) for each in rule.heard())
    return ConsentBranches(heard, rule.answered())


def _signed(version: ConsentVersion) -> Signed:
    said = version.id, version.author, version.created_utc, version.parents
    return Signed(*said, ours=version.made_here, late=version.late)
