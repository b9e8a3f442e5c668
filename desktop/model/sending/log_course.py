"""What a sender's packages say of the course that their custody log took: one line, or a fork.

A vault restored from a backup goes on with its log as a new instance (:class:`CustodySegment`).
Two copies of one vault that both go on have the same rows up to the backup and others behind it.
Which of two clocks is right nobody knows here, so that packages are judged in the order in which
they came: a copy that was taken over from, and is heard of again, is a fork.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from desktop.model.custody import CustodyEvent, CustodyHead, CustodySegment
from desktop.model.values.moment import Moment
from desktop.model.values.open_enum import OpenEnum


class Course(OpenEnum):
    """How a package's log goes on from what came of its sender before. ``AS_BEFORE``: the same
    instance, or the first that is heard. ``RESTORED``: from a backup, behind everything that came.
    ``OLDER_BACKUP``: from one older than something that came, which its log so lacks. ``FORK``: a
    copy that another one had taken over from. ``CONTRADICTS``: it names, of rows that both have,
    others than were named before, or restores in an order that cannot be."""

    AS_BEFORE = "as-before"
    RESTORED = "restored"
    OLDER_BACKUP = "older-backup"
    FORK = "fork"
    CONTRADICTS = "contradicts"

    @classmethod
    def said(cls, code: str) -> Course:
        """By a receipt, where "" stands for nothing that has to be said."""
        return cls(code) if code else cls.AS_BEFORE


@dataclass(frozen=True, slots=True)
class LogTold:
    """What one package says of its sender's log."""

    head: CustodyHead
    segments: tuple[CustodySegment, ...] = ()

    @property
    def instance(self) -> str:
        """The id of the one that wrote it; "" of a vault that was never restored."""
        return self.segments[-1].instance if self.segments else ""

    @property
    def restored_at(self) -> Moment | None:
        """When that one was restored, by its clock."""
        return self.segments[-1].at if self.segments else None

    @property
    def instances(self) -> set[str]:
        """Those whose rows are in it."""
        return {"", *(each.instance for each in self.segments)}

    @property
    def is_possible(self) -> bool:
        """Whether a log can have these segments: each begins behind the row it names, within the
        log, and behind the one before."""
        ends = [*(each.after.seq for each in self.segments), self.head.seq]
        whole = all(each.began == each.after.seq + 1 for each in self.segments)
        within = all(each.began <= end for each, end in zip(self.segments, ends[1:], strict=True))
        return whole and within and len(self.instances) == len(self.segments) + 1


def course(told: LogTold, earlier: Sequence[LogTold]) -> Course:
    """How ``told`` goes on from what the same sender's packages said before, oldest first."""
    if not told.is_possible or any(_contradict(told, each) for each in earlier):
        return Course.CONTRADICTS
    if not earlier:
        return Course.AS_BEFORE
    known = any(told.instance in each.instances for each in earlier)
    apart = [not _one_line(told, each) for each in earlier]
    if not known:
        return Course.OLDER_BACKUP if any(apart) else Course.RESTORED
    since = takewhile(bool, reversed(apart))
    return Course.FORK if any(since) else Course.AS_BEFORE


def named_rows(told: LogTold, earlier: Sequence[LogTold]) -> dict[int, str]:
    """Number and hash of the rows that a log must have if ``told`` and what came before are true of
    it: for :func:`disagrees`."""
    found = {each.seq: each.hash for each in _points(told)}
    for before in earlier:
        until = shared(told, before)
        found |= {each.seq: each.hash for each in _points(before) if each.seq <= until}
    return found


def disagrees(event: CustodyEvent, named: Mapping[int, str]) -> bool:
    """Whether a row, or the one before it, is another than was named."""
    same = named.get(event.seq, event.hash) == event.hash
    return not same or named.get(event.seq - 1, event.previous) != event.previous


def shared(one: LogTold, other: LogTold) -> int:
    """The number up to which both must have the same rows."""
    return min(_until(one, other).seq, _until(other, one).seq)


def _common(one: LogTold, other: LogTold) -> int:
    """How many segments both begin with."""
    both = zip(one.segments, other.segments, strict=False)
    return sum(1 for _each in takewhile(lambda pair: pair[0] == pair[1], both))


def _until(one: LogTold, other: LogTold) -> CustodyHead:
    """The last row that ``one`` has before it leaves ``other``'s segments."""
    rest = one.segments[_common(one, other) :]
    return rest[0].after if rest else one.head


def _one_line(one: LogTold, other: LogTold) -> bool:
    """Whether one of the two is an earlier state of the other."""
    return shared(one, other) in (one.head.seq, other.head.seq)


def _points(told: LogTold) -> Iterator[CustodyHead]:
    """The rows it names."""
    yield from (each.after for each in told.segments)
    yield told.head


def _contradict(one: LogTold, other: LogTold) -> bool:
    """Whether they name different rows where both must have the same."""
    until = shared(one, other)
    named = {(each.seq, each.hash) for told in (one, other) for each in _points(told)}
    within = sorted(each for each in named if each[0] <= until)
    return any(first[0] == second[0] for first, second in pairwise(within))
