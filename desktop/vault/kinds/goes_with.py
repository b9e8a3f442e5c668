"""With which other files one goes, so that it rests on what they rest on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from desktop.progress import Pause
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Reader

NAMED: Final = (
    " FROM json_each(?1) a JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.value),"
    " (SELECT media_row FROM media_alias WHERE id = a.value))"
)
STORED: Final = f"SELECT a.value, m.id{NAMED}"
# Of the file's own record there is a version that was cut here, or none at all.
BROUGHT_HERE: Final = (
    "(EXISTS (SELECT 1 FROM record_version v INDEXED BY record_version_of"
    " WHERE v.record_id = m.id AND v.arrived_in IS NULL)"
    " OR NOT EXISTS (SELECT 1 FROM working_state w"
    " WHERE w.record_id = m.id AND w.version_id IS NOT NULL))"
)
"""Whether a file ``m`` was brought in by a person here first."""
_GOES_WITH: Final = (
    "SELECT c.media_id, c.with_id FROM companion c INDEXED BY companion_of_file"  # noqa: S608
    f" WHERE c.with_id <> '' AND c.media_id {AMONG}"
    " UNION SELECT m.id, c.with_id FROM media m JOIN media_alias s ON s.media_row = m.row"
    " JOIN companion c INDEXED BY companion_of_file ON c.media_id = s.id"
    f" WHERE c.with_id <> '' AND m.id {AMONG} AND NOT {BROUGHT_HERE}"
    " UNION SELECT r.media_id, r.parent_id FROM redacted r INDEXED BY redacted_of_file"
    f" WHERE r.parent_id <> '' AND r.media_id {AMONG}"
    " UNION SELECT m.id, r.parent_id FROM media m JOIN media_alias s ON s.media_row = m.row"
    " JOIN redacted r INDEXED BY redacted_of_file ON r.media_id = s.id"
    f" WHERE r.parent_id <> '' AND m.id {AMONG} AND NOT {BROUGHT_HERE}"
)
_ANY_GO_WITH: Final = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM companion) OR EXISTS (SELECT 1 FROM redacted)"
)


def with_what_they_go(db: Reader, ids: Collection[str], pause: Pause) -> dict[str, set[str]]:
    """Of files, by the ids they are kept under, those that each goes with, however far."""
    found: dict[str, set[str]] = {}
    new = set(ids)
    while new and db.one(_ANY_GO_WITH) is not None:
        pairs = list(among(db, _GOES_WITH, new, pause))
        stored: dict[str, str] = dict(among(db, STORED, {other for _id, other in pairs}, pause))
        for media_id, other in pairs:
            if other in stored and stored[other] != media_id:
                found.setdefault(media_id, set()).add(stored[other])
        new = set(stored.values()) - found.keys() - new
    return {media_id: _reached(media_id, found) for media_id in ids if media_id in found}


def _reached(first: str, beside: Mapping[str, Collection[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        new = set(beside.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return seen - {first}
