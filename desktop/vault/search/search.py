"""Find words in everything: accounts, plans, people, file names, captions; newest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from desktop.progress import Pause, no_pause
from desktop.vault.search.folding import places, tokens
from desktop.vault.search.index import HitKind
from desktop.vault.store.connection import Database

Loader = Callable[[Database, str, str], tuple[str, str]]
"""Reads a hit back: title and text, of the ids of the record and of where in it it was found."""

_AROUND = 60
_MAX_WORDS = 16
_ALL = -1
"""A limit that is none (SQLite, lang_select.html section 5)."""
# A single letter stands alone: as the start of a word it would name half of the vault.
_SHORTEST_START = 2
_FIND = (
    "SELECT e.kind, o.id, e.place_id FROM search_text t"
    " JOIN search_entry e ON e.row = t.rowid JOIN object o ON o.row = e.object"
    " WHERE search_text MATCH ? ORDER BY t.rowid DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where all the words stand.

    ``record_id``: the interview, person or media file to open; ``place_id``: the utterance
    or attachment in it, or the record itself. ``title``: code or name of the record.
    ``excerpt``: the stored text around the first word, in one line.
    """

    kind: HitKind
    record_id: str
    place_id: str
    title: str
    excerpt: str


class Search:
    """Full text over one vault."""

    def __init__(self, db: Database, loaders: Mapping[HitKind, Loader]) -> None:
        self._db, self._loaders = db, loaders

    def find(self, text: str, limit: int = 50) -> list[Hit]:
        """Places that hold every word of ``text``, newest first; then those where the last word
        is only begun.

        Nothing in ``text`` is an operator: quotes, stars and NEAR are looked for as words,
        or left out where they are none.
        """
        wanted = tokens(text)[:_MAX_WORDS]
        if not wanted:
            return []
        rows = self._rows(_expression(wanted), limit)
        # The word itself goes before words that begin so: it is there at once, while the
        # beginnings of a frequent word are many lists to merge.
        if len(rows) < limit and len(wanted[-1]) >= _SHORTEST_START:
            rows = list(dict.fromkeys([*rows, *self._rows(_expression(wanted) + "*", limit)]))
        return [self._hit(*row, wanted) for row in rows[:limit]]

    def written(self, name: str, pause: Pause = no_pause) -> Iterator[tuple[HitKind, str, int]]:
        """(kind of place, id of the record, how often) of each place in which ``name`` stands
        letter for letter, as a word or words of its own; newest first. ``pause``: at each place
        that is looked at."""
        words = tokens(name)
        if not words:
            return
        whole = re.compile(rf"(?<!\w){re.escape(_composed(name))}(?!\w)")
        for kind, record_id, place_id in self._rows(_expression(words), _ALL):
            pause()
            _title, text = self._loaders[kind](self._db, record_id, place_id)
            times = len(whole.findall(_composed(text)))
            if times:
                yield kind, record_id, times

    def _rows(self, expression: str, limit: int) -> list[tuple[HitKind, str, str]]:
        rows = self._db.all(_FIND, (expression, limit))
        return [(HitKind(kind), record_id, place_id) for kind, record_id, place_id in rows]

    def _hit(self, kind: HitKind, record_id: str, place_id: str, wanted: list[str]) -> Hit:
        title, text = self._loaders[kind](self._db, record_id, place_id)
        return Hit(kind, record_id, place_id, title, excerpt(text, wanted))


def _composed(text: str) -> str:
    """One code point for a letter with its marks, and one space where there are several."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _expression(wanted: list[str]) -> str:
    """An FTS5 expression of quoted strings only (fts5.html section 3.1), so nothing escapes."""
    return " AND ".join(f'"{word}"' for word in wanted)


def excerpt(text: str, wanted: list[str]) -> str:
    """The text around the first wanted word, cut at spaces, in one line."""
    start, end = _first(text, wanted)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if left:
        left = text.find(" ", left, start) + 1 or left
    if right < len(text):
        right = max(text.rfind(" ", end, right), end) if " " in text[end:right] else right
    cut = " ".join(text[left:right].split())
    return ("…" if left else "") + cut + ("…" if right < len(text) else "")


def _first(text: str, wanted: list[str]) -> tuple[int, int]:
    """Where the first wanted word is written; the start of the text where it cannot be told."""
    number = next((n for n, word in enumerate(tokens(text)) if _matches(word, wanted)), None)
    if number is None:
        return 0, 0
    return next(islice(places(text), number, None), (0, 0))


def _matches(word: str, wanted: list[str]) -> bool:
    return word in wanted or (len(wanted[-1]) >= _SHORTEST_START and word.startswith(wanted[-1]))
