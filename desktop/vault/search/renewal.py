"""Make anew what a search goes by, in a vault that another way of folding wrote.

Migrations hold plain SQL and cannot fold; so one that adds a column ``folded``, or the table of
words, leaves it empty, and it is filled here when the vault is opened. Runs on the thread that
opens the vault.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from desktop.vault.search.folding import FOLDING
from desktop.vault.search.holding import Held
from desktop.vault.search.vocabulary import OUTLINES, fill
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_FOLDED: Final = ("folding", FOLDING)
_WORDS: Final = ("search_words", f"{OUTLINES}, {FOLDING}")
_WRITTEN_BY: Final = "SELECT value FROM vault_meta WHERE key = ?"


def is_folded(db: Reader) -> bool:
    """Whether what lists are filtered by was folded as this program folds."""
    return _is_of_today(db, _FOLDED)


def knows_words(db: Reader) -> bool:
    """Whether every word of the index is found by its other spellings."""
    return _is_of_today(db, _WORDS)


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


def renew_words(db: Database) -> None:
    """Fill the table of words, unless this program did; all of it or nothing, once."""
    if knows_words(db):
        return
    with db.transaction():
        fill(db)
        _note(db, _WORDS)


def _is_of_today(db: Reader, what: tuple[str, str]) -> bool:
    return db.one(_WRITTEN_BY, what[:1]) == what[1:]


def _note(db: Database, what: tuple[str, str]) -> None:
    db.execute(
        "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        what,
    )
