"""Of which file one was made, and what was made of it, with the names of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.model.redacted import Redaction

if TYPE_CHECKING:
    from desktop.model.media import Media
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Made:
    """``redaction``: what was said; ``media_id`` and ``name`` of the other file, "" where it is not
    here."""

    redaction: Redaction
    media_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RedactedHere:
    """``of``: of what a file was made; ``into``: what was made of it."""

    of: tuple[Made, ...] = ()
    into: tuple[Made, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.of or self.into)


NOT_REDACTED: Final = RedactedHere()


def redacted_here(vault: Vault, media_id: str) -> RedactedHere:
    """What is known of it here."""
    made = vault.redactions.made(media_id)
    found = ((each, vault.media.find(each.parent_id)) for each in made)
    return RedactedHere(
        tuple(_made(said, media) for said, media in found),
        tuple(_made(*each) for each in vault.redactions.made_of(media_id)),
    )


def _made(said: Redaction, other: Media | None) -> Made:
    return Made(said, other.id, other.original_name) if other else Made(said)
