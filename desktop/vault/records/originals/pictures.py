"""Which originals still wait for their small picture, and keeping it once it is made.

An original is safe as soon as its bytes are committed; what is found by decoding it comes
later, in a transaction of its own. That it is still to come is a row here, committed with the
original: a locked vault or a killed process leaves it, and the next maker goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from desktop.errors import NoSuchRecord
from desktop.model.changes import Part
from desktop.model.file_text import TextPiece
from desktop.model.media import APPLE, CONTENT_ID, Media, MetadataItem, Outcome, WorkingCopy
from desktop.progress import Pause, no_pause
from desktop.vault.kinds.media import MEDIA, METADATA, media_row
from desktop.vault.records.originals import working_copies
from desktop.vault.records.originals.found_in_files import find_some, keep_text, told_anew
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database

_ROWS = (
    "SELECT media_row, described FROM picture_pending WHERE media_row IN"  # noqa: S608
    f" (SELECT row FROM media WHERE id {AMONG}"
    f" UNION SELECT media_row FROM media_alias WHERE id {AMONG})"
)
_OUTCOMES = (
    "SELECT id, problem, media_row IS NOT NULL FROM media"  # noqa: S608
    " LEFT JOIN picture_pending ON media_row = row"
    f" WHERE id {AMONG} AND (problem <> '' OR media_row IS NOT NULL)"
)
_ASK = (
    "INSERT INTO picture_pending (media_row, described)"
    " SELECT row, ?2 FROM (SELECT row FROM media WHERE id = ?1"
    " UNION ALL SELECT media_row FROM media_alias WHERE id = ?1 LIMIT 1) WHERE true"
    " ON CONFLICT DO NOTHING"
)
_DAMAGED = (
    'SELECT media.id, "group" FROM media JOIN media_metadata ON media_row = media.row'  # noqa: S608
    f" WHERE media.id {AMONG} AND key = ?2 ORDER BY position"
)


class Pictures:
    """The pictures of one vault that are still to be made."""

    def __init__(self, db: Database, of_one_shot: Callable[[str], None]) -> None:
        """``of_one_shot``: joins the files into which a phone wrote the same number."""
        self._db, self._of_one_shot = db, of_one_shot

    def ask(self, media_id: str, *, described: bool) -> None:
        """Have a picture made of an original, in the transaction that keeps it.

        ``described``: its record came from another vault and stays as it is. ``NoSuchRecord``.
        """
        if self._db.execute(_ASK, (media_id, int(described))) != 1:
            # It waits already, or is not here.
            self._row(media_id)
        self._db.touch(Part.WANTED_PICTURE, media_id)

    def waiting(self, media_ids: Collection[str] | None = None) -> int:
        """How many wait, of these or of all."""
        if media_ids is not None:
            return len(self.rows(media_ids))
        row = self._db.one("SELECT count(*) FROM picture_pending")
        return int(row[0]) if row else 0

    def rows(
        self,
        media_ids: Collection[str] | None = None,
        *,
        undescribed: bool = False,
        pause: Pause = no_pause,
    ) -> list[int]:
        """What :meth:`at` takes: the rows that wait, of these or of all, the oldest first.

        ``undescribed``: only those of which nobody has said yet what the file is.
        """
        if media_ids is None:
            found = iter(self._db.all("SELECT media_row, described FROM picture_pending"))
        else:
            found = among(self._db, _ROWS, media_ids, pause)
        return sorted({row for row, described in found if not (undescribed and described)})

    def undescribed(self, media_ids: Collection[str]) -> frozenset[str]:
        """Ids of those among these originals of which nobody has said yet what they are."""
        found = (self.at(row) for row in self.rows(media_ids, undescribed=True))
        return frozenset(media.id for media in found if media is not None)

    def at(self, row: int) -> Media | None:
        """The original of one of the :meth:`rows`; None where it waits no more."""
        rest = "JOIN picture_pending ON media_row = row WHERE row = ?"
        return next(iter(MEDIA.select(self._db, rest, (row,))), None)

    def tried(self, media_id: str) -> int:
        """Count a try in vain; how many there were. 0 where its picture waits no more."""
        sql = "UPDATE picture_pending SET tries = tries + 1 WHERE media_row = ? RETURNING tries"
        with self._db.transaction():
            row = self._db.one(sql, (media_row(self._db, media_id),))
        return int(row[0]) if row else 0

    def waits(self, media_id: str) -> bool:
        """Whether this original's picture is still to be made."""
        sql = "SELECT 1 FROM picture_pending WHERE media_row = ?"
        return self._db.one(sql, (media_row(self._db, media_id),)) is not None

    def outcomes(self, media_ids: Collection[str], damaged: str) -> dict[str, Outcome]:
        """What came out of these originals, by id; those with nothing to tell are left out.

        ``damaged``: the key of the metadata item whose group does not read whole.
        """
        found: dict[str, Outcome] = {}
        for media_id, problem, waits in among(self._db, _OUTCOMES, media_ids):
            found[media_id] = Outcome(problem, waits=bool(waits))
        for media_id, group in among(self._db, _DAMAGED, media_ids, values=(damaged,)):
            known = found.get(media_id, Outcome())
            found[media_id] = replace(known, damaged=(*known.damaged, group))
        return found

    def keep(
        self,
        found: Media,
        metadata: Sequence[MetadataItem],
        picture: WorkingCopy | None,
        pieces: Sequence[TextPiece] = (),
        grid: bytes | None = None,
    ) -> bool:
        """Keep what decoding found; False where it was kept before or the original was removed
        since, and nothing is written.

        ``found``: the record as it stands, with type, measure, time and problem as found.
        ``metadata`` goes before what is known already of where the file comes from. ``pieces``: the
        text of the file; ``grid``: by what the picture is known to look like another.
        """
        with self._db.transaction():
            row = media_row(self._db, found.id)
            pending = self._db.one(
                "SELECT described FROM picture_pending WHERE media_row = ?", (row,)
            )
            if row is None or pending is None:
                return False
            if not pending[0]:
                self._describe(found)
            # Of an original whose picture is drawn again all of it may be known, or some of it read
            # in another way.
            anew = set() if pending[0] else {each.group for each in metadata}
            known = [
                each
                for each in METADATA.of(self._db, row)
                if each not in metadata and each.group not in anew
            ]
            with told_anew(self._db, self._stored_as(row), row):
                METADATA.put_all(self._db, row, (*metadata, *known))
                keep_text(self._db, row, pieces)
            if not pending[0]:
                self._join(metadata)
            if picture is not None:
                copy = replace(picture, media_id=found.id)
                working_copies.keep(self._db, copy, found, row, grid)
            self._db.execute("DELETE FROM picture_pending WHERE media_row = ?", (row,))
            self._db.touch(Part.PICTURE, found.id)
        return True

    def _join(self, metadata: Iterable[MetadataItem]) -> None:
        for each in metadata:
            if (each.group, each.key) == (APPLE, CONTENT_ID):
                self._of_one_shot(each.value)

    def find_some(self) -> bool:
        """Let a slice of what stands in files be found; whether any waited."""
        return find_some(self._db)

    def unfound(self) -> int:
        """How many places in files the search does not know yet."""
        row = self._db.one("SELECT count(*) FROM file_unfound")
        return int(row[0]) if row else 0

    def _stored_as(self, row: int) -> str:
        found = self._db.one("SELECT id FROM media WHERE row = ?", (row,))
        return str(found[0]) if found else ""

    def _describe(self, found: Media) -> None:
        self._db.execute(
            "UPDATE media SET media_type = ?, width = ?, height = ?, captured_at = ?, problem = ?"
            " WHERE id = ?",
            (
                found.media_type,
                found.width,
                found.height,
                found.captured_at,
                found.problem,
                found.id,
            ),
        )

    def _row(self, media_id: str) -> int:
        row = media_row(self._db, media_id)
        if row is None:
            raise NoSuchRecord("no media file has this id")
        return row
