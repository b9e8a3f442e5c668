"""A passage: words of an account, an area of a picture or page, a stretch of sound, cited as such.

A passage of an account is counted in code points of its text in Unicode form NFC, and keeps its
words and what stood around them, so that it is found again (``anchoring.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

from desktop.model.values.area import Area
from desktop.model.values.bounds import NO_NUL, Count, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id, MaybeId, MaybeSha256
from desktop.model.values.open_code import Language
from desktop.model.version import RecordKind

PASSAGE_KIND: Final = RecordKind("passage")
AROUND: Final = 32
"""Signs that are kept of what stands before the words, and behind them."""

ALL: Final = Area()
"""No area: all of the picture or page is meant."""

Around = Annotated[str, Meta(max_length=AROUND, pattern=NO_NUL)]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something is said or to be seen, in one account or in one file.

    Of an account: ``version_id`` is "" as long as the account is a draft, and names the version it
    was sealed in from then on; ``layer`` is "" for what was said, or the language of a translation;
    ``quote`` are the words, ``before`` and ``after`` what stands beside them.

    Of a file: ``page`` begins with 1 and is 0 where there are none, ``area`` is ``ALL`` where all
    of it is meant, ``began_ms`` and ``ended_ms`` are both 0 where no stretch is; ``quote`` is
    its transcription.
    """

    id: Id
    created_at: Moment
    interview_id: MaybeId = ""
    version_id: MaybeSha256 = ""
    utterance_id: MaybeId = ""
    layer: Language = ""
    start: Count = 0
    end: Count = 0
    quote: Text = ""
    before: Around = ""
    after: Around = ""
    media_id: MaybeId = ""
    page: Count = 0
    area: Area = ALL
    began_ms: Count = 0
    ended_ms: Count = 0

    @property
    def is_of_account(self) -> bool:
        """Whether these are words of an account, and not a part of a file."""
        return bool(self.utterance_id)

    @property
    def with_its_surroundings(self) -> str:
        """The words with all that is kept of what stands beside them: no more of an account is in
        a passage."""
        return self.before + self.quote + self.after


def composed(text: str) -> str:
    """A text in the form in which passages count it."""
    return unicodedata.normalize("NFC", text)


def refuse_unfounded(body: Passage) -> None:
    """``ValueError`` where a passage is of nothing, of both an account and a file, or does not
    fit what it says of itself."""
    found = next(_account_faults(body) if body.is_of_account else _file_faults(body), None)
    if found is not None:
        raise ValueError(found)


def _account_faults(body: Passage) -> Iterator[str]:
    if not body.interview_id:
        yield "words of no interview"
    if (body.media_id, body.page, body.area, body.began_ms, body.ended_ms) != _NO_FILE:
        yield "a passage of an account names a part of a file as well"
    if not body.quote.strip() or len(body.quote) != body.end - body.start:
        yield "the words are none, or not as long as their place"
    around = body.with_its_surroundings
    if composed(around) != around:
        yield "the words are not in Unicode form NFC"
    if len(body.before) != min(AROUND, body.start):
        yield "what stood before the words is not as long as it was"


def _file_faults(body: Passage) -> Iterator[str]:
    if not body.media_id:
        yield "a passage of nothing"
    account = (body.interview_id, body.version_id, body.layer)
    words = (body.start, body.end, body.before, body.after)
    if account + words != _NO_ACCOUNT:
        yield "a passage of a file names a place in an account as well"
    if body.area != ALL and not body.area.is_inside:
        yield "the area is not within the picture"
    if (body.began_ms, body.ended_ms) != (0, 0) and body.began_ms >= body.ended_ms:
        yield "the stretch ends before it began"


_NO_FILE: Final = ("", 0, ALL, 0, 0)
_NO_ACCOUNT: Final = ("", "", "", 0, 0, "", "")
