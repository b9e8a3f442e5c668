"""A database with one table of words, for what is true of any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.vault.store.connection import Database

KEY: Final = bytes(range(32))
SAY: Final = "INSERT INTO word (text) VALUES (?)"


@contextmanager
def made_of_words(path: Path) -> Iterator[Database]:
    """The database, new and open."""
    with Database(path, KEY, create=True) as db:
        db.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT)")
        yield db


def say(db: Database, text: str) -> None:
    db.execute(SAY, (text,))


def words(db: Database) -> list[str]:
    return [text for (text,) in db.all("SELECT text FROM word ORDER BY id")]


def leave_pages(db: Database, number: int) -> None:
    """From now on the disk has room for so many pages more."""
    pages = db.one("PRAGMA page_count")
    assert pages is not None
    db.all(f"PRAGMA max_page_count = {pages[0] + number}")
