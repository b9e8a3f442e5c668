"""Make anew what a search goes by, in a vault that another way of folding wrote.

Migrations hold plain SQL and cannot fold; so one that adds a column ``folded``, or the table of
words, leaves it empty, and it is filled here: the columns when the vault is opened, the words
piece by piece while it is open. Runs on the thread that opened the vault.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, Final

from desktop.vault.search.folding import FOLDING
from desktop.vault.search.holding import Held
from desktop.vault.search.vocabulary import OUTLINES, drop_some, meet, words_behind
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_FOLDED: Final = ("folding", FOLDING)
_WORDS: Final = ("search_words", f"{OUTLINES}, {FOLDING}")
_BEHIND: Final = "\n"
"""Between what wrote the words and the last of them, where not all are written."""
_AT_A_TIME: Final = 1000
"""Words of a piece: some milliseconds."""
_AT_OPENING: Final = 0.05
"""Seconds: those of a small vault."""
_WRITTEN_BY: Final = "SELECT value FROM vault_meta WHERE key = ?"


def is_folded(db: Reader) -> bool:
    """Whether what lists are filtered by was folded as this program folds."""
    return _is_of_today(db, _FOLDED)


def knows_words(db: Reader) -> bool:
    """Whether every word of the index is found by its other spellings."""
    return _is_of_today(db, _WORDS)


def knows_some_words(db: Reader) -> bool:
    """Whether those that stand in the table of words are found so, be they all or not yet."""
    return _words_of(db)[0] == _WORDS[1]


def renew_folded(db: Database, held: Iterable[Held[Any]]) -> None:
    """Fold every record, unless the same folding did; all of it or nothing.

    ``held``: in an order in which what one takes from another is folded before it. 20,000
    interviews with as many people take two to five seconds, once.
    """
    if is_folded(db):
        return
    with db.transaction():
        for each in held:
            each.fold_all(db)
        _note(db, _FOLDED)


def renew_words(db: Database) -> bool:
    """Write a piece of the table of words, where this program did not write all of it; whether
    there was any. What is written meanwhile, whoever writes it meets."""
    of, last = _words_of(db)
    name, today = _WORDS
    if (of, last) == (today, None):
        return False
    with db.transaction():
        if of != today and drop_some(db):
            return True
        words = words_behind(db, last or "" if of == today else "", _AT_A_TIME)
        meet(db, words)
        ends = len(words) < _AT_A_TIME
        _note(db, (name, today if ends else f"{today}{_BEHIND}{words[-1]}"))
    return True


def renew_first_words(db: Database) -> None:
    """The same for a moment: until all of a small vault are written."""
    until = time.monotonic() + _AT_OPENING
    while renew_words(db) and time.monotonic() < until:
        continue


def _words_of(db: Reader) -> tuple[str, str | None]:
    """What wrote the words, and the last one of it; None where all are written."""
    row = db.one(_WRITTEN_BY, _WORDS[:1])
    of, behind, last = (row[0] if row else _BEHIND).partition(_BEHIND)
    return of, last if behind else None


def _is_of_today(db: Reader, what: tuple[str, str]) -> bool:
    return db.one(_WRITTEN_BY, what[:1]) == what[1:]


def _note(db: Database, what: tuple[str, str]) -> None:
    db.execute(
        "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        what,
    )
