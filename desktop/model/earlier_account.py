"""Earlier drafts of an account: when one is kept, and what of it is not in the text of now.

Versions are cut when an interview leaves or is sealed (``version.py``); what was written and
changed before that is kept as drafts, in the vault alone. Plain rules, no I/O.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop.model.interview import Utterance
from desktop.model.values.moment import Moment

MOST: Final = 40
"""Drafts of one account; the oldest goes. 40,000 words in Cyrillic take half a megabyte."""

_EVERY: Final = timedelta(hours=1)
_LOST_CHARACTERS: Final = 200
_LOST_SHARE: Final = 0.1
_WORDS: Final = re.compile(r"\s+|\S+")
_LONGEST_COMPARED: Final = 2_000
"""Words of two paragraphs that are compared one by one; longer ones are marked whole."""


@dataclass(frozen=True, slots=True)
class EarlierAccount:
    """The account as it stood ``at`` a time, by ``who`` (as they call themselves)."""

    at: Moment
    who: str = ""
    utterances: tuple[Utterance, ...] = ()

    @property
    def words(self) -> int:
        """How much was written."""
        return sum(len(each.text.split()) for each in self.utterances)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of an earlier draft. ``gone``: it does not stand there any more."""

    text: str
    gone: bool


def is_due(
    last: Moment | None, now: Moment, before: Sequence[Utterance], after: Sequence[Utterance]
) -> bool:
    """Whether the text before a change is kept: once an hour of work, and always where the change
    takes much of it away."""
    if not before or [each.text for each in before] == [each.text for each in after]:
        return False
    stood, stands = _length(before), _length(after)
    lost = stood - stands
    if lost >= _LOST_CHARACTERS and lost > stood * _LOST_SHARE:
        return True
    return last is None or abs(_instant(now) - _instant(last)) >= _EVERY


def compared(earlier: Sequence[Utterance], now: Sequence[Utterance]) -> list[list[Piece]]:
    """Each utterance of an earlier draft in pieces: what the text of now lacks, and the rest."""
    left, right = [each.text for each in earlier], [each.text for each in now]
    found: list[list[Piece]] = []
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for what, start, end, begun, ended in matcher.get_opcodes():
        if what == "equal":
            found += [[Piece(text, gone=False)] for text in left[start:end]]
        elif what == "replace":
            others = " ".join(right[begun:ended])
            found += [_by_words(text, others) for text in left[start:end]]
        else:
            found += [[Piece(text, gone=True)] for text in left[start:end]]
    return found


def _by_words(text: str, others: str) -> list[Piece]:
    left, right = _WORDS.findall(text), _WORDS.findall(others)
    if max(len(left), len(right)) > _LONGEST_COMPARED:
        return [Piece(text, gone=True)]
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return [
        Piece("".join(left[start:end]), gone=what != "equal")
        for what, start, end, _begun, _ended in matcher.get_opcodes()
        if start < end
    ]


def _length(utterances: Sequence[Utterance]) -> int:
    return sum(len(each.text) for each in utterances)


def _instant(moment: Moment) -> datetime:
    return datetime.fromisoformat(moment.utc)
