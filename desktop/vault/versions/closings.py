"""Whether a record is closed or ended, as its versions say: what the tables show decides nothing.

A version never changes, so what it says is read from its bytes once and remembered.
"""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

from desktop.errors import DamagedVault
from desktop.model.precedence import Candidate, Finality, choose
from desktop.model.version import RecordKind, RecordVersion
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions.working_state import working_state

_REMEMBERED: Final = 5000
"""Versions, of some 400 bytes each."""


class Deciding(NamedTuple):
    """The version that counts of a record, and what it says of its end."""

    version_id: str
    finality: Finality


class _Said(NamedTuple):
    parents: tuple[str, ...]
    at: str
    finality: Finality


class Closings:
    """The ends of the records of one vault."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, _Said] = {}

    def of(self, kind: RecordKind, record_id: str) -> Deciding | None:
        """What counts; None for a record of which no version was cut.

        ``DamagedVault`` where the version is missing that was cut from it or laid last, or is
        not what its id says.
        """
        rows = self._db.all("SELECT id FROM record_version WHERE record_id = ?", (record_id,))
        state = working_state(self._db, record_id)
        shown = state.version_id if state else None
        said = {version_id: self._said(kind, version_id) for (version_id,) in rows}
        if shown is not None and shown not in said:
            raise DamagedVault("the last version of a record is missing")
        if not said:
            return None
        kept = shown if version_rows.made_here(self._db, shown) else None
        chosen = choose(
            [
                Candidate(id_, each.at, each.parents, each.finality, kept=id_ == kept)
                for id_, each in said.items()
            ]
        )
        return Deciding(chosen, said[chosen].finality)

    def _said(self, kind: RecordKind, version_id: str) -> _Said:
        if version_id not in self._known:
            version = version_rows.find(self._db, version_id)
            if version is None:
                raise DamagedVault("a version is missing")
            self.remember(kind, version)
        return self._known[version_id]

    def remember(self, kind: RecordKind, version: RecordVersion) -> None:
        """Read a version once; ``DamagedVault`` where it is not what its id says."""
        if version.id in self._known:
            return
        if hashlib.sha256(version.data).hexdigest() != version.id:
            raise DamagedVault("a version is not what its id says")
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        document = version.document
        finality = BY_NAME[kind].finality(document.body)
        at = document.created_at.utc
        self._known[version.id] = _Said(document.parents, at, finality)
