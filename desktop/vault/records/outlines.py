"""Many records at once, as far as a decision needs them: each thing in one pass over all ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from desktop.errors import NoSuchRecord
from desktop.home.outlines import FileOutline, InterviewOutline
from desktop.model.consent import Cell, ConsentBranches
from desktop.progress import Pause, no_pause
from desktop.vault.records.standings import standings
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database
from desktop.vault.versions.many import each_head, written_since

_INTERVIEWS: Final = (
    "SELECT i.id, i.code, i.person_id, p.code FROM json_each(?1) a"
    " CROSS JOIN interview i ON i.id = a.value LEFT JOIN person p ON p.id = i.person_id"
    " ORDER BY a.key"
)
_FILES: Final = (
    "SELECT a.interview_id, a.media_id, nullif(m.id, a.media_id), m.sha256, m.size"  # noqa: S608
    " FROM attachment a JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.media_id),"
    " (SELECT media_row FROM media_alias WHERE id = a.media_id))"
    f" WHERE a.interview_id {AMONG} ORDER BY a.interview_id, a.position"
)
_NAMES: Final = f"SELECT id, original_name FROM media WHERE id {AMONG}"  # noqa: S608
_STORED: Final = (
    "SELECT a.value, m.id FROM json_each(?1) a JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.value),"
    " (SELECT media_row FROM media_alias WHERE id = a.value))"
)
# By the ids the files were stored under, then by their other names: an OR would use no index.
_USERS: Final = (
    "SELECT m.id, a.interview_id FROM media m JOIN attachment a ON a.media_id = m.id"  # noqa: S608
    f" WHERE m.id {AMONG} UNION SELECT m.id, a.interview_id FROM media m"
    " JOIN media_alias s ON s.media_row = m.row JOIN attachment a ON a.media_id = s.id"
    f" WHERE m.id {AMONG}"
)
_CONFIRMED: Final = (
    "SELECT item FROM package_item WHERE package_id = ? AND item > ?"
    " AND outcome IN ('accepted', 'already-there') ORDER BY item LIMIT ?"
)
_SENT: Final = (
    "SELECT a.value FROM json_each(?1) a WHERE EXISTS (SELECT 1 FROM package_record i"
    " JOIN package_sent s ON s.package_id = i.package_id"
    " WHERE i.record_id = a.value AND s.recipient = ?2)"
)
_ITEMS_AT_ONCE: Final = 5000


class Outlines:
    """The outlines of one vault. ``pause`` is called between pieces of a long reading."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def interview_ids(self) -> list[str]:
        """Every interview, newest first."""
        rows = self._db.all("SELECT id FROM interview ORDER BY created_utc DESC, id")
        return [id_ for (id_,) in rows]

    def interviews(
        self, ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[InterviewOutline]:
        """The interviews in the order of ``ids``; ``NoSuchRecord`` behind the last where one is
        not here."""
        number = 0
        for row in among(self._db, _INTERVIEWS, ids, pause, as_given=True):
            number += 1
            yield InterviewOutline(*row)
        if number != len(ids):
            raise NoSuchRecord("no interview has this id")

    def files(
        self, interview_ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, dict[str, FileOutline]]:
        """Of each interview that has any: its files that are here, by the id it names each with,
        in order. Quick where ``interview_ids`` come in the order they were made."""
        found: defaultdict[str, dict[str, FileOutline]] = defaultdict(dict)
        rows = among(self._db, _FILES, interview_ids, pause, as_given=True)
        for interview_id, named, stored, sha256, size in rows:
            found[interview_id][named] = (stored or named, sha256, size)
        return dict(found)

    def names(self, media_ids: Collection[str], pause: Pause = no_pause) -> dict[str, str]:
        """The names of files, by the ids they were stored under."""
        return dict(among(self._db, _NAMES, media_ids, pause))

    def shared_files(self) -> set[str]:
        """The ids of files that may be attached in two places: of every one that is, and of
        every one that has two names."""
        rows = self._db.all(
            "SELECT media_id FROM attachment GROUP BY media_id HAVING count(*) > 1"
            " UNION SELECT m.id FROM media_alias s JOIN media m ON m.row = s.media_row"
        )
        return {id_ for (id_,) in rows}

    def users(self, media_ids: Collection[str], pause: Pause = no_pause) -> dict[str, list[str]]:
        """Every interview that a file is attached to under any id, by each of these ids of it."""
        stored: dict[str, str] = dict(among(self._db, _STORED, media_ids, pause))
        found: defaultdict[str, list[str]] = defaultdict(list)
        for media_id, interview_id in among(self._db, _USERS, set(stored.values()), pause):
            found[media_id].append(interview_id)
        return {media_id: found.get(id_, []) for media_id, id_ in stored.items()}

    def each_head(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[tuple[str, str]]:
        """Each version nobody has built on, with the record before it: (record id, version id)."""
        return each_head(self._db, record_ids, pause)

    def written_since(
        self, record_ids: Collection[str], pause: Pause = no_pause
    ) -> dict[str, bool]:
        """The records that are not known to be as their last version, and whether they have one."""
        return written_since(self._db, record_ids, pause)

    def standings(
        self, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = no_pause
    ) -> dict[str, ConsentBranches]:
        """The consent decided last for each interview that has any, with all its branches.

        ``cells``: the answers that are read at least.
        """
        return standings(self._db, interview_ids, cells, pause)

    def items_confirmed(self, recipient: str) -> Iterator[list[tuple[str]]]:
        """The version ids and SHA-256s that receipts of this recipient confirm, some thousands
        at a time."""
        packages = self._db.all(
            "SELECT package_id FROM package_sent WHERE recipient = ?", (recipient,)
        )
        for (package_id,) in packages:
            last = ""
            while rows := self._db.all(_CONFIRMED, (package_id, last, _ITEMS_AT_ONCE)):
                last = rows[-1][0]
                yield rows

    def sent_to(
        self, recipient: str, record_ids: Collection[str], pause: Pause = no_pause
    ) -> Iterator[str]:
        """Those of the records that ever travelled to this recipient."""
        return (id_ for (id_,) in among(self._db, _SENT, record_ids, pause, (recipient,)))

    def packages_confirmed(self, recipient: str) -> tuple[str, ...]:
        """Ids of the packages to this recipient whose receipts are here, newest first."""
        rows = self._db.all(
            "SELECT package_id FROM package_sent WHERE recipient = ?"
            " AND package_id IN (SELECT package_id FROM receipt)"
            " ORDER BY written_utc DESC, package_id",
            (recipient,),
        )
        return tuple(package_id for (package_id,) in rows)
