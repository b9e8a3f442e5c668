"""What a receiver answers to a package (page, Order of checks; receiving)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .attached import UnderCaption
from .custody import Row
from .document import Document
from .held import Version

ACCEPTED = "accepted"
ALREADY_THERE = "already-there"
SET_ASIDE = "set-aside"

READ = "read"
NEWER = "newer"
SIGNER_UNKNOWN = "signer unknown"
NOT_FOR_US = "not for us"
REFUSED = "refused"
_ANSWERS = {
    "": READ,
    "newer-program": NEWER,
    "signer-unknown": SIGNER_UNKNOWN,
    "signer-revoked": SIGNER_UNKNOWN,
    "not-for-this-reader": NOT_FOR_US,
}


@dataclass(frozen=True)
class Verdict:
    """One line of the receipt: version id or SHA-256, outcome, reason ("" or a code)."""

    item: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Here:
    """What the receiver already has; a reader without a store has nothing."""

    versions: frozenset[str] = frozenset()
    originals: Mapping[str, str] = field(default_factory=dict)
    """Media id to SHA-256."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Record id to its kind, as far as it is not in held."""
    held: tuple[Version, ...] = ()
    """The versions that were taken in, oldest first."""
    interviews: frozenset[str] = frozenset()
    """Interviews that are known of, here or not."""
    first_try: frozenset[str] = frozenset()
    """Versions that a try at this package took in, which was stopped behind them."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Ids of packages that were received, to the SHA-256 of their tag manifests."""


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
    """Interviews that are closed: by a withdrawal, a tombstone, or by what nobody here can read."""
    here: Here = field(default_factory=Here)
    """What the receiver has then."""
    erased: frozenset[str] = frozenset()
    """Records that let out nothing but their tombstone."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Record id to the version that is shown (../authority.md)."""
    files: Mapping[str, tuple[UnderCaption, ...]] = field(default_factory=dict)
    """Interview to what stands under its captions, of the version that is shown."""

    @property
    def answer(self) -> str:
        """The answer that a person tells apart (page, Order of checks; vectors)."""
        return _ANSWERS.get(self.refused, REFUSED)
