"""What the working tables hold of each record: equal to which version, or written since."""

from __future__ import annotations

from desktop.model.merge.merging import WorkingState
from desktop.model.version import RecordKind
from desktop.vault.store.connection import Database


def mark_edited(db: Database, kind: RecordKind, record_id: str, part: str = "") -> None:
    """Say that the record was written, in the transaction that wrote it.

    ``part``: that no more than this part of it was, such as its account. The first write since
    a version touches the record too, whatever it wrote: from now on there is news of it.
    """
    first = db.execute(
        "INSERT INTO working_state (record_id, kind, version_id, edited) VALUES (?, ?, NULL, 1)"
        " ON CONFLICT (record_id) DO UPDATE SET edited = 1 WHERE NOT edited",
        (record_id, kind),
    )
    db.touch(part or kind, record_id)
    if first:
        db.touch(kind, record_id)


def mark_equal(db: Database, kind: RecordKind, record_id: str, version_id: str) -> None:
    """Say that the tables hold exactly this version."""
    db.touch(kind, record_id)
    db.execute(
        "INSERT INTO working_state (record_id, kind, version_id, edited) VALUES (?, ?, ?, 0)"
        " ON CONFLICT (record_id) DO UPDATE SET version_id = excluded.version_id, edited = 0",
        (record_id, kind, version_id),
    )


def working_state(db: Database, record_id: str) -> WorkingState | None:
    """The state of one record; None where the working tables do not hold it."""
    row = db.one("SELECT version_id, edited FROM working_state WHERE record_id = ?", (record_id,))
    return WorkingState(row[0], bool(row[1])) if row else None


def equal_version(db: Database, kind: RecordKind, record_id: str) -> str | None:
    """The id of the version that the tables hold and nobody wrote over since, of a record of
    this kind; costs no comparing."""
    row = db.one(
        "SELECT version_id FROM working_state WHERE record_id = ? AND kind = ? AND NOT edited",
        (record_id, kind),
    )
    return row[0] if row else None
