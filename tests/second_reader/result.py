"""What a receiver answers to a package (page, Reading and Receipt)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .custody import Row
from .document import Document
from .records import Described
from .shown import Told
from .standing import Said

ACCEPTED = "accepted"
ALREADY_THERE = "already-there"
SET_ASIDE = "set-aside"


@dataclass(frozen=True)
class Verdict:
    """One line of the receipt: version id or SHA-256, outcome, reason ("" or a code)."""

    item: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class MediaVersion:
    """A version of a media record; described is None of one that is kept unread."""

    media_id: str
    version_id: str
    author: str
    parents: tuple[str, ...]
    described: Described | None


@dataclass(frozen=True)
class Here:
    """What the receiver already has; a reader without a store has nothing."""

    versions: frozenset[str] = frozenset()
    originals: Mapping[str, str] = field(default_factory=dict)
    """Media id to SHA-256."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Record id to its kind."""
    said: tuple[Said, ...] = ()
    """What decides about interviews."""
    media: tuple[MediaVersion, ...] = ()
    """The versions of media records, oldest first."""
    interviews: Mapping[str, Told] = field(default_factory=dict)
    """The versions of interviews that are read, by their ids."""


@dataclass(frozen=True)
class Result:
    """The package taken in, or refused whole by a rule."""

    refused: str = ""
    about: str = ""
    document: Document | None = None
    tagmanifest_sha256: str = ""
    records: tuple[Verdict, ...] = ()
    media: tuple[Verdict, ...] = ()
    custody: tuple[Row, ...] = ()
    custody_further: int = 0
    closed: frozenset[str] = frozenset()
    """Interviews that are closed: by a withdrawal, or by what nobody here can read."""
    here: Here = field(default_factory=Here)
    """What the receiver has then."""
