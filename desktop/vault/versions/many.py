"""Heads and working states of many records at once, and which versions are here, without decoding
a document."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import Final

from desktop.errors import DamagedVault
from desktop.model.newer import Unread
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database

# From indexes alone, and no more than once through the versions of a record, however many it has.
_HEADS: Final = (
    f"SELECT v.record_id, v.id FROM record_version v WHERE v.record_id {AMONG}"  # noqa: S608
    " EXCEPT SELECT c.record_id, p.parent_id FROM record_version c INDEXED BY record_version_of"
    f" CROSS JOIN version_parent p ON p.version_id = c.id WHERE c.record_id {AMONG}"
)
# By the index of a record's versions, then by the parents of each: who wrote them is read of the
# few alone that came with a parent. By the versions of the record again it would take the square.
_BESIDE: Final = (
    "SELECT DISTINCT child.record_id FROM record_version child INDEXED BY record_version_of"  # noqa: S608
    " CROSS JOIN version_parent p ON p.version_id = child.id"
    " CROSS JOIN record_version parent ON parent.id = p.parent_id"
    f" WHERE child.record_id {AMONG} AND parent.record_id = child.record_id"
    " AND child.arrived_in IS NOT NULL AND child.author <> parent.author"
)
# By the index of what is unread, in which there is nearly always nothing.
_OF_UNKNOWN_KIND: Final = (
    "SELECT id FROM record_version INDEXED BY record_version_unread"  # noqa: S608
    f" WHERE record_id {AMONG} AND unread = '{Unread.KIND}'"
)
_WRITTEN: Final = (
    "SELECT a.value, w.version_id IS NOT NULL FROM json_each(?1) a"
    " LEFT JOIN working_state w ON w.record_id = a.value WHERE w.version_id IS NULL OR w.edited"
)
_HERE: Final = f"SELECT id FROM record_version WHERE id {AMONG}"  # noqa: S608
_CUT: Final = (
    f"SELECT record_id FROM working_state WHERE record_id {AMONG}"  # noqa: S608
    " AND kind = ?2 AND version_id IS NOT NULL AND NOT edited"
)
_IDS: Final = f"SELECT v.record_id, v.id FROM record_version v WHERE v.record_id {AMONG}"  # noqa: S608
_DATA: Final = f"SELECT v.id, v.data FROM record_version v WHERE v.id {AMONG}"  # noqa: S608


def cut_already(db: Database, kind: RecordKind, record_ids: Collection[str]) -> set[str]:
    """Those of these records of one kind whose tables nobody wrote since a version was cut."""
    return {id_ for (id_,) in db.all(_CUT, (listed(record_ids), kind))}


def ids_of(db: Database, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The ids of all versions of each record that has any, in no order."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for record_id, version_id in db.all(_IDS, (listed(record_ids),)):
        found[record_id] += (version_id,)
    return dict(found)


def hashed(db: Database, version_ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """SHA-512, in lower-case hex, and size of the data of each version; one is held at a time.

    ``DamagedVault`` where one is missing: whoever asks has its id from here.
    """
    rows = db.rows(_DATA, (listed(version_ids),))
    found = {id_: (hashlib.sha512(data).hexdigest(), len(data)) for id_, data in rows}
    if any(each not in found for each in version_ids):
        raise DamagedVault("a version is missing that the vault names")
    return found


def here(db: Database, ids: Collection[str], pause: Pause = no_pause) -> set[str]:
    """Those of the version ids that are in the vault."""
    return {id_ for (id_,) in among(db, _HERE, ids, pause)}


def each_head(
    db: Database,
    record_ids: Collection[str],
    heads_of: Callable[[str], Collection[str]],
    pause: Pause = no_pause,
) -> Iterator[tuple[str, str]]:
    """(record id, version id) of each version in whose place no other stands that may; some come
    twice. ``heads_of``: says so of one record, asked of few (:func:`going_on_from_others`). Not
    what of an unknown kind lies under the id of a known record."""
    beside = {version_id for (version_id,) in among(db, _OF_UNKNOWN_KIND, record_ids, pause)}
    yield from (each for each in among(db, _HEADS, record_ids, pause) if each[1] not in beside)
    for record_id in going_on_from_others(db, record_ids, pause):
        pause()
        yield from ((record_id, head) for head in heads_of(record_id) if head not in beside)


def going_on_from_others(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> list[str]:
    """The records in which a version that came goes on from one by another author, and so may not
    stand in its place. Of all others the heads are the versions without a child."""
    return [record_id for (record_id,) in among(db, _BESIDE, record_ids, pause)]


def written_since(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> dict[str, bool]:
    """The records that are not known to be equal to their last version, and whether there is one.

    That is those the working tables do not hold, those never cut, and those written since.
    """
    rows = among(db, _WRITTEN, record_ids, pause)
    return {record_id: bool(was_cut) for record_id, was_cut in rows}
