"""The words of the index that may be names, by their outline: what another spelling is found by.

A word stands here as long as it stands in a text, and no longer: the table says no more than the
index does, so it has no sums, and ``vault check`` compares the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from desktop.vault.search.outline import LENGTH, outline
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

OUTLINES: Final = "1"
"""Which outlines these are: to be counted up when ``outline`` changes."""
WORDS: Final = "temp.search_words"
"""The words of each place in the index (SQLite's fts5.html, section 8), once :func:`list_words`
was called on the connection."""
_LIST: Final = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5vocab(main, search_text, instance)"
)
_STANDS: Final = f"SELECT 1 FROM {WORDS} WHERE term = ? LIMIT 1"  # noqa: S608
_AT_A_TIME: Final = 5000
_NEXT: Final = "SELECT outline, term FROM search_word WHERE (outline, term) > (?, ?) LIMIT ?"
_EVERY: Final = f"SELECT DISTINCT term FROM {WORDS}"  # noqa: S608
_ADD: Final = "INSERT INTO search_word (outline, term) VALUES (?, ?) ON CONFLICT DO NOTHING"
_DROP: Final = "DELETE FROM search_word WHERE outline = ? AND term = ?"

Key = tuple[str, str]
"""A word, behind the part of its outline that it is looked up by."""


def keys_of(words: Iterable[str]) -> Iterator[Key]:
    """The rows of those of these words that may be names."""
    return ((found[:LENGTH], word) for word in words if (found := outline(word)))


def list_words(db: Reader) -> None:
    """Let ``WORDS`` be read on this connection."""
    db.all(_LIST)


def meet(db: Database, words: Collection[str]) -> None:
    """Let these words be found by other spellings."""
    db.execute_many(_ADD, sorted(keys_of(words)))


def part(db: Database, words: Collection[str]) -> None:
    """Forget those of these words that stand in no text any more."""
    if words:
        list_words(db)
        gone = [key for key in keys_of(words) if db.one(_STANDS, (key[1],)) is None]
        db.execute_many(_DROP, gone)


def part_with_all_unused(db: Database) -> None:
    """Forget every word that stands in no text any more, whoever took it out; in the caller's
    transaction. 500,000 words take some ten seconds."""
    last = ("", "")
    while page := db.all(_NEXT, (*last, _AT_A_TIME)):
        part(db, [word for _outline, word in page])
        last = page[-1]


def fill(db: Database) -> None:
    """Meet every word of the index, in the caller's transaction."""
    list_words(db)
    db.execute("DELETE FROM search_word")
    db.execute_many(_ADD, keys_of(word for (word,) in db.rows(_EVERY)))


def with_outlines(db: Reader, outlines: Collection[str]) -> Iterator[Key]:
    """(outline, word) of the words whose whole outline is one of these."""
    asked = listed({each[:LENGTH] for each in outlines})
    for (word,) in db.all(f"SELECT term FROM search_word WHERE outline {AMONG}", (asked,)):  # noqa: S608
        whole = outline(word)
        if whole in outlines:
            yield whole, word
