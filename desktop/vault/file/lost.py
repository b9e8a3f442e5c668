"""Saves that were finished and are not in the database: noticed when it is opened, and kept.

What was noticed is written into the vault and its custody log, and named by every check since: the
words are gone from here, but nobody has to find that out by missing them.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from desktop import canonical
from desktop.errors import SavesLost, StorageError
from desktop.model.custody import CustodyKind
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.sequence import Behind
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


def note_lost(db: Database, custody: CustodyLog, vault_id: str, lost: Lost) -> bool:
    """Keep it for good, as far as the disk takes it; else it is noticed again next time. Whether
    it is kept."""
    with suppress(StorageError), db.transaction():
        found = canonical.encode([*noted_lost(db), lost][-_MOST:]).decode()
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = ?2",
            (_KEY, found),
        )
        detail = {"missing_saves": str(lost.saves or "unknown")}
        for name, moment in (("since", lost.since), ("until", lost.until)):
            if moment is not None:
                detail[name] = moment.utc
        custody.append(CustodyKind.FIXITY_CHECK, "vault", vault_id, detail)
        return True
    return False


def unlooked(db: Reader) -> Lost | None:
    """What was noticed last, where nobody has said since that the consents were looked at: a
    withdrawal may be among what is missing."""
    found = noted_lost(db)
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_LOOKED_AT,))
    return found[-1] if found and row != (_named(found[-1]),) else None


def refuse_unlooked(db: Reader) -> None:
    """``SavesLost`` where there is such."""
    if unlooked(db) is not None:
        raise SavesLost("saves are missing, and nobody has looked at the consents since")


def note_looked(db: Database, custody: CustodyLog, vault_id: str) -> None:
    """Keep that a person has looked at the consents; nothing where none had to."""
    with db.transaction():
        found = unlooked(db)
        if found is None:
            return
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = ?2",
            (_LOOKED_AT, _named(found)),
        )
        custody.append(CustodyKind.CONSENT, "vault", vault_id, {"consents": "looked-at"})


def _named(lost: Lost) -> str:
    return f"{lost.noticed.utc} {lost.saves}"


def noted_lost(db: Reader) -> tuple[Lost, ...]:
    """What was noticed at this opening or an earlier one, oldest first."""
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_KEY,))
    return canonical.decode(row[0].encode(), tuple[Lost, ...]) if row else ()
