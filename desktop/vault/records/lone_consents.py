"""Interviews of which one line of decisions by one author is all that was decided.

That is nearly every interview, and asking the gate about one reads the rows of all of them. So who
only shows whether anybody decided something beside what is shown asks here first. The rows are
read and compared with their sum once for each session, and then those that came since: they are
added to and never changed (``desktop/vault/kinds/standing.py``). Nothing is let out by this.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from desktop.model.authority import opens
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.owned_id import Owned
from desktop.vault.kinds.standing import TABLE
from desktop.vault.store.connection import Database
from desktop.vault.versions.bound import refuse_older

_ROWS: Final = (
    "SELECT row, interview_id, consent_id, version_id, parents, author, made_here"  # noqa: S608
    f" FROM {TABLE} WHERE row > ? ORDER BY row"
)

_REVOKED: Final = "SELECT 1 FROM card WHERE fingerprint = ? AND revoked_utc IS NOT NULL"


class _Line(NamedTuple):
    """One version after the other of one consent by one author. Ids stand as the hashes of this
    process. ``ours``: whether any of them was cut here."""

    newest: int
    consent: int
    author: str
    ours: bool


class LoneConsents:
    """Those of one vault."""

    def __init__(self, db: Database) -> None:
        self._db, self._last = db, 0
        self._lines: dict[int, _Line | None] = {}
        self._several: set[str] = set()
        self._authors: dict[str, str] = {}
        self._unread = False

    def none_beside(self, interview_id: str) -> bool:
        """Whether nothing, or one such line, is sure to be all there is about an interview;
        ``DamagedVault`` where the vault does not hold what was decided last."""
        if self._line(interview_id) is not None:
            return True
        known = self._last > 0 and not self._unread and not self._db.in_transaction
        return known and hash(interview_id) not in self._lines

    def stands(self, interview_id: str, version_id: str) -> bool:
        """Whether this version is sure to be all that counts for an interview, and by somebody by
        whose word a gate may be open; errors as above."""
        line = self._line(interview_id)
        return line is not None and line.newest == hash(version_id)

    def several(self) -> Collection[str]:
        """The interviews about which more than one line of decisions is here; few, and not all of
        those beside whose shown decision another counts. ``DamagedVault``."""
        if not self._db.in_transaction:
            self._read()
        return frozenset(self._several)

    def _line(self, interview_id: str) -> _Line | None:
        if self._db.in_transaction:
            return None  # what it wrote may be undone
        self._read()
        line = self._lines.get(hash(interview_id))
        if line is None or self._unread:
            return None
        if self._db.one(_REVOKED, (line.author,)):
            return None  # what of it came in time, the gate looks up
        owned = Owned(interview_id, INTERVIEW_KIND)
        return line if opens(owned, line.author, line.ours) else None

    def _read(self) -> None:
        if not self._last:
            refuse_older(self._db)
        for row, interview_id, consent_id, version_id, parents, by, ours in self._db.all(
            _ROWS, (self._last,)
        ):
            self._last = row
            # What is kept unread may be about any interview.
            self._unread = self._unread or not interview_id
            author = self._authors.setdefault(by, by)
            line = _Line(hash(version_id), hash(consent_id), author, bool(ours))
            self._add(interview_id, line, hash(parents))

    def _add(self, interview_id: str, line: _Line, parent: int) -> None:
        """``None`` stands for more than one line."""
        interview = hash(interview_id)
        before = self._lines.get(interview, line)
        if before is line:
            self._lines[interview] = line
        elif before and (parent, *line[1:3]) == before[:3]:
            self._lines[interview] = line._replace(ours=line.ours or before.ours)
        else:
            self._lines[interview] = None
            self._several.add(interview_id)
