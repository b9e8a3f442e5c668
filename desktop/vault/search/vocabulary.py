"""The words of the index that may be names, by their outline: what another spelling is found by.

A word stands here as long as it stands in a text, and no longer: the table says no more than the
index does, so it has no sums, and ``vault check`` compares the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from desktop.vault.search.outline import LENGTH, each_outline, may_be_name
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
_TERMS: Final = "temp.search_terms"
_LIST_TERMS: Final = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_TERMS} USING fts5vocab(main, search_text, row)"
)
_STANDS: Final = f"SELECT 1 FROM {WORDS} WHERE term = ? LIMIT 1"  # noqa: S608
_AT_A_TIME: Final = 5000
_NEXT: Final = "SELECT outline, term FROM search_word WHERE (outline, term) > (?, ?) LIMIT ?"
_BEHIND: Final = f"SELECT term FROM {_TERMS} WHERE term > ? LIMIT ?"  # noqa: S608
_ADD: Final = "INSERT INTO search_word (outline, term) VALUES (?, ?) ON CONFLICT DO NOTHING"
_DROP: Final = "DELETE FROM search_word WHERE outline = ? AND term = ?"
_DROP_FIRST: Final = (
    "DELETE FROM search_word WHERE (outline, term) IN"
    " (SELECT outline, term FROM search_word LIMIT ?)"
)
_OF_OUTLINES: Final = (
    f"SELECT outline, group_concat(term, char(10)) FROM search_word WHERE outline {AMONG}"  # noqa: S608
    " GROUP BY outline"
)

Key = tuple[str, str]
"""A word, behind the part of its outline that it is looked up by."""


def keys_of(words: Iterable[str]) -> Iterator[Key]:
    """The rows of those of these words that may be names."""
    named = list(filter(may_be_name, words))
    return ((found[:LENGTH], word) for found, word in zip(each_outline(named), named, strict=False))


def list_words(db: Reader) -> None:
    """Let ``WORDS`` be read on this connection."""
    db.all(_LIST)


def meet(db: Database, words: Collection[str]) -> None:
    """Let these words be found by other spellings."""
    db.execute_many(_ADD, sorted(keys_of(db.met.new(words))))


def part(db: Database, words: Collection[str]) -> None:
    """Forget those of these words that stand in no text any more."""
    if words:
        list_words(db)
        gone = [key for key in keys_of(words) if db.one(_STANDS, (key[1],)) is None]
        db.met.forget([word for _outline, word in gone])
        db.execute_many(_DROP, gone)


def part_with_all_unused(db: Database) -> None:
    """Forget every word that stands in no text any more, whoever took it out; in the caller's
    transaction. 500,000 words take some ten seconds."""
    last = ("", "")
    while page := db.all(_NEXT, (*last, _AT_A_TIME)):
        part(db, [word for _outline, word in page])
        last = page[-1]


def words_behind(db: Reader, last: str, limit: int) -> list[str]:
    """The next words of the index in their order."""
    db.all(_LIST_TERMS)
    return [word for (word,) in db.all(_BEHIND, (last, limit))]


def drop_all(db: Database) -> None:
    """Let no word be found by other spellings; in the caller's transaction."""
    db.met.forget_all()
    db.execute("DELETE FROM search_word")


def drop_some(db: Database) -> bool:
    """Let a piece of the words be found by their own spelling alone; whether there was any."""
    db.met.forget_all()
    return db.execute(_DROP_FIRST, (_AT_A_TIME,)) > 0


def with_outlines(db: Reader, outlines: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Each of these outlines that any word has, and its words."""
    for begin, lines in db.all(_OF_OUTLINES, (listed({each[:LENGTH] for each in outlines}),)):
        words = lines.split("\n")
        yield from [(begin, words)] if len(begin) < LENGTH else _whole(words, outlines)


def _whole(words: list[str], outlines: Collection[str]) -> Iterable[tuple[str, list[str]]]:
    """The words whose whole outline is one of these, by it."""
    found: dict[str, list[str]] = {}
    for whole, word in zip(each_outline(words), words, strict=True):
        if whole in outlines:
            found.setdefault(whole, []).append(word)
    return found.items()
