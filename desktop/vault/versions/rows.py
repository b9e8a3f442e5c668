"""Record versions as they are stored: content-addressed, append-only, with their parents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from desktop import canonical
from desktop.home.authors import Authorship
from desktop.model.merge.merging import MANY, WorkingState
from desktop.model.version import RecordVersion, VersionDocument
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.kinds.standing import keep_unread
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions.authors import keep_author

_SELECT = "SELECT v.id, v.data FROM record_version v"
# A child of another record, which nobody honest writes, must not hide a head of this one. The
# order of the join is fixed: by the versions of the record first it would take their square.
_CHILD = (
    "SELECT 1 FROM version_parent p CROSS JOIN record_version c ON c.id = p.version_id"
    " WHERE p.parent_id = v.id AND c.record_id = v.record_id"
)
NO_CHILD = f" NOT EXISTS ({_CHILD})"
_NO_READ_CHILD = f" NOT EXISTS ({_CHILD} AND c.unread IS NULL)"
# The limit is no value to be bound: SQLite plans by it, and would prepare the statement anew each
# time that one is (``sqlite3VdbeSetVarmask``).
_MET: Final = (
    "SELECT (SELECT kind FROM record_version WHERE record_id = ?1 LIMIT 1),"  # noqa: S608
    " EXISTS (SELECT 1 FROM record_version WHERE id = ?2),"
    f" (SELECT count(*) FROM (SELECT 1 FROM record_version WHERE record_id = ?1 LIMIT {MANY:d})),"
    " w.kind, w.version_id, w.edited"
    " FROM (SELECT ?1 AS id) r LEFT JOIN working_state w ON w.record_id = r.id"
)


def store(
    db: Database,
    version: RecordVersion,
    authorship: Authorship,
    arrived_in: str | None = None,
    unread: str = "",
) -> bool:
    """Keep a version with its author's signature; False where it is there already. ``unread``:
    why it is kept without being read."""
    document = version.document
    added = db.execute(
        "INSERT INTO record_version"
        " (id, kind, record_id, author, created_utc, created_offset, data, arrived_in,"
        " signature, unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            version.id,
            document.kind,
            document.record_id,
            document.author,
            document.created_at.utc,
            document.created_at.offset_minutes,
            version.data,
            arrived_in,
            authorship.signature,
            unread or None,
        ),
    )
    if added != 1:
        return False
    keep_author(db, document.author, authorship.key)
    for parent in document.parents:
        db.execute(
            "INSERT INTO version_parent (version_id, parent_id) VALUES (?, ?)",
            (version.id, parent),
        )
    known = BY_NAME.get(document.kind)
    if unread:
        keep_unread(db, version, arrived_in is None)
    elif known is not None:
        known.keep(db, version, arrived_in is None)
    return True


def find(db: Database, version_id: str) -> RecordVersion | None:
    """The version with this id, or None."""
    row = db.one(f"{_SELECT} WHERE v.id = ?", (version_id,))
    return _version(row) if row else None


def heads(db: Database, record_id: str) -> list[RecordVersion]:
    """The versions without children, oldest first; two or more are a branch. As if nothing that
    is kept unread were here."""
    rows = db.all(
        f"{_SELECT} WHERE v.record_id = ? AND v.unread IS NULL AND {_NO_READ_CHILD}"
        " ORDER BY v.created_utc, v.id",
        (record_id,),
    )
    return [_version(row) for row in rows]


def history(db: Database, record_id: str) -> list[RecordVersion]:
    """Every version of a record, by the clocks of their authors, oldest first."""
    rows = db.all(f"{_SELECT} WHERE v.record_id = ? ORDER BY v.created_utc, v.row", (record_id,))
    return [_version(row) for row in rows]


def readable(db: Database, record_id: str) -> list[RecordVersion]:
    """As :func:`history`, without what is kept unread."""
    rows = db.all(
        f"{_SELECT} WHERE v.record_id = ? AND v.unread IS NULL ORDER BY v.created_utc, v.row",
        (record_id,),
    )
    return [_version(row) for row in rows]


def is_here(db: Database, record_id: str) -> bool:
    """Whether anything of a record is here: written, or come in a package."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM working_state WHERE record_id = ?1)"
        " OR EXISTS (SELECT 1 FROM record_version WHERE record_id = ?1)"
    )
    return db.one(sql, (record_id,)) == (1,)


def made_here(db: Database, version_id: str | None) -> bool:
    """Whether a version was cut in this vault, whoever it names as its author."""
    sql = "SELECT arrived_in IS NULL FROM record_version WHERE id = ?"
    return db.one(sql, (version_id,)) == (1,)


@dataclass(frozen=True, slots=True)
class Met:
    """What a version meets. ``kinds``: of which what is here of its record says that it is.
    ``known``: whether the version itself is here. ``here``: how many of the record are, counted no
    further than ``MANY``. ``state``: what the working tables hold of it, if they do."""

    kinds: frozenset[str]
    known: bool
    here: int
    state: WorkingState | None


def met(db: Database, record_id: str, version_id: str) -> Met:
    """What this version meets here, in one statement: it is asked for each that arrives."""
    kind, known, here, shown, equal, edited = db.all(_MET, (record_id, version_id))[0]
    kinds = frozenset(each for each in (kind, shown) if each)
    state = WorkingState(equal, bool(edited)) if shown else None
    return Met(kinds, bool(known), here, state)


def kinds_by_id(db: Database, record_id: str) -> dict[str, str]:
    """The ids of all versions of a record, each with the kind of record that it says."""
    return dict(db.all("SELECT id, kind FROM record_version WHERE record_id = ?", (record_id,)))


def _version(row: Row) -> RecordVersion:
    version_id, data = row
    return RecordVersion(version_id, data, partial(canonical.decode_kept, data, VersionDocument))
