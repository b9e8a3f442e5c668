"""Take in a version from outside, and lay into the working tables what is shown afterwards.

What is decided here is decided by ``desktop/model/merging.py``, for this home as for any other.
"""

from __future__ import annotations

from typing import Any

from desktop.home.authors import Authorship
from desktop.home.versions import body_of, meeting, read_document
from desktop.model.changes import Part
from desktop.model.merging import Arriving, to_lay
from desktop.model.version import RecordVersion
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions.working_state import (
    kind_and_state,
    mark_equal,
    working_state,
)


def read_version(db: Database, untrusted_data: bytes) -> Arriving:
    """A version from bytes of outside; ``canonical.NotADocument`` for anything else."""
    version = read_document(untrusted_data)
    record_id = version.document.record_id
    kind, state = kind_and_state(db, record_id)
    here = version_rows.kinds_by_id(db, record_id)
    kinds = {*here.values(), *([kind] if kind else [])}
    return meeting(version, BY_NAME, state, here.keys(), kinds)


def receive(db: Database, arriving: Arriving, authorship: Authorship, arrived_in: str) -> None:
    """Store a version that was read and is new, and show what the rule says."""
    version = arriving.version
    version_rows.store(db, version, authorship, arrived_in)
    if not arriving.here and arriving.state is None:
        # The only version of its record here, as most that arrive are.
        _show(db, version, arriving.body)
        return
    document = version.document
    state = working_state(db, document.record_id)
    history = version_rows.history(db, document.record_id)
    finality = BY_NAME[document.kind].finality
    shown = state.version_id if state else None
    chosen = to_lay(history, shown, version_rows.made_here(db, shown), finality)
    if chosen is not None:
        _show(db, chosen, body_of(chosen, BY_NAME))


def _show(db: Database, version: RecordVersion, body: Any) -> None:
    document = version.document
    BY_NAME[document.kind].lay(db, body)
    mark_equal(db, document.kind, document.record_id, version.id)
    db.touch(Part.ARRIVED, document.record_id)
