"""Take in a version from outside, and decide what the working tables show afterwards.

Merging is the union of versions, so any order and any repetition ends in the same heads.
The working tables then show the version that ``desktop/model/precedence.py`` chooses, so that
archives which hold the same versions also show the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from desktop import canonical
from desktop.model.changes import Part
from desktop.model.precedence import Candidate, choose
from desktop.model.version import RecordVersion, VersionDocument
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions.bodies import check_body
from desktop.vault.versions.working_state import (
    WorkingState,
    kind_and_state,
    mark_equal,
    working_state,
)

_FORMAT, _VERSION = "skrynia-record", 1
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Arriving:
    """A version from outside that can be taken in, with the record it holds.

    ``state``: of the record in the working tables; ``here``: its versions that are kept already.
    """

    version: RecordVersion
    body: Any
    state: WorkingState | None
    here: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether this very version is here."""
        return self.version.id in self.here


def read_version(db: Database, untrusted_data: bytes) -> Arriving:
    """A version from bytes of outside; ``canonical.NotADocument`` for anything else."""
    document = canonical.decode(untrusted_data, VersionDocument)
    if (document.format, document.version) != (_FORMAT, _VERSION):
        raise canonical.NotADocument("another format")
    if list(document.parents) != sorted(set(document.parents)):
        raise canonical.NotADocument("parents are not sorted")
    if not all(len(parent) == 64 and _HEX.issuperset(parent) for parent in document.parents):
        raise canonical.NotADocument("a parent is no version id")
    if len(document.salt) != 32 or not _HEX.issuperset(document.salt):
        raise canonical.NotADocument("the salt is not 32 hex digits")
    version_id = hashlib.sha256(untrusted_data).hexdigest()
    version = RecordVersion(version_id, untrusted_data, lambda: document)
    return _meeting(db, version)


def _meeting(db: Database, version: RecordVersion) -> Arriving:
    """A version with what it meets here."""
    document = version.document
    kind, state = kind_and_state(db, document.record_id)
    here = version_rows.kinds_by_id(db, document.record_id)
    if {*here.values(), kind or document.kind} - {document.kind}:
        raise canonical.NotADocument("the record is of another kind here")
    body = check_body(document.kind, document.record_id, document.body)
    return Arriving(version, body, state, frozenset(here))


def receive(db: Database, arriving: Arriving, arrived_in: str, ours: str) -> None:
    """Store a version that was read and is new, and show what the rule above says.

    ``ours``: the fingerprint of this vault's identity.
    """
    version = arriving.version
    version_rows.store(db, version, arrived_in)
    if not arriving.here and arriving.state is None:
        # The only version of its record here, as most that arrive are.
        _show(db, version, arriving.body)
        return
    record_id = version.document.record_id
    chosen = _choose(db, record_id, ours)
    state = working_state(db, record_id)
    if state is None or state.version_id != chosen.id:
        _show(db, chosen, _body_of(chosen))


def _body_of(version: RecordVersion) -> Any:
    document = version.document
    return check_body(document.kind, document.record_id, document.body)


def _choose(db: Database, record_id: str, ours: str) -> RecordVersion:
    history = {version.id: version for version in version_rows.history(db, record_id)}
    heads = version_rows.head_ids(db, record_id)
    state = working_state(db, record_id)
    shown = state.version_id if state else None
    return history[
        choose(
            Candidate(
                version.id,
                version.document.created_at.utc,
                BY_NAME[version.document.kind].finality(version.document.body),
                head=version.id in heads,
                kept=version.id == shown and version.document.author == ours,
            )
            for version in history.values()
        )
    ]


def _show(db: Database, version: RecordVersion, body: Any) -> None:
    document = version.document
    BY_NAME[document.kind].lay(db, body)
    mark_equal(db, document.kind, document.record_id, version.id)
    db.touch(Part.ARRIVED, document.record_id)
