"""What is closed: every consent that nobody who may has settled is heard (receiving, authority)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from . import owned


@dataclass(frozen=True)
class Said:
    """A version that closes or opens interviews, or that nobody here can read.

    closes: a withdrawal; unread: kept unread, which closes until somebody goes on from it.
    """

    version_id: str
    author: str
    parents: tuple[str, ...]
    interviews: tuple[str, ...]
    withdrawn: bool
    unread: bool

    @property
    def closes(self) -> bool:
        """Whether nothing may be used while it is heard."""
        return self.withdrawn or self.unread


def _may_settle(later: Said, earlier: Said, interview: str) -> bool:
    """The same author, or the owner of the interview; a person at the reader's desk writes here
    nothing."""
    return later.author == earlier.author or owned.is_of(interview, later.author, "interview")


def closed(said: Iterable[Said]) -> frozenset[str]:
    """The interviews that are closed."""
    everything = tuple(said)
    return frozenset(
        interview
        for each in everything
        if each.closes
        for interview in each.interviews
        if not _is_settled(each, interview, everything)
    )


def _is_settled(earlier: Said, interview: str, everything: Collection[Said]) -> bool:
    return any(
        earlier.version_id in each.parents
        and interview in each.interviews
        and _may_settle(each, earlier, interview)
        for each in everything
    )
