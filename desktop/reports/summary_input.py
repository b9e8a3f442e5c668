"""What a summary is made of: plain records, gathered by the caller."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.acquisition import Acquisition
from desktop.model.attached import Held
from desktop.model.consent import Consent
from desktop.model.consent.beyond import Reason
from desktop.model.interview import InterviewDocument
from desktop.model.media import Media
from desktop.model.opened import NO_OTHERS, Others


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the interview. ``picture``: a JPEG working copy, or b"" where none is shown.

    ``media``: None for a file that did not come along in the package, or in whose place another
    is here (``held``). ``unread``: nobody could look into it yet, so what it does not say of
    itself means nothing. ``named``: the SHA-256 that the interview names, "" for none;
    ``bytes_open``: it is sealed, and the seal does not say which bytes the file has. ``acquired``:
    how it came, as people said it; ``in_words``: with the words, which name people.
    """

    media: Media | None
    caption: str = ""
    picture: bytes = b""
    unread: bool = False
    held: Held = Held.SAME
    named: str = ""
    bytes_open: bool = False
    acquired: tuple[Acquisition, ...] = ()
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """Everything on the page, and nothing that is not: safety notes are no part of it (R11).

    ``person_code`` stands for the person, "" where the person's record did not come along in
    the package; ``person_name`` is set only where it is asked for. ``version_id``: the record
    version printed, 64 hex digits, or "" for a draft. ``beyond``: why it shows more than the
    consent says; None where it does not. ``others``: what they decided about it.
    """

    document: InterviewDocument
    person_code: str
    consent: Consent | None = None
    files: tuple[AttachedFile, ...] = ()
    person_name: str = ""
    version_id: str = ""
    beyond: Reason | None = None
    others: Others = NO_OTHERS
