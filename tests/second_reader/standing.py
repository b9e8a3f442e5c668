"""What is closed: every consent that nobody who may has settled is heard (receiving, authority)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from . import owned


@dataclass(frozen=True)
class Said:
    """A version that closes or opens interviews, or that nobody here can read.

    closes: a withdrawal; unread: kept unread, which closes until somebody goes on from it.
    """

    version_id: str
    kind: str
    record_id: str
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


def closed(said: Iterable[Said], here: Collection[str]) -> frozenset[str]:
    """The interviews that are closed. here: the interviews that anything is known of."""
    by_consent = {owned.consent_of(each): each for each in here}
    everything = tuple(_placed(each, by_consent) for each in said)
    return frozenset(
        interview
        for each in everything
        if each.closes
        for interview in each.interviews
        if not _is_settled(each, interview, everything)
    )


def _placed(said: Said, by_consent: Mapping[str, str]) -> Said:
    """With the interview of a version that names none: a consent's, or an interview itself."""
    if said.interviews or not said.unread:
        return said
    about = {"consent": by_consent.get(said.record_id), "interview": said.record_id}.get(said.kind)
    erased = said.kind == "consent" or said.withdrawn
    return replace(said, interviews=(about,)) if about and erased else said


def _is_settled(earlier: Said, interview: str, everything: Collection[Said]) -> bool:
    return any(
        earlier.version_id in each.parents
        and interview in each.interviews
        and _may_settle(each, earlier, interview)
        for each in everything
    )
