"""What would travel, what stays and why: shown to a person before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.model.consent import Decision, Purpose
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced
from desktop.vault.kinds.all import BY_NAME, CHOSEN, ORIGINAL
from desktop.vault.kinds.kind import AboutNobody

_MANY: Final = 1000
"""Interviews that are looked at between two safe points."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record that travels, of whatever kind.

    ``grounds``: the ids of all interviews it rests on in this vault, those that do not travel
    too; none for a kind that is about nobody.
    """

    kind: RecordKind
    id: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Going:
    """One interview that may leave, and on what.

    ``consent_versions``: the consent the gate looked at, the deciding branch first; writing is
    refused when another one stands by then. ``decision``: what it lets out.
    ``records``: what goes with it but for originals; ``media``: the originals; both without what
    was confirmed before. ``grounds`` of both are those of an :class:`Item`.
    """

    interview_id: str
    code: str
    consent_versions: tuple[str, ...]
    decision: Decision
    records: tuple[Item, ...]
    media: Sequence[MediaEntry]

    def items(self, kind: RecordKind) -> Iterator[Item]:
        """The records of a kind: that of the interview, or those that go with it."""
        if kind == CHOSEN:
            yield Item(kind, self.interview_id, (self.interview_id,))
        elif kind == ORIGINAL:
            for entry in self.media:
                yield Item(kind, entry.media_id, entry.grounds)
        yield from (item for item in self.records if item.kind == kind)


@dataclass(frozen=True, slots=True)
class Notice:
    """A consent that travels alone, to somebody who holds the interview already.

    Withdrawn or narrowed consent must reach whoever was given the interview (R2); it is the
    one record that the gate does not hold back.
    """

    interview_id: str
    code: str
    consent_versions: tuple[str, ...]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PackageCounts:
    """How much travels, stays, and is there already.

    ``files``: originals. ``records``: of every other kind that travels with interviews or along
    with them, in the order of ``KINDS``, how many: what the recipient confirmed is not counted.
    """

    interviews: int
    files: int
    notices: int
    staying: int
    already_there: int
    records: Mapping[RecordKind, int]


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """A decided selection. ``size``: about how many bytes the package will take.

    ``going`` and ``staying`` may be made anew each time they are looked at (``made.Made``).
    ``along``: records about nobody, which travel with the others. ``again``: whether what was
    confirmed before travels once more. ``confirmed``: ids of earlier packages to this recipient
    whose receipts are here. ``package_id``: of the package where its name was told beforehand; ""
    where one is made. Nothing is written twice under one.
    """

    recipient: KnownCard
    purpose: Purpose
    going: Sequence[Going]
    along: tuple[Item, ...]
    notices: tuple[Notice, ...]
    staying: Sequence[Staying]
    counts: PackageCounts
    confirmed: tuple[str, ...]
    again: bool
    size: int
    package_id: str = ""

    def items(self, kind: RecordKind, pause: Pause = no_pause) -> Iterator[Item]:
        """Every record of a kind that travels, once; but not what decides itself what may leave:
        that travels with each interview of :meth:`told`."""
        met: set[str] = set()
        for item in self._items(kind, pause):
            # What rests on one interview is met once.
            if len(item.grounds) > 1:
                if item.id in met:
                    continue
                met.add(item.id)
            yield item

    def _items(self, kind: RecordKind, pause: Pause) -> Iterator[Item]:
        yield from (item for item in self.along if item.kind == kind)
        if isinstance(BY_NAME[kind].grounds, AboutNobody):
            return
        for going in paced(self.going, pause, _MANY):
            yield from going.items(kind)

    def told(self, pause: Pause = no_pause) -> Iterator[str]:
        """The interviews whose consents travel: with them, or alone."""
        yield from (notice.interview_id for notice in self.notices)
        yield from (going.interview_id for going in paced(self.going, pause, _MANY))

    def originals(self, pause: Pause = no_pause) -> Iterator[MediaEntry]:
        """Every original that travels, once, in the order of the interviews."""
        met: set[bytes] = set()
        for going in paced(self.going, pause, _MANY):
            for entry in going.media:
                digest = bytes.fromhex(entry.sha256)
                if digest not in met:
                    met.add(digest)
                    yield entry

    @property
    def media(self) -> tuple[MediaEntry, ...]:
        """:meth:`originals`, all of them at once."""
        return tuple(self.originals())

    @property
    def empty(self) -> bool:
        """True when there is nothing to write: what is about nobody travels with others only."""
        return not self.going and not self.notices

    @property
    def nothing_new(self) -> bool:
        """True when there is nothing to write and all that may leave was confirmed before."""
        return self.empty and self.counts.already_there > 0
