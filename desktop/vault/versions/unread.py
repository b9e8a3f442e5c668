"""Versions that are kept unread, because a newer program wrote them (``desktop/model/newer.py``).

Their bytes lie beside all others, with the interviews that they came as resting on: by these they
go on to others. When another program opens the vault, each is tried again, and laid where it is
understood by then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from functools import cache, partial
from typing import Final

import desktop
from desktop import canonical
from desktop.home.outlines import Unlaid
from desktop.home.versions import body_of
from desktop.model.changes import Part
from desktop.model.newer import UNDERSTOOD, Unread
from desktop.model.owned_id import Owned
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault.kinds import standing
from desktop.vault.kinds.all import BY_NAME, KINDS
from desktop.vault.kinds.kind import Grounds
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_KEY: Final = "understood"
"""Of ``vault_meta``: by which program everything that is unread was tried last."""
_RESTING: Final = (
    "SELECT g.interview_id, v.kind, v.record_id, v.id FROM unread_ground g"  # noqa: S608
    f" JOIN record_version v ON v.id = g.version_id WHERE g.interview_id {AMONG}"
    " AND NOT EXISTS (SELECT 1 FROM working_state w WHERE w.record_id = v.record_id)"
    " ORDER BY v.row"
)
_GROUNDS: Final = "SELECT interview_id FROM unread_ground WHERE version_id = ? ORDER BY 1"
_UNREAD: Final = "SELECT row FROM record_version WHERE unread IS NOT NULL ORDER BY row"
_DATA: Final = "SELECT id, data FROM record_version WHERE row = ?"
_OF_RECORD: Final = (
    "SELECT id, data FROM record_version"
    " WHERE record_id = ? AND kind = ? AND unread IS NOT NULL ORDER BY row"
)
_ERASED: Final = (
    "SELECT record_id, id, kind, author, arrived_in IS NULL FROM record_version"  # noqa: S608
    f" WHERE record_id {AMONG} AND unread = ?2"
)
_ANY: Final = (
    "SELECT 1 FROM record_version INDEXED BY record_version_unread WHERE unread IS NOT NULL LIMIT 1"
)
_COUNT: Final = (
    "SELECT count(*) FROM"
    " (SELECT DISTINCT record_id, kind FROM record_version WHERE unread IS NOT NULL)"
)
_OF: Final = (
    "SELECT kind, record_id, id FROM record_version"  # noqa: S608
    f" WHERE id {AMONG} AND unread IS NOT NULL"
)
_AMONG: Final = f"SELECT id FROM record_version WHERE id {AMONG} AND unread IS NOT NULL"  # noqa: S608


def keep(db: Database, version: RecordVersion, grounds: Collection[str]) -> None:
    """Keep beside a version that was just stored what it came as resting on."""
    db.execute_many(
        "INSERT INTO unread_ground (version_id, interview_id) VALUES (?, ?)",
        ((version.id, interview_id) for interview_id in sorted(set(grounds))),
    )
    db.touch(Part.ARRIVED, version.document.record_id)


def count(db: Reader) -> int:
    """How many records have something that a newer program wrote."""
    row = db.one(_COUNT)
    return int(row[0]) if row else 0


def of_record(db: Reader, kind: RecordKind, record_id: str) -> dict[str, VersionDocument]:
    """The versions of a record that are kept unread."""
    rows = db.all(_OF_RECORD, (record_id, kind))
    return {id_: canonical.decode_kept(data, VersionDocument) for id_, data in rows}


def erased(db: Reader, record_ids: Collection[str]) -> dict[str, set[str]]:
    """Those of these records that were erased, each with the versions that say so."""
    found: dict[str, set[str]] = {}
    rows = db.rows(_ERASED, (listed(record_ids), Unread.ERASED.value))
    for record_id, version_id, kind, author, made_here in rows:
        if made_here or may_erase(RecordKind(kind), record_id, author):
            found.setdefault(record_id, set()).add(version_id)
    return found


def may_erase(kind: RecordKind, record_id: str, author: str) -> bool:
    """Whether a tombstone by this author keeps a record from leaving.

    Of what the gate asks, anybody's does: it closes the interview, and a person sees that. Of all
    else only the owner's: a stranger's would hold a photo back without a word to anybody. An id of
    before says nothing of its owner.
    """
    known = BY_NAME.get(kind)
    grounds = known.grounds if known else None
    asked = isinstance(grounds, Grounds) and (grounds.chosen or grounds.decides)
    owned = Owned(record_id, kind)
    return asked or not owned.says_whose or owned.is_by(author)


def among_unread(db: Reader, version_ids: Collection[str]) -> set[str]:
    """Those of these versions that are kept unread."""
    return {id_ for (id_,) in db.rows(_AMONG, (listed(version_ids),))}


def resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Unlaid]:
    """What is kept unread of records that are shown nowhere, and rests on these interviews."""
    found = {row[3]: row for row in among(db, _RESTING, interview_ids)}
    for _interview, kind, record_id, version_id in found.values():
        yield _unlaid(db, kind, record_id, version_id)


def kept_unread(db: Reader, version_ids: Collection[str]) -> Iterator[Unlaid]:
    """Those of these versions that are kept unread, with what each came as resting on."""
    for kind, record_id, version_id in db.rows(_OF, (listed(version_ids),)):
        yield _unlaid(db, kind, record_id, version_id)


def _unlaid(db: Reader, kind: str, record_id: str, version_id: str) -> Unlaid:
    grounds = tuple(id_ for (id_,) in db.all(_GROUNDS, (version_id,)))
    return Unlaid(RecordKind(kind), record_id, version_id, grounds)


def is_to_try_again(db: Reader) -> bool:
    """Whether anything is unread that another program tried last. Nothing is written by an opening
    that has nothing to try."""
    if db.one(_ANY) is None:
        return False
    return db.one("SELECT value FROM vault_meta WHERE key = ?", (_KEY,)) != (_understanding(),)


def to_try_again(db: Reader) -> list[int]:
    """The rows of what is unread."""
    return [row for (row,) in db.all(_UNREAD)]


def understood(db: Reader, row: int) -> RecordVersion | None:
    """A version that is unread, where it is understood by now."""
    found = db.one(_DATA, (row,))
    if found is None:
        return None
    version_id, data = found
    version = RecordVersion(version_id, data, partial(canonical.decode_kept, data, VersionDocument))
    try:
        body_of(version, BY_NAME)
    except canonical.NotADocument:
        return None
    return version


def tried(db: Database) -> None:
    """Remember that this program tried all of them."""
    db.execute(
        "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2",
        (_KEY, _understanding()),
    )


def now_read(db: Database, version: RecordVersion, made_here: bool) -> None:
    """Let a version be one that is read."""
    db.execute("DELETE FROM unread_ground WHERE version_id = ?", (version.id,))
    db.execute("UPDATE record_version SET unread = NULL WHERE id = ?", (version.id,))
    standing.forget_unread(db, version.id)
    BY_NAME[version.document.kind].keep(db, version, made_here)


@cache
def _understanding() -> str:
    """What this program understands, as one short text."""
    schemas = [canonical.schema(kind.body) for kind in KINDS]
    said = canonical.encode([desktop.__version__, sorted(UNDERSTOOD), schemas])
    return hashlib.sha256(said).hexdigest()
