"""The list of photos and files, page by page: which of them, in what order, and where each stands.

Which ones is told from an index of the originals alone, and from indexes of what is said of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.attached import is_named
from desktop.model.file_sort import TYPES, FileSort
from desktop.model.file_text import WITHOUT_PICTURE
from desktop.model.media import Media
from desktop.vault.kinds.media import MEDIA
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.reader import Reader
from desktop.vault.store.typed_glob import holding_typed


class MediaOrder(StrEnum):
    """How a list of files is sorted. TAKEN: by the camera's clock, the latest first, and what says
    nothing of it last. IN_SET: as the set of the filter has them."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TAKEN = "taken"
    NAME = "name"
    IN_SET = "in-set"


@dataclass(frozen=True, slots=True)
class MediaFilter:
    """Which files to list; every part that is set must hold.

    ``text``: a part of the name. ``interview`` and ``set_id``: attached to this one, and in this
    one. ``attached``: to any interview. ``sorts``: of one of these. Days are "YYYY-MM-DD", both
    included: ``taken`` by the camera's own clock, ``arrived`` where the vault was. ``place``: it
    says where it was taken. ``problem``: it cannot be shown or not whole, or is not as it came.
    ``handed_over``: a receipt of somebody says that they hold it.
    """

    text: str = ""
    interview: str = ""
    set_id: str = ""
    attached: bool | None = None
    sorts: frozenset[FileSort] = frozenset()
    taken_since: str = ""
    taken_until: str = ""
    arrived_since: str = ""
    arrived_until: str = ""
    place: bool | None = None
    problem: bool | None = None
    handed_over: bool | None = None


ALL_FILES: Final = MediaFilter()


@dataclass(frozen=True, slots=True)
class InInterview:
    """An interview that has a file, and what stands under it there."""

    id: str
    code: str
    caption: str


@dataclass(frozen=True, slots=True)
class MediaSummary:
    """One row of the list, with the interviews that the file is attached to."""

    media: Media
    interviews: tuple[InInterview, ...] = ()


_IDS: Final = "(SELECT m.id UNION ALL SELECT s.id FROM media_alias s WHERE s.media_row = m.row)"
"""Every id that names a file ``m``."""
_TAKEN: Final = "replace(substr(m.captured_at, 1, 10), ':', '-')"
_ARRIVED: Final = "date(m.added_utc, m.added_offset || ' minutes')"
_ROW_OF: Final = (
    "coalesce((SELECT row FROM media WHERE id = {0}),"
    " (SELECT media_row FROM media_alias WHERE id = {0}))"
)
_IN_INTERVIEW: Final = (
    f"m.row IN (SELECT {_ROW_OF.format('a.media_id')} FROM attachment a WHERE a.interview_id = ?)"  # noqa: S608
)
_IN_SET: Final = (
    f"m.row IN (SELECT {_ROW_OF.format('f.media_id')} FROM set_file f WHERE f.set_id = ?)"  # noqa: S608
)
_ATTACHED: Final = (
    "EXISTS (SELECT 1 FROM object o JOIN attachment_of_media n ON n.media = o.row"  # noqa: S608
    f" WHERE o.id IN {_IDS})"
)
_PLACE: Final = (
    "EXISTS (SELECT 1 FROM media_metadata d INDEXED BY media_with_place WHERE d.media_row = m.row"
    " AND d.\"group\" IN ('GPS', 'XMP') AND d.key = 'DecimalDegrees' AND d.value <> '')"
)
_PROBLEM: Final = (
    f"(m.problem NOT IN ('', '{WITHOUT_PICTURE}') OR EXISTS (SELECT 1 FROM fixity x"  # noqa: S608
    " WHERE x.media_row = m.row AND x.result <> 'good'))"
)
_HANDED_OVER: Final = (
    "EXISTS (SELECT 1 FROM package_record k JOIN package_item i USING (package_id, item)"  # noqa: S608
    f" WHERE k.record_id IN {_IDS} AND i.outcome IN ('accepted', 'already-there'))"
)
_POSITION: Final = (
    f"(SELECT min(f.position) FROM set_file f WHERE f.set_id = ? AND f.media_id IN {_IDS})"  # noqa: S608
)
_ORDERS: Final = {
    MediaOrder.NEWEST: "m.added_utc DESC, m.id",
    MediaOrder.OLDEST: "m.added_utc, m.id DESC",
    MediaOrder.TAKEN: f"{_TAKEN} || substr(m.captured_at, 11) DESC, m.id",
    MediaOrder.NAME: "m.original_name COLLATE NOCASE, m.id",
    MediaOrder.IN_SET: f"{_POSITION}, m.id",
}
_FROM: Final = " FROM media m INDEXED BY media_newest"
_STANDS: Final = (
    "SELECT m.id, m.sha256, v.id, v.code, a.caption, a.sha256 FROM ({0}) m"
    " CROSS JOIN object o ON o.id = m.named CROSS JOIN attachment_of_media n ON n.media = o.row"
    " CROSS JOIN object i ON i.row = n.interview CROSS JOIN interview v ON v.id = i.id"
    " CROSS JOIN attachment a INDEXED BY attachment_named"
    " ON a.interview_id = v.id AND a.media_id = m.named ORDER BY v.code, a.position"
)
_NAMED_BY: Final = (
    f"SELECT id, sha256, id AS named FROM media WHERE id {AMONG} UNION ALL"  # noqa: S608
    " SELECT g.id, g.sha256, s.id FROM media g JOIN media_alias s ON s.media_row = g.row"
    f" WHERE g.id {AMONG}"
)


