"""Keep the full-text index in step with the records, at the end of the transaction that writes
them.

The index holds no second copy of the text (FTS5 contentless, SQLite's fts5.html section
4.4). An entry keeps its row for ever, so that the newest record stays the newest however
often it is edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NewType

from desktop import canonical
from desktop.vault.search import vocabulary
from desktop.vault.search.folding import tokens
from desktop.vault.store.connection import Database
from desktop.vault.store.objects import numbered
from desktop.vault.store.reader import Reader

_OF_RECORD: Final = (
    "SELECT e.kind, e.place_id, e.row FROM object o JOIN search_entry e ON e.object = o.row"
    " WHERE o.id = ?"
)
_HERE: Final = (
    "SELECT e.object, e.kind, e.place_id, e.row FROM json_each(?) j CROSS JOIN search_entry e"
    " ON e.object = j.value ->> 0 AND e.kind = j.value ->> 1 AND e.place_id = j.value ->> 2"
)


HitKind = NewType("HitKind", str)
"""What kind of place a word was found in: a record, by the name of its kind, or a part of one, by
a name that its kind gives it. Each is declared in a module of ``desktop/vault/kinds``."""

Place = tuple[HitKind, str]
"""A place in a record: its kind, and its id."""

_NO_WORDS: Final = frozenset[str]()
_Place = tuple[int, HitKind, str]
"""(number of the record, kind, id of the place in it)"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place as it is to be found from now on; ``words``: those of its text in order, none where
    it is not any more. ``before``: the words it was found by."""

    kind: HitKind
    record_id: str
    place_id: str
    words: Sequence[str]
    before: frozenset[str]


def index(
    db: Database, kind: HitKind, record_id: str, place_id: str, text: str, before: str = ""
) -> None:
    """Let ``text`` be found as this place of this record; a text without words removes it.

    ``before``: the text it was found by, of which the index itself knows nothing any more: what
    stands in no other text is then forgotten as a word as well.
    """
    parts_with = frozenset(tokens(before)) if before else _NO_WORDS
    db.at_end(_settle, _Entry(kind, record_id, place_id, tokens(text), parts_with))


def remove(db: Database, kind: HitKind, record_id: str, place_id: str, before: str = "") -> None:
    """Let this place of this record be found no more; ``before``: as above."""
    index(db, kind, record_id, place_id, "", before)


def places_of(db: Reader, record_id: str) -> dict[Place, int]:
    """The places of a record in the index, each with its row there."""
    return {(HitKind(hit), at): row for hit, at, row in db.all(_OF_RECORD, (record_id,))}


def index_whole(db: Database, record_id: str, texts: Mapping[Place, str]) -> None:
    """Let these places of a record be found, which are all, and no others."""
    for hit, place_id in places_of(db, record_id).keys() - texts.keys():
        remove(db, hit, record_id, place_id)
    for (hit, place_id), text in texts.items():
        index(db, hit, record_id, place_id, text)


def _settle(db: Database, entries: Sequence[_Entry]) -> None:
    """Bring the index to what was last said of each place, in as few statements as may be."""
    objects = numbered(db, {entry.record_id for entry in entries})
    said = {(objects[each.record_id], each.kind, each.place_id): each.words for each in entries}
    here = _rows(db, said)
    new = [place for place, words in said.items() if words and place not in here]
    rows = here | {place: row for row, place in enumerate(new, _next_row(db))}
    db.execute_many("DELETE FROM search_text WHERE rowid = ?", [(row,) for row in here.values()])
    db.execute_many(
        "DELETE FROM search_entry WHERE row = ?", [(here[p],) for p in here if not said[p]]
    )
    db.execute_many(
        "INSERT INTO search_entry (row, object, kind, place_id) VALUES (?, ?, ?, ?)",
        [(rows[place], *place) for place in new],
    )
    texts = [(rows[place], " ".join(words)) for place, words in said.items() if words]
    # In order: FTS5 brings what it has gathered into a segment of its own at each step back.
    db.execute_many("INSERT INTO search_text (rowid, text) VALUES (?, ?)", sorted(texts))
    here_now = _NO_WORDS.union(*said.values())
    # What a place was found by between two entries of one transaction never came into the index.
    first: dict[_Place, frozenset[str]] = {}
    for entry in entries:
        place = objects[entry.record_id], entry.kind, entry.place_id
        first.setdefault(place, entry.before)
    before = frozenset[str]().union(*first.values())
    vocabulary.meet(db, here_now - before)
    vocabulary.part(db, before - here_now)


def _rows(db: Database, places: Iterable[_Place]) -> dict[_Place, int]:
    """The rows of the places that have one."""
    asked = canonical.encode(list(places)).decode()
    return {row[:3]: row[3] for row in db.all(_HERE, (asked,))}


def _next_row(db: Database) -> int:
    found = db.one("SELECT max(row) FROM search_entry")
    return 1 + ((found[0] or 0) if found else 0)
