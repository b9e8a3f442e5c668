"""What is found by searching, made anew from the records: a cache is no loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from desktop.i18n import _
from desktop.progress import Progress
from desktop.vault.file.found_check import ids_of, places_of, texts_of
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Kind
from desktop.vault.search.index import index, remove
from desktop.vault.store.connection import Database

_AT_A_TIME: Final = 5
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
    newest in the search stays so. A transaction for a few records."""
    with db.transaction():
        db.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")
        db.execute(_OF_NOTHING)
    records = {kind.name: list(ids_of(db, kind)) for kind in KINDS}
    done, total = 0, sum(map(len, records.values()))
    for kind in KINDS:
        ids = records[kind.name]
        for start in range(0, len(ids), _AT_A_TIME):
            progress(done, total, _("Making the search anew"))
            done += _renew_some(db, kind, ids[start : start + _AT_A_TIME])


def _renew_some(db: Database, kind: Kind[Any], ids: Sequence[str]) -> int:
    with db.transaction():
        # A kind that takes folded text from another comes behind it.
        if kind.held:
            kind.held.fold_again(db, ids)
        for record_id in ids:
            _renew(db, kind, record_id)
    return len(ids)


def _renew(db: Database, kind: Kind[Any], record_id: str) -> None:
    texts = texts_of(db, kind, record_id)
    for hit, place_id in places_of(db, record_id).keys() - texts.keys():
        remove(db, hit, record_id, place_id)
    for (hit, place_id), text in texts.items():
        index(db, hit, record_id, place_id, text)
