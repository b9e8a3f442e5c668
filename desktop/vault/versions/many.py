"""Heads and working states of many records at once, and which versions are here, without reading
a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from desktop.progress import Pause, no_pause
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database
from desktop.vault.versions.rows import NO_CHILD

_HEADS: Final = (
    f"SELECT v.record_id, v.id FROM record_version v WHERE v.record_id {AMONG} AND {NO_CHILD}"  # noqa: S608
)
_WRITTEN: Final = (
    "SELECT a.value, w.version_id IS NOT NULL FROM json_each(?1) a"
    " LEFT JOIN working_state w ON w.record_id = a.value WHERE w.version_id IS NULL OR w.edited"
)
# Of two heads the ids stand behind one another, which is no id.
_SOLE_HEADS: Final = (
    f"SELECT w.record_id, w.version_id FROM working_state w WHERE w.record_id {AMONG}"  # noqa: S608
    " AND NOT w.edited AND w.version_id = (SELECT group_concat(v.id) FROM record_version v"
    f" WHERE v.record_id = w.record_id AND {NO_CHILD})"
)
_HERE: Final = f"SELECT id FROM record_version WHERE id {AMONG}"  # noqa: S608


def here(db: Database, ids: Collection[str], pause: Pause = no_pause) -> set[str]:
    """Those of the version ids that are in the vault."""
    return {id_ for (id_,) in among(db, _HERE, ids, pause)}


def each_head(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> Iterator[tuple[str, str]]:
    """(record id, version id) of each version nobody has built on."""
    return among(db, _HEADS, record_ids, pause)


def written_since(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> dict[str, bool]:
    """The records that are not known to be equal to their last version, and whether there is one.

    That is those the working tables do not hold, those never cut, and those written since.
    """
    rows = among(db, _WRITTEN, record_ids, pause)
    return {record_id: bool(was_cut) for record_id, was_cut in rows}


def sole_heads(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> dict[str, str]:
    """The head of each record that has one, where the tables hold exactly that version."""
    return dict(among(db, _SOLE_HEADS, record_ids, pause))
