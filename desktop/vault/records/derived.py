"""Records of this vault as others are shown them: under which ids, and their versions.

A derived version lies among all versions, for news, receipts and what was sent, and is never laid:
who has what was said is shown that. Each form of showing has its own id of a record; all of them
name the one that they show (``derived_from``), by which two recipients may know theirs as one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from desktop.home.derived import DerivedId
from desktop.model.ids import new_id
from desktop.model.owned_id import is_of_kind, new_owned_id
from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Pause, no_pause
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.all import BY_NAME, CHOSEN
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions

_ID: Final = "SELECT derived_id FROM derived WHERE source_id = ? AND form = ?"
_KEEP: Final = "INSERT INTO derived (derived_id, kind, source_id, form) VALUES (?, ?, ?, ?)"
_MADE: Final = (
    "INSERT INTO derived (derived_id, kind, source_id, form, version_id, made_of)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (derived_id) DO UPDATE"
    " SET version_id = excluded.version_id, made_of = excluded.made_of"
    " WHERE (version_id, made_of) <> (excluded.version_id, excluded.made_of)"
)
_OF: Final = (
    "SELECT source_id, form, derived_id FROM derived"  # noqa: S608
    f" WHERE source_id {AMONG} AND kind = '{CHOSEN}'"
)
_SENT: Final = (
    "SELECT d.source_id, d.form, d.derived_id FROM json_each(?1) a"
    " JOIN derived d ON d.source_id = a.value AND d.kind = ?3"
    " WHERE EXISTS (SELECT 1 FROM package_record i"
    " JOIN package_sent s ON s.package_id = i.package_id"
    " WHERE i.record_id = d.derived_id AND s.recipient = ?2)"
)


class Derived:
    """Those of one vault."""

    def __init__(self, db: Database, custody: CustodyLog, versions: Versions) -> None:
        self._db, self._custody, self._versions = db, custody, versions

    def id_for(self, source_id: str, form: str) -> str:
        """Under which id a record is shown in a form (``Form.key``); it is made the first time.
        Of what is no record of a known kind it says nothing."""
        found = self.find(source_id, form)
        if found:
            return found
        kind = self._kind_of(source_id)
        made = new_owned_id(self._custody.agent, kind) if kind else new_id()
        with self._db.transaction():
            self._db.execute(_KEEP, (made, kind, source_id, form))
        return made

    def _kind_of(self, record_id: str) -> str:
        row = self._db.one("SELECT kind FROM working_state WHERE record_id = ?", (record_id,))
        if row is not None:
            return str(row[0])
        return next((kind for kind in BY_NAME if is_of_kind(record_id, kind)), "")

    def source_of(self, derived_id: str) -> str:
        """The record that is shown under an id; "" where none is."""
        row = self._db.one("SELECT source_id FROM derived WHERE derived_id = ?", (derived_id,))
        return row[0] if row else ""

    def find(self, source_id: str, form: str) -> str:
        """The same where it was made; else ""."""
        row = self._db.one(_ID, (source_id, form))
        return row[0] if row else ""

    def of(self, interview_ids: Collection[str], pause: Pause = no_pause) -> Iterator[DerivedId]:
        """Every id under which these interviews are shown to anybody."""
        return (DerivedId(*row) for row in among(self._db, _OF, interview_ids, pause))

    def sent_to(
        self, recipient: str, interview_ids: Collection[str], pause: Pause = no_pause
    ) -> Mapping[str, tuple[DerivedId, ...]]:
        """By the ids of these interviews, under which ids each ever travelled to a recipient."""
        found: dict[str, tuple[DerivedId, ...]] = {}
        sent = among(self._db, _SENT, interview_ids, pause, (recipient, CHOSEN))
        for each in (DerivedId(*row) for row in sent):
            found[each.source_id] = (*found.get(each.source_id, ()), each)
        return found

    def version_of(self, kind: RecordKind, body: Any) -> str:
        """The version that :meth:`cut` would give without making one; "" where it would."""
        found = self._versions.derived_as(kind, body)
        return found.id if found else ""

    def cut(
        self, kind: RecordKind, body: Any, source_id: str, form: str, reason: str
    ) -> RecordVersion:
        """A body as it is shown, as a version; the last one where nothing differs. Its source is
        cut as well: so it is known of which version of that it was made. ``NoSuchRecord``."""
        with self._db.transaction():
            made_of = self._versions.cut(kind, source_id, reason)
            version = self._versions.cut_derived(kind, body, source_id, reason)
            own = version.document.record_id
            self._db.execute(_MADE, (own, kind, source_id, form, version.id, made_of.id))
        return version
