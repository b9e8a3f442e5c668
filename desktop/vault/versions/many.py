"""Heads and working states of many records at once, without reading a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from desktop.progress import Pause, no_pause
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database
from desktop.vault.versions.rows import NO_CHILD
from desktop.vault.versions.working_state import WorkingState

_HEADS: Final = (
    f"SELECT v.record_id, v.id FROM record_version v WHERE v.record_id {AMONG} AND {NO_CHILD}"  # noqa: S608
)
_STATES: Final = f"SELECT record_id, version_id, edited FROM working_state WHERE record_id {AMONG}"  # noqa: S608


def heads_of(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> dict[str, tuple[str, ...]]:
    """The ids of the versions nobody has built on, of each record that has any."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for record_id, head in among(db, _HEADS, record_ids, pause):
        found[record_id] += (head,)
    return dict(found)


def states_of(
    db: Database, record_ids: Collection[str], pause: Pause = no_pause
) -> dict[str, WorkingState]:
    """The state of each record that the working tables hold."""
    rows = among(db, _STATES, record_ids, pause)
    return {id_: WorkingState(version_id, bool(edited)) for id_, version_id, edited in rows}
