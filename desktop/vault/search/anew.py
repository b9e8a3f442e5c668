"""Index anew, behind, what an earlier program told apart into other words.

A word of the index that would not be folded to itself today was written by another folding, such
as the name of a file with its underscores. The places it stands in are indexed again, from what
the tables hold by now, a slice at a time; how far that came stands beside the number of the
folding. The table of other spellings is learned behind it (``renewal.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.vault.search.folding import FOLDING, tokens
from desktop.vault.search.index import HitKind, index
from desktop.vault.search.vocabulary import WORDS, list_words, part, words_behind
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

Loader = Callable[[Database, str, str], tuple[str, str]]
"""Reads a hit back: title and text, of the ids of the record and of where in it it was found."""

_KEY: Final = "search_index"
_AT_A_TIME: Final = 1000
"""Words that are looked at in a slice: some milliseconds."""
_PLACES: Final = 40
_CHARACTERS: Final = 12_000
"""What a slice indexes at most: places, and characters of all but the last of them."""
_BEHIND: Final = "\n"
_READ: Final = "SELECT value FROM vault_meta WHERE key = ?"
_NOTE: Final = (
    "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_PLACES_OF: Final = (
    f"SELECT w.doc, e.kind, o.id, e.place_id FROM {WORDS} w"  # noqa: S608
    " JOIN search_entry e ON e.row = w.doc JOIN object o ON o.row = e.object"
    " WHERE w.term = ? AND w.doc > ? ORDER BY w.doc LIMIT ?"
)


def is_of_today(db: Reader) -> bool:
    """Whether every place is indexed by the words that this program tells apart."""
    return db.one(_READ, (_KEY,)) == (FOLDING,)


def index_anew(db: Database, loaders: Mapping[HitKind, Loader]) -> bool:
    """Look at a slice of the words of the index, and index again what is to be; whether there was
    any. ``loaders``: how the text of a place is read."""
    row = db.one(_READ, (_KEY,))
    if row == (FOLDING,):
        return False
    of, *at = (row[0] if row else "").split(_BEHIND)
    last, doc = (at[0], int(at[1])) if of == FOLDING and len(at) == 2 else ("", 0)
    with db.transaction():
        db.execute(_NOTE, (_KEY, _slice(db, loaders, last, doc)))
    return True


def _slice(db: Database, loaders: Mapping[HitKind, Loader], last: str, doc: int) -> str:
    """What is noted behind a slice; ``last``: the word before it, ``doc``: the place up to which
    that one was done, 0 where all of them were."""
    list_words(db)
    if doc:
        return _noted(last, _again(db, loaders, last, doc))
    words = words_behind(db, last, _AT_A_TIME)
    for word in words:
        if tokens(word) != [word]:
            return _noted(word, _again(db, loaders, word, 0))
    return FOLDING if len(words) < _AT_A_TIME else _noted(words[-1], 0)


def _noted(word: str, doc: int) -> str:
    return _BEHIND.join((FOLDING, word, str(doc)))


def _again(db: Database, loaders: Mapping[HitKind, Loader], word: str, doc: int) -> int:
    """Index places again in which the word stands, those behind ``doc``; the last of them, 0 where
    none are left."""
    characters = 0
    places = db.all(_PLACES_OF, (word, doc, _PLACES))
    for row, kind, record_id, place_id in places:
        hit = HitKind(kind)
        text = loaders[hit](db, record_id, place_id)[1] if hit in loaders else ""
        index(db, hit, record_id, place_id, text)
        characters += len(text)
        if characters > _CHARACTERS:
            return int(row)
    if len(places) == _PLACES:
        return int(places[-1][0])
    db.at_end(_part, word)
    return 0


def _part(db: Database, words: list[str]) -> None:
    """Behind the index of the same transaction, which was asked for before."""
    part(db, words)