def summaries(
    db: Reader, chosen: MediaFilter, order: MediaOrder, offset: int, limit: int
) -> list[MediaSummary]:
    """A page of the list; only the files of this page are read."""
    where, values = _where(chosen)
    if order is MediaOrder.IN_SET:
        values = (*values, chosen.set_id)
    sql = f"SELECT m.id{_FROM}{where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
    ids = [id_ for (id_,) in db.all(sql, (*values, limit, offset))]
    read = {each.id: each for each in MEDIA.select(db, f"WHERE id {AMONG}", (listed(ids),))}
    stands = _stands(db, ids)
    return [MediaSummary(read[id_], tuple(stands.get(id_, ()))) for id_ in ids if id_ in read]


def count(db: Reader, chosen: MediaFilter) -> int:
    """How many files the filter lets through."""
    where, values = _where(chosen)
    source = _FROM if where else " FROM media"
    row = db.one(f"SELECT count(*){source}{where}", values)
    return int(row[0]) if row else 0


def _stands(db: Reader, ids: Collection[str]) -> dict[str, list[InInterview]]:
    """The interviews that have each of these files, whose bytes are those that they name."""
    found: dict[str, list[InInterview]] = {}
    for id_, held, *said, named in db.all(_STANDS.format(_NAMED_BY), (listed(ids),)):
        if is_named(named, held):
            found.setdefault(id_, []).append(InInterview(*said))
    return found


def _where(chosen: MediaFilter) -> tuple[str, tuple[str, ...]]:
    """The condition and its values."""
    rules: list[str] = []
    values: list[str] = []
    for said, rule in (
        (holding_typed(chosen.text) if chosen.text else "", "m.original_name GLOB ?"),
        (chosen.interview, _IN_INTERVIEW),
        (chosen.set_id, _IN_SET),
        (chosen.taken_since, f"{_TAKEN} >= ?"),
        (chosen.taken_until, f"m.captured_at <> '' AND {_TAKEN} <= ?"),
        (chosen.arrived_since, f"{_ARRIVED} >= ?"),
        (chosen.arrived_until, f"{_ARRIVED} <= ?"),
    ):
        if said:
            rules.append(rule)
            values.append(said)
    for asked, rule in (
        (chosen.attached, _ATTACHED),
        (chosen.place, _PLACE),
        (chosen.problem, _PROBLEM),
        (chosen.handed_over, _HANDED_OVER),
    ):
        if asked is not None:
            rules.append(rule if asked else f"NOT {rule}")
    if chosen.sorts:
        rules.append(f"({' OR '.join(sorted(map(_of_sort, chosen.sorts)))})")
    return (f" WHERE {' AND '.join(rules)}" if rules else ""), tuple(values)


def _of_sort(sort: FileSort) -> str:
    if sort is FileSort.OTHER:
        return f"NOT {_of_types(each for types in TYPES.values() for each in types)}"
    return _of_types(TYPES[sort])


def _of_types(patterns: Iterable[str]) -> str:
    rules = " OR ".join(f"m.media_type GLOB '{each}'" for each in patterns)
    return f"({rules})"
