"""What is shown of many records, or after many versions, is decided anew behind them, in pieces.

When a card is trusted, so is what is shown of all that its party wrote: in pieces, between which
other work is done.

Who may lay what over what is decided from all versions of a record at once. At each of some
thousands that a sender may put into one package that would cost the square of their number. So
behind the first :data:`~desktop.model.merge.merging.MANY` it is decided again once half as many
more are here as were looked at last, and behind the last. Until then what was shown stays, and
``vault_meta`` says which records wait, so that a killed process leaves none of them behind; what
a gate hears is every version, at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.documents.pieces import sliced
from desktop.i18n import _
from desktop.model.merge.merging import MANY
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress
from desktop.vault.store.connection import Database
from desktop.vault.versions.closings import Closings
from desktop.vault.versions.merge import lay

_KEY: Final = "to_lay "
"""Of ``vault_meta``, before the id of a record; its kind is the value."""
_AUTHOR: Final = "to_lay_by "
"""Of ``vault_meta``, before the fingerprint of whose records are all decided again."""
_AT_ONCE: Final = 50
"""Records in one transaction."""
_BY_AUTHOR: Final = "SELECT DISTINCT kind, record_id FROM record_version WHERE author = ?"
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

    def all_by(self, author: str) -> None:
        """Decide again what is shown of the records in which an author has a say, in the
        transaction that is open: :meth:`finish` does it, or the next opening."""
        self._db.execute(_WAIT, (_AUTHOR + author, ""))

    def finish(self, progress: Progress = no_progress) -> None:
        """Lay what waits. ``Cancelled`` leaves the rest to the next time."""
        for key, kind in self._db.all(_WAITING, (_KEY,)):
            with self._db.transaction():
                self._lay(RecordKind(kind), key.removeprefix(_KEY))
        self._crowds.clear()
        for key, _none in self._db.all(_WAITING, (_AUTHOR,)):
            self._lay_all_by(key.removeprefix(_AUTHOR), progress)

    def _lay_all_by(self, author: str, progress: Progress) -> None:
        records = self._db.all(_BY_AUTHOR, (author,))
        done = 0
        for several in sliced(records, _AT_ONCE):
            progress(done, len(records), _("Showing what was waiting for the card"))
            with self._db.transaction():
                for kind, record_id in several:
                    lay(self._db, self._closings, RecordKind(kind), record_id)
            done += len(several)
        self._db.execute("DELETE FROM vault_meta WHERE key = ?", (_AUTHOR + author,))

    def _lay(self, kind: RecordKind, record_id: str) -> None:
        lay(self._db, self._closings, kind, record_id)
        self._db.execute("DELETE FROM vault_meta WHERE key = ?", (_KEY + record_id,))
