"""Sets of files: made, filled, put in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.errors import NoSuchRecord
from desktop.model.ids import new_id
from desktop.model.media import Media
from desktop.model.set import FileSet, InFolder, SetFile, in_order, with_files, without_files
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.media import every_id_of, find_media
from desktop.vault.kinds.set import SET, find_file
from desktop.vault.records.records import Records
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database
from desktop.vault.versions.working_state import mark_edited

_SUMMED: Final = (
    "SELECT s.id, s.name, (SELECT count(DISTINCT media_id) FROM set_file f WHERE f.set_id = s.id)"
    " FROM file_set s"
)
_OF_FILE: Final = (
    f" WHERE s.id IN (SELECT set_id FROM set_file WHERE media_id {AMONG})"  # noqa: S608
    " ORDER BY s.created_utc DESC, s.id"
)
_HERE: Final = (
    " FROM set_file f JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = f.media_id),"
    " (SELECT media_row FROM media_alias WHERE id = f.media_id)) WHERE f.set_id = ?"
)
_PAGE: Final = f"SELECT m.id{_HERE} GROUP BY m.row ORDER BY min(f.position) LIMIT ? OFFSET ?"
_COUNTED: Final = f"SELECT count(DISTINCT m.row){_HERE}"
_STANDS: Final = "SELECT 1 FROM set_file WHERE set_id = ? AND media_id = ? AND name = ? LIMIT 1"
_APPEND: Final = (
    "INSERT INTO set_file (set_id, position, id, media_id, name, modified_at)"
    " SELECT ?1, coalesce(max(position), -1) + 1, ?2, ?3, ?4, ?5 FROM set_file WHERE set_id = ?1"
)
_MADE_HERE: Final = (
    "SELECT s.id FROM file_set s WHERE s.name = ? AND NOT EXISTS (SELECT 1 FROM record_version v"
    " INDEXED BY record_version_of WHERE v.record_id = s.id AND v.arrived_in IS NOT NULL)"
    " ORDER BY s.created_utc DESC, s.id"
)
_CAME_AS: Final = (
    "SELECT f.name, f.modified_at, m.size, m.sha256 FROM set_file f JOIN media m"
    " ON m.id = f.media_id WHERE f.set_id = ? AND f.name <> '' ORDER BY f.position"
)


@dataclass(frozen=True, slots=True)
class SetSummary:
    """One row of the list. ``count``: of its files."""

    id: str
    name: str
    count: int


class Sets(Records[FileSet]):
    """Those of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        super().__init__(db, custody, SET)

    def new(self, name: str, media_ids: Iterable[str] = (), note: str = "") -> FileSet:
        """A new set with these files; ``NoSuchRecord`` where one is not here."""
        made = FileSet(self._new_id(), Moment.now(), name, note)
        return self._add(with_files(made, self._stored(media_ids)))

    def summaries(self, offset: int = 0, limit: int = 50) -> list[SetSummary]:
        """A page of the list, the newest first."""
        order = " ORDER BY s.created_utc DESC, s.id DESC LIMIT ? OFFSET ?"
        return [SetSummary(*row) for row in self._db.all(_SUMMED + order, (limit, offset))]

    def count(self) -> int:
        """How many there are."""
        row = self._db.one("SELECT count(*) FROM file_set")
        return int(row[0]) if row else 0

    def with_name(self, name: str) -> list[str]:
        """The ids of those that are called exactly so."""
        rows = self._db.all("SELECT id FROM file_set WHERE name = ? ORDER BY id", (name,))
        return [id_ for (id_,) in rows]

    def of_file(self, media_id: str) -> list[SetSummary]:
        """The sets that a file is in, under any id of it."""
        ids = listed(every_id_of(self._db, media_id))
        return [SetSummary(*row) for row in self._db.all(_SUMMED + _OF_FILE, (ids,))]

    def page(self, set_id: str, offset: int = 0, limit: int = 100) -> list[Media]:
        """A page of the files in their order, each once, as far as they are here."""
        found = self._db.all(_PAGE, (set_id, limit, offset))
        files = (find_media(self._db, media_id) for (media_id,) in found)
        return [each for each in files if each is not None]

    def count_files(self, set_id: str) -> int:
        """How many files of it are here."""
        row = self._db.one(_COUNTED, (set_id,))
        return int(row[0]) if row else 0

    def put_in(self, set_id: str, media_ids: Iterable[str]) -> None:
        """Put files behind the others; ``NoSuchRecord``."""
        with self._db.transaction():
            self.save(with_files(self.get(set_id), self._stored(media_ids)))

    def take_out(self, set_id: str, media_ids: Collection[str]) -> None:
        """Take files out of it; they stay in the vault."""
        with self._db.transaction():
            ids = {id_ for each in media_ids for id_ in (each, *every_id_of(self._db, each))}
            self.save(without_files(self.get(set_id), ids))

    def put_in_order(self, set_id: str, media_ids: Iterable[str]) -> None:
        """These first, in this order; the others stay behind them as they are."""
        with self._db.transaction():
            self.save(in_order(self.get(set_id), media_ids))

    def came(self, set_id: str, media_id: str, name: str, modified_at: str) -> None:
        """Put one file of a folder that comes in behind the others, unless it stands there under
        this name already. What it costs does not grow with the set."""
        if self._db.one(_STANDS, (set_id, media_id, name)) is None:
            new = SetFile(new_id(), media_id, name, modified_at)
            values = (set_id, new.id, new.media_id, new.name, new.modified_at)
            self._db.execute(_APPEND, values)
            find_file(self._db, set_id, new)
            mark_edited(self._db, self.kind.name, set_id)

    def begun_of(
        self, name: str, folder: Mapping[str, InFolder], first: str, sha256: str
    ) -> Iterator[str]:
        """The sets that an import of this folder goes on with, the newest first.

        Folders of two people may have one name and begin with the same file. So it is one that was
        made here, and whatever came into it from a folder, not all of it empty, lies in this one
        with the same time and size. ``folder``: by name inside of it; ``first``: the name of a file
        in it, which has this hash in the set, too, if it stands there.
        """
        for (set_id,) in self._db.all(_MADE_HERE, (name,)):
            came = self._db.all(_CAME_AS, (set_id,))
            same = all(
                folder.get(inside) == (modified, size) and (inside != first or held == sha256)
                for inside, modified, size, held in came
            )
            if same and any(size for _name, _time, size, _sum in came):
                yield set_id

    def _stored(self, media_ids: Iterable[str]) -> list[str]:
        """Under which ids the files are kept."""
        found = []
        for each in media_ids:
            ids = every_id_of(self._db, each)
            if not ids:
                raise NoSuchRecord("no media file has this id")
            found.append(ids[0])
        return found
