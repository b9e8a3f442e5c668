"""What already left: the packages in which an interview was sent, and the files of it that were
written out of the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.model.written_out import WrittenOut, written_out
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.vault import SentSummary, Vault


@dataclass(frozen=True, slots=True)
class GivenOut:
    """``sent``: as the vault lists packages; ``copies``: the newest first."""

    sent: tuple[SentSummary, ...] = ()
    copies: tuple[WrittenOut, ...] = ()


def given_out(vault: Vault, interview_id: str) -> GivenOut:
    """All of it that left this vault; the originals attached to it included."""
    files = (each.media_id for each in vault.interviews.attachments(interview_id))
    copies = copies_of(vault, (interview_id, *files))
    return GivenOut(tuple(vault.packages.sent_with(interview_id)), copies)


def copies_of(vault: Vault, record_ids: Iterable[str]) -> tuple[WrittenOut, ...]:
    """The files in which any of these records was written out, the newest first."""
    return written_out(event for each in record_ids for event in vault.custody.events(each))


def as_line(copy: WrittenOut, language: str | None = None) -> str:
    """What it was, and why where it showed more than the consent says."""
    what = vocabulary("written_out").label(copy.what.value, language)
    why = vocabulary("print_reason").label(copy.reason, language) if copy.reason else ""
    return " · ".join(filter(None, (what, why)))
