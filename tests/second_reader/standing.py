"""What is closed: every version that closes is heard until who may goes on from it (receiving,
Kept unread)."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping

from . import owned
from .authority import settles
from .held import CONSENT, INTERVIEW, Desk, Version


def _closes(version: Version) -> bool:
    """Whether nothing of the interviews that it is about is used while it is heard."""
    if version.erased and version.kind in (CONSENT, INTERVIEW):
        return True
    return version.withdrawn or (
        version.unread and (version.kind == CONSENT or bool(version.interviews))
    )


def _about(version: Version, by_consent: Mapping[str, str]) -> tuple[str, ...]:
    """The interviews that a version decides about; a consent that names none is about the one
    whose consent it is."""
    if version.kind == INTERVIEW and version.erased:
        return (version.record_id, *version.interviews)
    if version.kind == CONSENT and not version.interviews:
        found = by_consent.get(version.record_id)
        return () if found is None else (found,)
    return version.interviews


def closed(held: Iterable[Version], desk: Desk, interviews: Collection[str]) -> frozenset[str]:
    """The interviews that are closed: by a withdrawal, a tombstone, or what is kept unread.

    interviews: those that are known of.
    """
    everything = tuple(held)
    unnamed = any(each.kind == CONSENT and not each.interviews for each in everything)
    by_consent = {owned.consent_of(i): i for i in interviews} if unnamed else {}
    by_parent: dict[str, list[Version]] = {}
    for each in everything:
        for parent in each.parents:
            by_parent.setdefault(parent, []).append(each)
    return frozenset(
        interview
        for each in everything
        if _closes(each)
        for interview in _about(each, by_consent)
        if not _is_settled(each, interview, by_parent, desk)
    )


def _is_settled(
    earlier: Version, interview: str, by_parent: dict[str, list[Version]], desk: Desk
) -> bool:
    """Whether who may has gone on from it, in a decision about this interview."""
    owns = functools.partial(owned.is_of, interview, INTERVIEW)
    return any(
        interview in later.interviews and settles(later, earlier, owns, desk)
        for later in by_parent.get(earlier.version_id, ())
    )


def erased(held: Iterable[Version]) -> frozenset[str]:
    """Records that let out nothing but their tombstone: of an interview or a consent anybody's is
    heard, of every other record that of the owner of its id."""
    return frozenset(
        each.record_id
        for each in held
        if each.erased
        and (
            each.kind in (CONSENT, INTERVIEW)
            or not owned.says_whose(each.record_id)
            or each.belongs_to_its_author()
        )
    )
