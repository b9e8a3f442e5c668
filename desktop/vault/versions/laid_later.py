"""Records of which very many versions arrive: what they say together is looked at now and then.

Who may lay what over what is decided from all versions of a record at once. At each of some
thousands that a sender may put into one package that would cost the square of their number. So
behind the first :data:`~desktop.model.merging.MANY` it is decided again once half as many more
are here as were looked at last, and behind the last. Until then what was shown stays, and
``vault_meta`` says which records wait, so that a killed process leaves none of them behind; what
a gate hears is every version, at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.model.merging import MANY
from desktop.model.version import RecordKind
from desktop.vault.store.connection import Database
from desktop.vault.versions.closings import Closings
from desktop.vault.versions.merge import lay

_KEY: Final = "to_lay "
"""Of ``vault_meta``, before the id of a record; its kind is the value."""
_WAIT: Final = "INSERT INTO vault_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"
_WAITING: Final = "SELECT key, value FROM vault_meta WHERE key >= ?1 AND key < ?1 || char(127)"
_NUMBER: Final = "SELECT count(*) FROM record_version WHERE record_id = ?"


@dataclass(slots=True)
class _Crowd:
    """How many versions of a record were ``looked`` at last, and how many are ``new`` since."""

    looked: int
    new: int = 0

    @property
    def due(self) -> bool:
        """Whether it is worth another look."""
        return 2 * self.new >= self.looked


class LaidLater:
    """What is shown of the records of one vault while versions arrive."""

    def __init__(self, db: Database, closings: Closings) -> None:
        self._db, self._closings = db, closings
        self._crowds: dict[str, _Crowd] = {}

    def arrived(self, kind: RecordKind, record_id: str, here: int) -> None:
        """A version was stored, in the transaction that is open. ``here``: how many versions of
        its record there were before, counted no further than ``MANY``."""
        if here < MANY:
            lay(self._db, self._closings, kind, record_id)
            return
        crowd = self._crowds.setdefault(record_id, _Crowd(MANY))
        crowd.new += 1
        self._db.execute(_WAIT, (_KEY + record_id, kind))
        if crowd.due:
            self._lay(kind, record_id)
            found = self._db.one(_NUMBER, (record_id,))
            self._crowds[record_id] = _Crowd(int(found[0]) if found else MANY)

    def finish(self) -> None:
        """Lay what waits, each record in a transaction of its own."""
        for key, kind in self._db.all(_WAITING, (_KEY,)):
            with self._db.transaction():
                self._lay(RecordKind(kind), key.removeprefix(_KEY))
        self._crowds.clear()

    def _lay(self, kind: RecordKind, record_id: str) -> None:
        lay(self._db, self._closings, kind, record_id)
        self._db.execute("DELETE FROM vault_meta WHERE key = ?", (_KEY + record_id,))
