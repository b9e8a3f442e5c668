"""Keep the full-text index in step with the records, at the end of the transaction that writes
them.

The index holds no second copy of the text (FTS5 contentless, SQLite's fts5.html section
4.4). An entry keeps its row for ever, so that the newest record stays the newest however
often it is edited.
"""

from __future__ import annotations

from enum import StrEnum

from desktop.vault.search.folding import tokens
from desktop.vault.store.connection import Database


class PlaceKind(StrEnum):
    """What kind of place a word was found in."""

    INTERVIEW = "interview"
    UTTERANCE = "utterance"
    PERSON = "person"
    MEDIA = "media"
    ATTACHMENT = "attachment"


def index(db: Database, kind: PlaceKind, record_id: str, place_id: str, text: str) -> None:
    """Let ``text`` be found as this place of this record; a text without words removes it."""
    db.at_end(lambda: _lay(db, kind, record_id, place_id, text))


def _lay(db: Database, kind: PlaceKind, record_id: str, place_id: str, text: str) -> None:
    row = _row(db, kind, place_id)
    if row is not None:
        db.execute("DELETE FROM search_text WHERE rowid = ?", (row,))
    folded = " ".join(tokens(text))
    if not folded:
        _drop(db, row)
        return
    if row is None:
        row = db.insert(
            "INSERT INTO search_entry (kind, record_id, place_id) VALUES (?, ?, ?)",
            (kind.value, record_id, place_id),
        )
    db.execute("INSERT INTO search_text (rowid, text) VALUES (?, ?)", (row, folded))


def remove(db: Database, kind: PlaceKind, place_id: str) -> None:
    """Let this place be found no more."""
    db.at_end(lambda: _remove(db, kind, place_id))


def _remove(db: Database, kind: PlaceKind, place_id: str) -> None:
    row = _row(db, kind, place_id)
    if row is not None:
        db.execute("DELETE FROM search_text WHERE rowid = ?", (row,))
    _drop(db, row)


def _row(db: Database, kind: PlaceKind, place_id: str) -> int | None:
    found = db.one(
        "SELECT row FROM search_entry WHERE kind = ? AND place_id = ?", (kind.value, place_id)
    )
    return int(found[0]) if found else None


def _drop(db: Database, row: int | None) -> None:
    if row is not None:
        db.execute("DELETE FROM search_entry WHERE row = ?", (row,))
