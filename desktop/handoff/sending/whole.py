"""What is told of several files together goes only where all of these are with the recipient.

That its interviews may be told is not enough: a person chooses some of them, and a set's name, its
note and the ids of its other files would tell of those who were left out.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.handoff.format.travelling import GROUNDS
from desktop.handoff.sending.looked import Looked
from desktop.model.version import RecordKind
from desktop.progress import Pause, paced

if TYPE_CHECKING:
    from desktop.handoff.sending.plan import PackagePlan
    from desktop.home.roles import Deciding

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
