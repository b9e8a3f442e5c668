"""What is printed for somebody outside, and the table that stays here: plain records."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.consent import Purpose, RecipientKind
from desktop.model.interview import InterviewDocument
from desktop.model.values.moment import Moment
from desktop.reports.summary_input import AttachedFile
from desktop.showing.shown import Shown


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets a copy, for what, and which it is. ``name``: as on their card, "" where they have
    none here; ``copy``: from 1, counted over all that were ever begun of this interview."""

    name: str
    kind: RecipientKind
    purpose: Purpose
    copy: int


@dataclass(frozen=True, slots=True)
class RecipientInput:
    """Everything on the page. ``person``: how they are named to this recipient, "" for not at all;
    ``files``: those that may be seen as they are, none beside words that were replaced;
    ``version_id``: the version printed, 64 hex digits, "" where it is not that version's words.
    """

    shown: Shown[InterviewDocument]
    to: Addressee
    person: str = ""
    files: tuple[AttachedFile, ...] = ()
    version_id: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words that were said, and what stands instead; "" for a file that stays back. ``sort``: a
    code of ``Sort``; ``count``: in how many places."""

    words: str
    instead: str
    sort: str
    count: int


@dataclass(frozen=True, slots=True)
class ReplacementsInput:
    """Of one interview, for one kind of recipient. ``made_at``: the interview's own time."""

    code: str
    made_at: Moment
    recipient: RecipientKind
    replaced: tuple[Replacement, ...]
