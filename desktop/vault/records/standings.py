"""What the consent gate looks at, for many interviews at once (R1, R2).

Read from the versions of consents alone (``desktop/vault/kinds/standing.py``): all their rows in
one pass, because only all of them together are known to be what was written last. What the
working tables show of a consent decides nothing here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from desktop.errors import DamagedVault
from desktop.model.consent import Cell, ConsentBranches, Standing
from desktop.model.consent.versions import ConsentVersion, branches_by_interview
from desktop.model.values.moment import Moment
from desktop.progress import Pause, no_pause, paced
from desktop.vault.kinds.said import read_said
from desktop.vault.kinds.standing import COLUMNS, TABLE, UNREAD, digest_of, text_of_parents
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions.bound import refuse_older

_REVOKED: Final = "SELECT fingerprint FROM card WHERE revoked_utc IS NOT NULL"
_IN_TIME: Final = (
    "SELECT 1 FROM record_version v JOIN card c ON c.fingerprint = v.author"
    " WHERE v.id = ? AND (v.arrived_in IS NULL OR v.row <= c.revoked_row)"
)
_MANY: Final = 4000
"""Versions that are put together between two safe points."""
_ALL: Final = f"SELECT mac, {', '.join(COLUMNS)} FROM {TABLE}"  # noqa: S608
_MAC, _INTERVIEW = 0, 1 + COLUMNS.index("interview_id")
_UNREAD: Final = digest_of(UNREAD)
_FEW: Final = 200
"""Interviews for which the other rows are not read, but for their part in the sum."""
# Never by an index: an older page of one would hide a row that is in the table, and in its sum.
_OF_INTERVIEWS: Final = f"{_ALL} NOT INDEXED WHERE interview_id {AMONG} OR interview_id = ''"


def standings(
    db: Database, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = no_pause
) -> dict[str, ConsentBranches]:
    """What was decided about each interview that has any consent, as far as it is heard.

    ``DamagedVault`` where the vault does not hold what was decided last. ``cells``: the answers
    that are read.
    """
    pause()
    asked = frozenset(interview_ids)
    wanted = _of_few(db, asked) if len(asked) <= _FEW else _of_many(db, asked)
    versions = _Versions(db, cells)
    return branches_by_interview(versions.of(row) for row in paced(wanted, pause, _MANY))


def _of_few(db: Database, asked: Collection[str]) -> list[Row]:
    """The rows of the consents to these interviews, from a table that is what was written last."""
    refuse_older(db)
    return db.all(_OF_INTERVIEWS, (listed(asked),))


def _of_many(db: Database, asked: Collection[str]) -> list[Row]:
    """The same, of which all rows are held at once."""
    rows = db.all(_ALL)
    refuse_older(db, (row[_MAC] for row in rows))
    return [row for row in rows if row[_INTERVIEW] in asked or not row[_INTERVIEW]]


class _Versions:
    """What rows say. One standing for all that say the same, however many do."""

    def __init__(self, db: Database, cells: Sequence[Cell]) -> None:
        self._db, self._cells = db, frozenset(cells)
        self._said: dict[bytes, Standing] = {}
        self._revoked = {fingerprint for (fingerprint,) in db.all(_REVOKED)}
        self._standings: dict[tuple[str | None, int, bytes], Standing] = {}

    def of(self, row: Row) -> ConsentVersion:
        """A version of a consent; ``DamagedVault`` where the row is none of this table's."""
        mac, *values = row
        if self._db.mac(TABLE, values) != mac:
            raise DamagedVault("a row about a consent is not what was written")
        consent_id, id_, parents, interview_id, author, created, *rest = values
        here, given, utc, offset, said = rest
        standing = self._standing(utc, offset, said)
        of = id_, consent_id, self._parents(parents), author, interview_id
        return ConsentVersion(*of, created, bool(here), given, standing, self._late(id_, author))

    def _parents(self, stands: str) -> tuple[str, ...]:
        digest = text_of_parents(stands)
        return tuple((self._text(digest) if digest else stands).split())

    def _late(self, version_id: str, author: str) -> bool:
        """Whether a version came after its author's card was revoked here."""
        return author in self._revoked and self._db.one(_IN_TIME, (version_id,)) is None

    def _standing(self, utc: str | None, offset: int, said: bytes) -> Standing:
        key = (utc, offset, said)
        if key not in self._standings:
            withdrawn = Moment(utc, offset) if utc else None
            self._standings[key] = (
                Standing(withdrawn, (), unread=True)
                if said == _UNREAD
                else replace(self._read(said), withdrawn_at=withdrawn)
            )
        return self._standings[key]

    def _read(self, digest: bytes) -> Standing:
        if digest not in self._said:
            self._said[digest] = read_said(self._text(digest), self._cells)
        return self._said[digest]

    def _text(self, digest: bytes) -> str:
        """What lies under a digest; ``DamagedVault`` where that is something else."""
        row = self._db.one("SELECT answers FROM consent_said WHERE digest = ?", (digest,))
        if row is None or digest_of(row[0]) != digest:
            raise DamagedVault("what a consent says is not what was written")
        text: str = row[0]
        return text
