"""What is told of several files together goes only where all of these are with the recipient.

That its interviews may be told is not enough: a person chooses some of them, and a set's name, its
note and the ids of its other files would tell of those who were left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from desktop.handoff.format.travelling import GROUNDS
from desktop.handoff.sending.looked import Looked
from desktop.home.judge import said_by
from desktop.home.versions import NotUnderstood, body_of, read_document
from desktop.model.version import RecordKind
from desktop.progress import Pause, paced
from desktop.vault.kinds.all import BY_NAME

if TYPE_CHECKING:
    from desktop.handoff.sending.plan import PackagePlan
    from desktop.home.roles import Deciding, Sending

_MANY: Final = 1000
"""Interviews that are gone through between two safe points."""

ABOUT_FILES: Final = frozenset(kind for kind, grounds in GROUNDS.items() if grounds.by_files)
"""The kinds whose records are about files."""

Needs = Mapping[str, Sequence[bytes]]
"""By record id, the SHA-256 of each of its files that the recipient has not confirmed."""


@dataclass(frozen=True, slots=True)
class Whole:
    """``needs``: of the records about files of several interviews; ``holders``: by SHA-256, the
    interviews with which that file goes."""

    needs: Needs = field(default_factory=dict)
    holders: Mapping[bytes, Sequence[str]] = field(default_factory=dict)

    def goes(self, record_id: str, left_out: frozenset[str] = frozenset()) -> bool:
        """Whether each of its files goes, or was confirmed, where these interviews are left
        out."""
        held = (self.holders.get(digest, ()) for digest in self.needs.get(record_id, ()))
        return not any(left_out.issuperset(holders) for holders in held)


def needs_of(files: Mapping[str, Collection[str]], confirmed: Container[str]) -> Needs:
    """``files``: by record id, the SHA-256 of each of its files in hex."""
    new = (
        (record_id, [bytes.fromhex(each) for each in digests if each not in confirmed])
        for record_id, digests in files.items()
    )
    return {record_id: digests for record_id, digests in new if digests}


def whole_of(needs: Needs, interviews: Iterable[Looked], pause: Pause) -> Whole:
    """Found in one pass over the interviews of an offer."""
    holders: dict[bytes, list[str]] = {each: [] for digests in needs.values() for each in digests}
    if holders:
        for looked in paced(interviews, pause, _MANY):
            for digest in {digest for digest, _size in looked.contents()} & holders.keys():
                holders[digest].append(looked.id)
    return Whole(needs, holders)


def missing(
    vault: Deciding, plan: PackagePlan, records: Mapping[RecordKind, Collection[str]], pause: Pause
) -> set[str]:
    """The SHA-256 of each file that records about files need, and that neither goes with a plan
    nor was confirmed. ``records``: their ids, by their kinds."""
    lacking = {
        digest
        for kind, ids in records.items()
        for digests in vault.outlines.sums_of_files(kind, ids, pause).values()
        for digest in digests
    }
    if lacking:
        lacking.difference_update(each.sha256 for each in plan.originals(pause))
    if lacking:
        for rows in vault.outlines.items_confirmed(plan.recipient.fingerprint):
            pause()
            lacking.difference_update(item for (item,) in rows)
    return lacking


def not_its_owners(vault: Sending, kind: RecordKind, versions: Iterable[str]) -> set[str]:
    """Those of some versions of a record that are shown nowhere here because nobody asked whose
    they are: they name files of somebody who has no say in this one."""
    known = BY_NAME.get(kind)
    if known is None or not known.of_its_owner_alone:
        return set()
    ours, found = vault.identity.fingerprint, set()
    for version_id in versions:
        document = read_document(vault.versions.data(version_id)).document
        if not said_by(document, known).may_be_shown(document.author == ours):
            found.add(version_id)
    return found


def naming_others(
    vault: Sending, kind: RecordKind, record_id: str, versions: Collection[str], pause: Pause
) -> set[str]:
    """Those of several versions of a record that name a file which each newest one does not: it was
    taken out, or put in by one of two people, and nobody asked whether it may go. One that cannot
    be read here may."""
    grounds = GROUNDS.get(kind)
    if grounds is None or grounds.named_files is None or len(versions) < 2:
        return set()
    heads = vault.versions.head_ids(record_id)
    heads -= not_its_owners(vault, kind, heads)
    named: dict[str, set[str] | None] = {}
    for version_id in {*versions, *heads}:
        pause()
        named[version_id] = _named(vault, version_id, grounds.named_files)
    asked = set.intersection(*(named[each] or set() for each in heads)) if heads else set()
    found = ((each, named[each]) for each in versions)
    return {each for each, files in found if files is None or not files <= asked}


def _named(
    vault: Sending, version_id: str, named_files: Callable[[Any], Collection[str]]
) -> set[str] | None:
    try:
        body = body_of(read_document(vault.versions.data(version_id)), BY_NAME)
    except NotUnderstood:
        return None
    return set(named_files(body))
