"""What a reader remembers of a version that it took in (receiving), and whose cards it trusts."""

from __future__ import annotations

from dataclasses import dataclass

from . import owned

INTERVIEW = owned.INTERVIEW
CONSENT = owned.CONSENT
MEDIA = owned.MEDIA


@dataclass(frozen=True)
class Desk:
    """Who reads, and whose cards are trusted there or were revoked."""

    reader: str = ""
    trusted: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()

    def is_here(self, author: str) -> bool:
        """Whether a person at this desk wrote it."""
        return bool(self.reader) and author == self.reader

    def trusts(self, author: str) -> bool:
        """Whether this card is trusted now."""
        return self.is_here(author) or (author in self.trusted and author not in self.revoked)


@dataclass(frozen=True)
class Described:
    """What a media record says of its original."""

    media_id: str
    sha256: str
    sha512: str
    size: int


@dataclass(frozen=True)
class Attachment:
    """A file of an interview, by id and by the SHA-256 of the original ("" in older ones)."""

    media_id: str
    sha256: str = ""


@dataclass(frozen=True)
class Version:
    """A record version that was taken in; bodies are not held."""

    version_id: str
    kind: str
    record_id: str
    author: str
    parents: tuple[str, ...] = ()
    created_at: str = ""
    sealed: bool = False
    """Its author's seal over it holds."""
    says_sealed: bool = False
    """Its body says so."""
    derived: bool = False
    """It shows another interview's words in other words (documents, Derived versions)."""
    unread: bool = False
    withdrawn: bool = False
    erased: bool = False
    late: bool = False
    """It came after its author's card was revoked here."""
    interviews: tuple[str, ...] = ()
    """That it decides about, as far as that is known."""
    described: Described | None = None
    files: tuple[Attachment, ...] = ()

    def waits(self, desk: Desk) -> bool:
        """Whether it waits for a card (authority). A card that was revoked later keeps what it
        brought before."""
        return self.late or not (desk.trusts(self.author) or self.author in desk.revoked)

    def age(self) -> tuple[str, str]:
        """Of several the greatest is the newest: of two of one date, the higher id (authority)."""
        return self.created_at, self.version_id

    def belongs_to_its_author(self) -> bool:
        """Whether its author made the record's id; a consent is whose the interview is."""
        if self.kind == CONSENT:
            return any(owned.is_of(i, INTERVIEW, self.author) for i in self.interviews)
        return owned.is_of(self.record_id, self.kind, self.author)
