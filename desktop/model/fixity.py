"""Reading originals again and comparing them with their hashes (R12, PREMIS *fixity check*).

Plain rules, no I/O.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.values.moment import Moment

PIECE: Final = 1 << 20
"""Octets of each piece of an original but its last: as it lies in the vault."""
DAYS: Final = 30
"""In so many a vault is read through."""


SOURCES_GOING: Final = "sources to be deleted"
SOURCES_GONE: Final = "sources deleted"
"""What ``what`` says in a row about files that go where they came from."""


class Medium(StrEnum):
    """Where these lay, as far as it is known."""

    ANOTHER = "another"
    OF_THE_VAULT = "that of the vault"
    SEVERAL = "several"
    NOT_KNOWN = "not known"


class FixityResult(StrEnum):
    """What the last check of an original said."""

    GOOD = "good"
    CHANGED = "changed"
    """Some bytes are others, too many or missing."""
    UNREADABLE = "unreadable"
    """Some bytes cannot be decrypted: a page of the vault is damaged."""
    CHECKSUM = "checksum"
    """The bytes are those of the last good check, and the checksums that the vault names are
    others."""


@dataclass(frozen=True, slots=True)
class Span:
    """Octets of a file, the first and the last of them, counted from 0."""

    first: int
    last: int

    @property
    def piece(self) -> int:
        """The number of the piece it begins in, counted from 1."""
        return self.first // PIECE + 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of one original's bytes. ``good``: when they were last all as they came; its
    arrival, where it was not read since. ``wrong``: the parts that are not; none where it is not
    known which."""

    media_id: str
    name: str
    size: int
    at: Moment
    good: Moment
    result: FixityResult = FixityResult.GOOD
    wrong: tuple[Span, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether every byte was as it came."""
        return self.result is FixityResult.GOOD


@dataclass(frozen=True, slots=True)
class Run:
    """One check of originals. ``whole``: of all of them; else of ``share`` octets or a little
    more. ``ended``: None while it goes on. ``files``, ``octets``, ``wrong``: so far."""

    number: int
    whole: bool
    share: int
    began: Moment
    ended: Moment | None = None
    files: int = 0
    octets: int = 0
    wrong: int = 0

    @property
    def has_read_enough(self) -> bool:
        """Whether its share was read."""
        return not self.whole and self.octets >= self.share


@dataclass(frozen=True, slots=True)
class FixityReport:
    """How the originals of a vault are. ``originals``: how many there are, ``unread`` of them were
    not read again since they came. ``since``: the oldest of their last good checks; None of an
    empty vault. ``last``: the newest check that ended, ``running`` the one that has not, and
    ``left`` the octets that it still has to read, at most."""

    originals: int
    unread: int
    since: Moment | None
    last: Run | None
    running: Run | None
    left: int
    wrong: tuple[Checked, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing is known that is not as it came."""
        return not self.wrong


def share_of(total: int, before: Moment | None, now: Moment) -> int:
    """Octets to be read today of ``total``: a thirtieth for each day since the check ``before``, at
    least for one, and all where there was none for a month. By calendar days where the clock
    stood; a clock that was put back counts as well."""
    days = 1
    if before is not None:
        days = abs((now.local().date() - before.local().date()).days)
    return -(-total * min(max(days, 1), DAYS) // DAYS)


def spans(pieces: Iterable[int], size: int) -> tuple[Span, ...]:
    """The parts of a file of ``size`` octets that these pieces (counted from 0) are; neighbours
    are one part."""
    found: list[Span] = []
    for piece in sorted(set(pieces)):
        last = max(piece * PIECE, min((piece + 1) * PIECE, size) - 1)
        if found and found[-1].last + 1 == piece * PIECE:
            found[-1] = Span(found[-1].first, last)
        else:
            found.append(Span(piece * PIECE, last))
    return tuple(found)
