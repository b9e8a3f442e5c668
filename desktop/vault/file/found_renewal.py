"""What is found by searching, made anew from the records: a cache is no loss."""

from __future__ import annotations

from typing import Any, Final

from desktop.errors import DamagedVault
from desktop.i18n import _
from desktop.progress import Pause, Progress
from desktop.vault.file.found_check import ids_of, texts_of
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Kind
from desktop.vault.search.index import index_whole
from desktop.vault.search.vocabulary import drop_all
from desktop.vault.search.waiting import forget_waiting
from desktop.vault.store.connection import Database

_AT_A_TIME: Final = 20
_CHARACTERS: Final = 20_000
"""What a transaction takes at most: records, and characters of all but the last of them."""
_IS_THERE: Final = " OR ".join(
    f"EXISTS (SELECT 1 FROM {kind.table.name} WHERE {kind.table.key} = o.id)"  # noqa: S608
    for kind in KINDS
)
_ENTRIES: Final = 2000
_OF_NOTHING: Final = (
    "DELETE FROM search_entry WHERE row > ? AND row <= ? AND NOT EXISTS"  # noqa: S608
    f" (SELECT 1 FROM object o WHERE o.row = search_entry.object AND ({_IS_THERE}))"
)
_ASIDE: Final = "search_text_dropped"
"""The words that an empty index took the place of; only while they are being dropped."""
_SCHEMA: Final = "SELECT sql FROM sqlite_schema WHERE name = ?"
_KEPT_TO_DROP: Final = 10
"""Rows of the data below this number say how the index is built; without them it does not open."""
_PARTS: Final = (
    f"DELETE FROM {_ASIDE}_data WHERE id IN"  # noqa: S608
    f" (SELECT id FROM {_ASIDE}_data WHERE id > {_KEPT_TO_DROP} LIMIT 100)",
    f"DELETE FROM {_ASIDE}_docsize WHERE id IN (SELECT id FROM {_ASIDE}_docsize LIMIT 5000)",  # noqa: S608
    f"DELETE FROM {_ASIDE}_idx WHERE (segid, term) IN"  # noqa: S608
    f" (SELECT segid, term FROM {_ASIDE}_idx LIMIT 1000)",
)


def renew(db: Database, progress: Progress) -> None:
    """Drop every word, and index every record again under the numbers its places have: what was
    newest in the search stays so. A transaction for a few records.

    Words of which only some were dropped are no index: so an empty one takes the place of all of
    them at once, and they are dropped behind it."""
    said = _("Rebuilding the search index")
    _drop_aside(db, lambda: progress(0, 1, said))
    _set_aside(db)
    _drop_aside(db, lambda: progress(0, 1, said))
    records = {kind.name: list(ids_of(db, kind)) for kind in KINDS}
    total = sum(map(len, records.values()))
    _forget_places_of_nothing(db, lambda: progress(0, total, said))
    done = 0
    for kind in KINDS:
        left = records[kind.name][::-1]
        while left:
            progress(done, total, said)
            done += _renew_some(db, kind, left)


def _set_aside(db: Database) -> None:
    with db.transaction():
        row = db.one(_SCHEMA, ("search_text",))
        if row is None:
            raise DamagedVault("the search has no table")
        db.execute(f"ALTER TABLE search_text RENAME TO {_ASIDE}")
        db.execute(row[0])
        drop_all(db)


def _drop_aside(db: Database, pause: Pause) -> None:
    """Drop what was set aside, now or before a renewal was killed."""
    if db.one(_SCHEMA, (_ASIDE,)) is None:
        return
    for part in _PARTS:
        while True:
            pause()
            with db.transaction():
                if not db.execute(part):
                    break
    with db.transaction():
        db.execute(f"DROP TABLE {_ASIDE}")


def _forget_places_of_nothing(db: Database, pause: Pause) -> None:
    """Of records that are gone."""
    row = db.one("SELECT max(row) FROM search_entry")
    last = (row and row[0]) or 0
    for first in range(0, last + 1, _ENTRIES):
        pause()
        with db.transaction():
            db.execute(_OF_NOTHING, (first, first + _ENTRIES))


def _renew_some(db: Database, kind: Kind[Any], left: list[str]) -> int:
    """Index records from the end of ``left``, which gets shorter by them; how many."""
    done = characters = 0
    with db.transaction():
        while left and done < _AT_A_TIME and characters < _CHARACTERS:
            record_id = left.pop()
            # A kind that takes folded text from another comes behind it.
            if kind.held:
                kind.held.fold_again(db, (record_id,))
            characters += _renew(db, kind, record_id)
            done += 1
    return done


def _renew(db: Database, kind: Kind[Any], record_id: str) -> int:
    """Index one record; how many characters it has."""
    texts = texts_of(db, kind, record_id)
    index_whole(db, record_id, texts)
    forget_waiting(db, record_id)
    return sum(map(len, texts.values()))
