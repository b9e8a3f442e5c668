"""Keep the full-text index in step with the records, at the end of the transaction that writes
them.

The index holds no second copy of the text (FTS5 contentless, SQLite's fts5.html section
4.4). An entry keeps its row for ever, so that the newest record stays the newest however
often it is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NewType

from desktop import canonical
from desktop.vault.search.folding import tokens
from desktop.vault.store.connection import Database

_Place = tuple[str, str, str]

_HERE: Final = (
    "SELECT e.record_id, e.kind, e.place_id, e.row FROM json_each(?) j CROSS JOIN search_entry e"
    " ON e.record_id = j.value ->> 0 AND e.kind = j.value ->> 1 AND e.place_id = j.value ->> 2"
)


HitKind = NewType("HitKind", str)
"""What kind of place a word was found in: a record, by the name of its kind, or a part of one, by
a name that its kind gives it. Each is declared in a module of ``desktop/vault/kinds``."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place as it is to be found from now on; ``text``: '' where it is not any more."""

    kind: HitKind
    record_id: str
    place_id: str
    text: str

    @property
    def place(self) -> _Place:
        return self.record_id, self.kind, self.place_id


def index(db: Database, kind: HitKind, record_id: str, place_id: str, text: str) -> None:
    """Let ``text`` be found as this place of this record; a text without words removes it."""
    db.at_end(_settle, _Entry(kind, record_id, place_id, " ".join(tokens(text))))


def remove(db: Database, kind: HitKind, record_id: str, place_id: str) -> None:
    """Let this place of this record be found no more."""
    db.at_end(_settle, _Entry(kind, record_id, place_id, ""))


def _settle(db: Database, entries: Sequence[_Entry]) -> None:
    """Bring the index to what was last said of each place, in as few statements as may be."""
    said = {entry.place: entry for entry in entries}
    here = _rows(db, list(said.values()))
    new = [entry for entry in said.values() if entry.text and entry.place not in here]
    rows = here | {entry.place: row for row, entry in enumerate(new, _next_row(db))}
    gone = [(here[place],) for place in here if not said[place].text]
    db.execute_many("DELETE FROM search_text WHERE rowid = ?", [(here[p],) for p in here])
    db.execute_many("DELETE FROM search_entry WHERE row = ?", gone)
    db.execute_many(
        "INSERT INTO search_entry (row, record_id, kind, place_id) VALUES (?, ?, ?, ?)",
        [(rows[entry.place], *entry.place) for entry in new],
    )
    texts = [(rows[place], entry.text) for place, entry in said.items() if entry.text]
    # In order: FTS5 brings what it has gathered into a segment of its own at each step back.
    db.execute_many("INSERT INTO search_text (rowid, text) VALUES (?, ?)", sorted(texts))


def _rows(db: Database, entries: Sequence[_Entry]) -> dict[_Place, int]:
    """The rows of the places that have one."""
    places = canonical.encode([entry.place for entry in entries]).decode()
    return {row[:3]: row[3] for row in db.all(_HERE, (places,))}


def _next_row(db: Database) -> int:
    found = db.one("SELECT max(row) FROM search_entry")
    return 1 + ((found[0] or 0) if found else 0)
