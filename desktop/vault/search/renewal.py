"""Fold anew what lists are filtered by, in a vault that another way of folding wrote.

Migrations hold plain SQL and cannot fold; so one that adds a column ``folded`` leaves it empty,
and it is filled here when the vault is opened. Runs on the thread that opens the vault.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.vault.search.folding import FOLDING
from desktop.vault.search.holding import Held
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_KEY = "folding"


def is_folded(db: Reader) -> bool:
    """Whether what lists are filtered by was folded as this program folds."""
    return db.one("SELECT value FROM vault_meta WHERE key = ?", (_KEY,)) == (FOLDING,)


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
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, FOLDING),
        )
