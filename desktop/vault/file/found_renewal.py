"""What is found by searching, made anew from the records: a cache is no loss."""

from __future__ import annotations

from typing import Any, Final

from desktop.i18n import _
from desktop.progress import Progress
from desktop.vault.file.found_check import ids_of, places_of, texts_of
from desktop.vault.kinds.all import HELD, KINDS
from desktop.vault.kinds.kind import Kind
from desktop.vault.search.index import index, remove
from desktop.vault.store.connection import Database

_AT_A_TIME: Final = 100
_EVERY: Final = " UNION ALL ".join(
    f"SELECT {kind.table.key} FROM {kind.table.name}"  # noqa: S608
    for kind in KINDS
)
_OF_NOTHING: Final = (
    "DELETE FROM search_entry WHERE object NOT IN"  # noqa: S608
    f" (SELECT row FROM object WHERE id IN ({_EVERY}))"
)


def renew(db: Database, progress: Progress) -> None:
    """Drop every word, and index every record again under the numbers its places have: what was
    newest in the search stays so. A transaction for some hundred records."""
    with db.transaction():
        db.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
        db.execute(_OF_NOTHING)
        for held in HELD:
            held.fold_all(db)
    records = [(kind, record_id) for kind in KINDS for record_id in ids_of(db, kind)]
    for start in range(0, len(records), _AT_A_TIME):
        progress(start, len(records), _("Making the search anew"))
        with db.transaction():
            for kind, record_id in records[start : start + _AT_A_TIME]:
                _renew(db, kind, record_id)


def _renew(db: Database, kind: Kind[Any], record_id: str) -> None:
    texts = texts_of(db, kind, record_id)
    for hit, place_id in places_of(db, record_id).keys() - texts.keys():
        remove(db, hit, record_id, place_id)
    for (hit, place_id), text in texts.items():
        index(db, hit, record_id, place_id, text)
