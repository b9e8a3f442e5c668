"""What came in a package is put into the index behind it, while nobody waits.

A third of what an interview takes to be received was its words. So in the transaction that writes
them only its number is noted (``search_waiting``), and its places are indexed from what the tables
hold by then, in pieces, each in one transaction with the note of what it did. A kill leaves either.
A person is not left waiting: above lists they are found by the words of the index as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from desktop.model.changes import Part
from desktop.progress import Pause
from desktop.vault.search.index import HitKind, Place, index, index_whole
from desktop.vault.store.connection import Database
from desktop.vault.store.objects import OBJECT, numbered
from desktop.vault.store.reader import Reader

TextsOf = Callable[[Reader, HitKind, str], Mapping[Place, str]]
"""The texts that a record is to be found by, as the tables hold it: of the kind that has such
places, by its id."""

_AT_A_TIME: Final = 100
_CHARACTERS: Final = 30_000
"""What a piece takes at most: records, and characters of all but the last of them. Some ten
milliseconds."""
_WAIT: Final = "INSERT INTO search_waiting (object, kind) VALUES (?, ?) ON CONFLICT DO NOTHING"
_NEXT: Final = (
    "SELECT w.object, w.kind, o.id FROM search_waiting w JOIN object o ON o.row = w.object"
    " WHERE w.object > ? ORDER BY w.object LIMIT ?"
)
_DONE: Final = "DELETE FROM search_waiting WHERE object <= ?"
_FORGET: Final = f"DELETE FROM search_waiting WHERE object = {OBJECT}"  # noqa: S608
_IDS: Final = "SELECT o.id FROM search_waiting w JOIN object o ON o.row = w.object"


@contextmanager
def left_waiting(db: Database) -> Iterator[None]:
    """While open, new texts given to :func:`index_or_wait` wait: for a job that brings many, around
    each of its transactions."""
    db.index_waits, before = True, db.index_waits
    try:
        yield
    finally:
        db.index_waits = before


def index_or_wait(
    db: Database, kind: HitKind, record_id: str, place_id: str, text: str, before: str = ""
) -> None:
    """As :func:`index`; inside of :func:`left_waiting` a text that takes the place of none is left
    waiting with its record. One that does is known by its words alone, so they go at once."""
    if before or not db.index_waits:
        index(db, kind, record_id, place_id, text, before)
    elif text:
        db.at_end(let_wait, (record_id, kind))


def let_wait(db: Database, records: Sequence[tuple[str, HitKind]]) -> None:
    """Note that these records are to be indexed: the id of each, and a kind of place in it."""
    kinds = dict(records)
    numbers = numbered(db, kinds)
    db.execute_many(_WAIT, sorted((numbers[each], kind) for each, kind in kinds.items()))
    db.touch(Part.LEFT, "")


def any_waits(db: Reader) -> bool:
    """Whether there is a record that is not in the index yet."""
    return db.one("SELECT max(object) FROM search_waiting") != (None,)


def waiting_ids(db: Reader) -> frozenset[str]:
    """The ids of the records that wait."""
    return frozenset(record_id for (record_id,) in db.all(_IDS))


def index_some(db: Database, texts_of: TextsOf) -> bool:
    """Index some of the records that wait; whether there were any."""
    waiting = db.all(_NEXT, (0, _AT_A_TIME))
    db.met.go_on(bool(waiting))
    if not waiting:
        return False
    characters = done = 0
    with db.transaction_in_order():
        for number, kind, record_id in waiting:
            texts = texts_of(db, HitKind(kind), record_id)
            index_whole(db, record_id, texts)
            done, characters = number, characters + sum(map(len, texts.values()))
            if characters >= _CHARACTERS:
                break
        db.execute(_DONE, (done,))
    return True


def waiting_texts(
    db: Reader, texts_of: TextsOf, pause: Pause
) -> Iterator[tuple[str, HitKind, str, str]]:
    """Id of the record, kind and id of the place, and text, of each place of the records that
    wait. ``pause``: at each record."""
    last = 0
    while page := db.all(_NEXT, (last, _AT_A_TIME)):
        for _number, kind, record_id in page:
            pause()
            for (hit, place_id), text in texts_of(db, HitKind(kind), record_id).items():
                yield record_id, hit, place_id, text
        last = page[-1][0]


def forget_waiting(db: Database, record_id: str) -> None:
    """A record is gone, or was indexed otherwise."""
    db.execute(_FORGET, (record_id,))
