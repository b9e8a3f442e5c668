"""Fold anew what lists are filtered by, in a vault that another way of folding wrote.

Migrations hold plain SQL and cannot fold; so one that adds a column ``folded`` leaves it empty,
and it is filled here when the vault is opened. Runs on the thread that opens the vault.
"""

from __future__ import annotations

from desktop.vault.search.folding import FOLDING
from desktop.vault.search.holding import held_of_interview, held_of_person, held_of_place
from desktop.vault.store.connection import Database
from desktop.vault.store.tables import INTERVIEWS, PEOPLE, PLACES

_KEY = "folding"
_AT_A_TIME = 500
_PAGE = "WHERE id > ? ORDER BY id LIMIT ?"


def is_folded(db: Database) -> bool:
    """Whether what lists are filtered by was folded as this program folds."""
    return db.one("SELECT value FROM vault_meta WHERE key = ?", (_KEY,)) == (FOLDING,)


def renew_folded(db: Database) -> None:
    """Fold every record, unless the same folding did; all of it or nothing.

    20,000 interviews with as many people take two to five seconds, once.
    """
    if is_folded(db):
        return
    with db.transaction():
        _fold_people(db)
        _fold_interviews(db)
        _fold_places(db)
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, FOLDING),
        )


def _fold_people(db: Database) -> None:
    last = ""
    while page := PEOPLE.select(db, _PAGE, (last, _AT_A_TIME)):
        folded = [(held_of_person(person), person.id) for person in page]
        db.execute_many("UPDATE person SET folded = ? WHERE id = ?", folded)
        last = page[-1].id


def _fold_interviews(db: Database) -> None:
    """After the people, whose folded names they have."""
    last = ""
    while page := INTERVIEWS.select(db, _PAGE, (last, _AT_A_TIME)):
        folded = [(held_of_interview(db, interview), interview.id) for interview in page]
        db.execute_many("UPDATE interview SET folded = ? WHERE id = ?", folded)
        last = page[-1].id


def _fold_places(db: Database) -> None:
    last = ""
    while page := PLACES.select(db, _PAGE, (last, _AT_A_TIME)):
        folded = [(held_of_place(place), place.id) for place in page]
        db.execute_many("UPDATE place SET folded = ? WHERE id = ?", folded)
        last = page[-1].id
