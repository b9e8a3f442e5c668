"""What the versions of a record say together: which is shown, whether the record is closed, which
stand beside each other. What the tables show decides nothing here.

A version never changes, so what it says is read from its bytes once and remembered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Final, NamedTuple

from desktop.errors import DamagedVault
from desktop.home.judge import Said, rule_of, said_by, signed
from desktop.model.authority import Rule, Signed
from desktop.model.merge.precedence import Finality
from desktop.model.version import RecordKind, RecordVersion
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions.working_state import working_state

_REMEMBERED: Final = 5000
"""Versions, of some 500 bytes each."""
_VERSIONS: Final = (
    "SELECT v.id, v.author, v.arrived_in IS NULL, s.signer, v.unread FROM record_version v"
    " LEFT JOIN seal s ON s.version_id = v.id WHERE v.record_id = ? AND v.kind = ?"
)
_TRUSTED: Final = (
    "SELECT 1 FROM card WHERE fingerprint = ? AND trusted_utc IS NOT NULL AND revoked_utc IS NULL"
)
_REVOKED: Final = "SELECT 1 FROM card WHERE fingerprint = ? AND revoked_utc IS NOT NULL"
# What came before a card was revoked is still what was shown then; told by the order in which
# things came, because a clock may be set.
_BEFORE: Final = (
    "SELECT v.id FROM record_version v JOIN card c ON c.fingerprint = v.author"
    " WHERE v.record_id = ? AND c.trusted_utc IS NOT NULL AND v.row <= c.revoked_row"
)


class Deciding(NamedTuple):
    """The version that counts of a record, and what it says of its end."""

    version_id: str
    finality: Finality


class Closings:
    """The versions of one vault, record by record. ``ours``: the fingerprint of its identity."""

    def __init__(self, db: Database, ours: str) -> None:
        self._db, self._ours = db, ours
        self._known: dict[str, Said] = {}

    def of(self, kind: RecordKind, record_id: str) -> Deciding | None:
        """What counts; None for a record of which there is no version that may be shown.

        ``DamagedVault`` where the version is missing that was cut from it or laid last, or is
        not what its id says.
        """
        state = working_state(self._db, record_id)
        shown = state.version_id if state else None
        rows = self._rows(kind, record_id)
        if shown is not None and shown not in (row[0] for row in rows):
            raise DamagedVault("the last version of a record is missing")
        laid = self._rule(kind, record_id, rows).laid(shown)
        return Deciding(laid.id, laid.finality) if laid else None

    def rule(self, kind: RecordKind, record_id: str) -> Rule:
        """The rule over all versions of a record; ``DamagedVault``."""
        return self._rule(kind, record_id, self._rows(kind, record_id))

    def is_known(self, author: str) -> bool:
        """Whether what an author signs may be shown here from now on."""
        return self.is_ours(author) or self._db.one(_TRUSTED, (author,)) is not None

    def is_ours(self, author: str) -> bool:
        """Whether an author is a person here."""
        return author == self._ours

    def _is_revoked(self, author: str) -> bool:
        return self._db.one(_REVOKED, (author,)) is not None

    def _before(self, record_id: str) -> set[str]:
        """The versions of a record that came before the card of their author was revoked."""
        return {version_id for (version_id,) in self._db.all(_BEFORE, (record_id,))}

    def _rows(self, kind: RecordKind, record_id: str) -> list[Row]:
        """Its versions, without what of an unknown kind lies under the same id."""
        return self._db.all(_VERSIONS, (record_id, kind))

    def _rule(self, kind: RecordKind, record_id: str, rows: Collection[Row]) -> Rule:
        authors = {row[1] for row in rows}
        known = {author for author in authors if self.is_known(author)}
        revoked = {author for author in authors - known if self._is_revoked(author)}
        before = self._before(record_id) if revoked else set()
        versions, owned_by = [], set()
        for row in rows:
            # Once each: of very many not all are remembered.
            said = self._said(kind, row[0])
            in_time = row[0] in before
            late = row[1] in revoked and not in_time
            versions.append(self._signed(said, row, row[1] in known or in_time, late))
            owned_by.add(said.owned_by)
        return rule_of(record_id, owned_by, versions)

    def _signed(self, said: Said, row: Row, known: bool, late: bool) -> Signed:
        version_id, author, ours, signer, unread = row
        sealed = signer == author and said.finality is Finality.CLOSED
        return signed(
            version_id,
            said,
            sealed=sealed,
            known=known,
            ours=bool(ours),
            home=self._ours,
            unread=bool(unread),
            late=late,
        )

    def _said(self, kind: RecordKind, version_id: str) -> Said:
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
        self._known[version.id] = said_by(version.document, BY_NAME.get(kind))
