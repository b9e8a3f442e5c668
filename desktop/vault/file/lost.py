"""Saves that were finished and are not in the database: noticed when it is opened, and kept.

What was noticed is written into the vault and its custody log, and named by every check since: the
words are gone from here, but nobody has to find that out by missing them.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from desktop import canonical
from desktop.errors import OlderVault, SavesLost, StorageError
from desktop.model.custody import CustodyKind
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.sequence import Behind, Sequence
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_KEY: Final = "lost_saves"
_LOOKED_AT: Final = "lost_saves_looked_at"
_MOST: Final = 50
"""Times that are remembered; the custody log has all."""


@dataclass(frozen=True, slots=True)
class Lost:
    """That saves are missing. ``saves``: how many; 0 where that is not known. ``since``: when the
    last was made that is here, and ``until``: the last of those that are not, by the clock of
    those days, in UTC; None where that is not known. ``noticed``: when the vault was opened."""

    saves: int
    since: Moment | None
    until: Moment | None
    noticed: Moment


def lost_by(behind: Behind) -> Lost:
    """What is missing, noticed now."""
    return Lost(max(0, behind.saves), behind.here.at, behind.last.at, Moment.now())


class LostSaves:
    """What the open vault ``vault_id`` misses, and whether anybody looked at the consents since.

    What was noticed at this opening counts here also where the disk did not take the note of it.
    ``older``: whether what decides what may leave is not what was written last; then nothing is
    written into it."""

    def __init__(self, db: Database, custody: CustodyLog, vault_id: str, *, older: bool) -> None:
        self._db, self._custody, self._vault_id = db, custody, vault_id
        self._older = older
        self._sequence: Sequence | None = None
        self._kept = False
        self.found: Lost | None = None
        """What was noticed at this opening."""

    def tell(self, lost: Lost, sequence: Sequence) -> None:
        """Say that saves are missing, and keep it, as far as the disk takes it."""
        self.found, self._sequence = lost, sequence
        with suppress(StorageError):
            self.keep()

    def keep(self) -> None:
        """Keep for good what was noticed, where it is not yet: whoever copies the vault calls this
        first, as the copy would know of nothing. ``StorageError``."""
        if self.pending is None or self._sequence is None or self._older:
            return
        with self._sequence.noting(), self._db.transaction():
            note_lost(self._db, self._custody, self._vault_id, self.pending)
        self._kept = True

    @property
    def unlooked(self) -> Lost | None:
        """What was noticed last, where nobody has said since that the consents were looked at: a
        withdrawal may be among what is missing."""
        return self.pending or _unlooked(self._db)

    def refuse_unlooked(self) -> None:
        """``SavesLost`` where there is such."""
        if self.unlooked is not None:
            raise SavesLost("saves are missing, and nobody has looked at the consents since")

    def looked_at(self) -> None:
        """Keep that a person has looked at the consents; nothing where none had to.
        ``OlderVault``, ``StorageError``."""
        if self.unlooked is None:
            return
        if self._older:
            raise OlderVault("what was decided last is not what the vault holds")
        self.keep()
        with self._db.transaction():
            found = _unlooked(self._db)
            if found is not None:
                _keep(self._db, _LOOKED_AT, _named(found))
                detail = {"consents": "looked-at"}
                self._custody.append(CustodyKind.CONSENT, "vault", self._vault_id, detail)

    @property
    def pending(self) -> Lost | None:
        """What was noticed at this opening, where nothing in the vault tells of it yet."""
        return None if self._kept else self.found


def note_lost(db: Database, custody: CustodyLog, vault_id: str, lost: Lost) -> None:
    """Keep it for good: in the vault and its custody log. ``StorageError``."""
    with db.transaction():
        found = [*noted_lost(db), lost][-_MOST:]
        _keep(db, _KEY, canonical.encode(found).decode())
        detail = {"missing_saves": str(lost.saves or "unknown")}
        for name, moment in (("since", lost.since), ("until", lost.until)):
            if moment is not None:
                detail[name] = moment.utc
        custody.append(CustodyKind.FIXITY_CHECK, "vault", vault_id, detail)


def noted_lost(db: Reader) -> tuple[Lost, ...]:
    """What is kept of what was noticed, oldest first."""
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_KEY,))
    return canonical.decode(row[0].encode(), tuple[Lost, ...]) if row else ()


def _unlooked(db: Reader) -> Lost | None:
    found = noted_lost(db)
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_LOOKED_AT,))
    return found[-1] if found and row != (_named(found[-1]),) else None


def _keep(db: Database, key: str, value: str) -> None:
    db.execute(
        "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = ?2",
        (key, value),
    )


def _named(lost: Lost) -> str:
    return f"{lost.noticed.utc} {lost.saves}"
