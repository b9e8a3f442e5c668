"""Files that go with another: which those are, and that a person says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from desktop.errors import NoSuchRecord, WrongCompanion
from desktop.model.companion import (
    BY_A_PERSON,
    BY_NUMBER,
    Companion,
    OfOneShot,
    companion_id,
    first_of_one_shot,
)
from desktop.model.media import Media
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.companion import COMPANION
from desktop.vault.kinds.goes_with import BROUGHT_HERE
from desktop.vault.kinds.media import every_id_of, find_media, said_under
from desktop.vault.records.records import Records
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database, Row
from desktop.vault.store.typed_glob import holding_typed

_GOES_WITH: Final = (
    "SELECT with_id, known_by FROM companion INDEXED BY companion_of_file"  # noqa: S608
    f" WHERE with_id <> '' AND media_id {AMONG}"
)
_WITH_IT: Final = (
    "SELECT media_id, known_by FROM companion INDEXED BY companion_with"  # noqa: S608
    f" WHERE with_id {AMONG}"
)
_DECIDED: Final = f"SELECT id FROM companion INDEXED BY companion_of_file WHERE media_id {AMONG}"  # noqa: S608
_OF_ONE_SHOT: Final = (
    "SELECT m.id, m.media_type FROM media_metadata d INDEXED BY media_content_id"  # noqa: S608
    " JOIN media m ON m.row = d.media_row"
    " WHERE d.\"group\" = 'Apple' AND d.key = 'ContentIdentifier' AND d.value = ?"
    f" AND {BROUGHT_HERE} LIMIT ?"
)
_MOST_OF_ONE_SHOT: Final = 20
"""Of more nothing is said: no phone writes so many."""
_PROOFS: Final = (
    "SELECT id, lower(substr(original_name, 1, 64)) FROM media"
    " WHERE original_name LIKE '%.proof.%' OR original_name LIKE '%.asc'"
    " OR original_name LIKE '%.ots' OR original_name LIKE '%.gst'"
)
_MODIFIED: Final = (
    "ifnull((SELECT value FROM media_metadata d WHERE d.media_row = m.row"
    " AND d.\"group\" = 'File' AND d.key = 'ModifiedAt'), '')"
)
_ATTACHED: Final = (
    f"SELECT m.id, m.original_name, {_MODIFIED}"  # noqa: S608
    " FROM attachment a JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.media_id),"
    " (SELECT media_row FROM media_alias WHERE id = a.media_id)) WHERE a.interview_id = ?"
    " GROUP BY m.row ORDER BY min(a.position)"
)


_ALIKE: Final = (
    f"SELECT m.id, m.original_name, {_MODIFIED} FROM media m INDEXED BY media_by_name"  # noqa: S608
    " WHERE m.original_name COLLATE NOCASE >= ?1 AND m.original_name COLLATE NOCASE < ?2 LIMIT ?3"
)
_MOST_ALIKE: Final = 60
"""Files whose names begin alike: of more, as of ``image.jpg``, the names say nothing."""


_OTHERS: Final = " FROM media m INDEXED BY media_by_name WHERE m.id <> ? AND m.original_name GLOB ?"


def _asked(media_id: str, text: str) -> tuple[str, str]:
    return media_id, holding_typed(text)


class CameAs(NamedTuple):
    """A file as it came. ``modified_at``: as the medium said, or "" where nobody kept that."""

    media_id: str
    name: str
    modified_at: str


class Paired(NamedTuple):
    """The other of two files. ``known_by``: how it is known, a code of ``companion_by``."""

    media: Media
    known_by: str


class Beside(NamedTuple):
    """The files here that belong to one: the one it goes with, and those that go with it, by
    their names. More than one of the first only where two vaults had the same bytes."""

    goes_with: tuple[Paired, ...] = ()
    with_it: tuple[Paired, ...] = ()


NOTHING_BESIDE: Final = Beside()


class Companions(Records[Companion]):
    """Those of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        super().__init__(db, custody, COMPANION)

    def beside(self, media_id: str) -> Beside:
        """What belongs to a file, by any id of it."""
        ids = every_id_of(self._db, media_id)
        said = self._db.all(_GOES_WITH, (listed(said_under(self._db, media_id)),))
        first, others = self._paired(said, ids), self._paired(self._saying(ids), ids)
        return Beside(first, tuple(each for each in others if each not in first))

    def goes_with(self, media_id: str) -> Media | None:
        """The file that this one goes with; None where it goes with none that is here."""
        found = self.beside(media_id).goes_with
        return found[0].media if found else None

    def with_it(self, media_id: str) -> tuple[Media, ...]:
        """The files here that go with this one, by their names."""
        return tuple(each.media for each in self.beside(media_id).with_it)

    def _saying(self, ids: Collection[str]) -> Iterator[Row]:
        """What goes with the file of these ids, by what is said of each under ids that count."""
        for other, known_by in self._db.all(_WITH_IT, (listed(ids),)):
            if other in said_under(self._db, other):
                yield other, known_by

    def _paired(self, rows: Iterable[Row], ids: Collection[str]) -> tuple[Paired, ...]:
        found = ((find_media(self._db, other), known_by) for other, known_by in rows)
        here = {
            media.id: Paired(media, known_by)
            for media, known_by in found
            if media is not None and media.id not in ids
        }
        return tuple(sorted(here.values(), key=lambda each: each.media.original_name))

    def all_of(self, media_id: str) -> tuple[Media, ...]:
        """The file and all that goes with it, the one that the others go with first; alone where
        nothing does. ``NoSuchRecord``."""
        own = find_media(self._db, media_id)
        if own is None:
            raise NoSuchRecord("no media file has this id")
        first = self.goes_with(own.id) or own
        return first, *(each for each in self.with_it(first.id) if each.id != first.id)

    def came(self, media_id: str, with_id: str, known_by: str) -> bool:
        """Keep that a file goes with another, where nothing was said of it yet, by whomever;
        whether it is new. In the transaction in which the later one comes in."""
        ids, other = said_under(self._db, media_id), every_id_of(self._db, with_id)
        if not ids or not other or ids[0] == other[0]:
            return False
        if self._db.one(_DECIDED, (listed(ids),)) or self.with_it(ids[0]):
            return False
        main = self.goes_with(other[0])
        if main is not None and main.id == ids[0]:
            return False
        self._add(
            Companion(
                companion_id(ids[0]), Moment.now(), ids[0], main.id if main else other[0], known_by
            )
        )
        return True

    def say(self, media_id: str, with_id: str) -> bool:
        """Say of a file with which other it goes, or "" for none; whether that is another than
        before. ``NoSuchRecord`` where one is not here; ``WrongCompanion`` where it would go with
        itself, or others go with it: say of those first."""
        ids = said_under(self._db, media_id)
        other = every_id_of(self._db, with_id) if with_id else ()
        if not ids or (with_id and not other):
            raise NoSuchRecord("no media file has this id")
        if other and (ids[0] == other[0] or self.with_it(ids[0])):
            raise WrongCompanion("it goes with itself, or others go with it")
        main = self.goes_with(other[0]) if other else None
        target = main.id if main else (other[0] if other else "")
        if target == ids[0]:
            raise WrongCompanion("it goes with itself, or others go with it")
        with self._db.transaction():
            return self._say(ids, target)

    def _say(self, ids: Collection[str], target: str) -> bool:
        said = [self.get(id_) for (id_,) in self._db.all(_DECIDED, (listed(ids),))]
        first = next(iter(ids))
        if not said:
            if target:
                body = Companion(companion_id(first), Moment.now(), first, target, BY_A_PERSON)
                self._add(body)
            return bool(target)
        changed = False
        for each in said:
            if each.with_id != target:
                self.save(Companion(each.id, each.created_at, each.media_id, target, BY_A_PERSON))
                changed = True
        return changed

    def of_one_shot(self, number: str) -> None:
        """Join the files into which a phone wrote this number, in the transaction in which it was
        read in one of them. Only those that were brought in here: anybody who was sent a photo
        knows its number, and could write it into a picture of theirs."""
        rows = self._db.all(_OF_ONE_SHOT, (number, _MOST_OF_ONE_SHOT + 1))
        files = [OfOneShot._make(row) for row in rows]
        first = first_of_one_shot(files) if len(files) <= _MOST_OF_ONE_SHOT else ""
        for each in files if first else ():
            self.came(each.media_id, first, BY_NUMBER)

    def count_others(self, media_id: str, text: str) -> int:
        """Of :meth:`others`, how many."""
        row = self._db.one(f"SELECT count(*){_OTHERS}", _asked(media_id, text))
        return int(row[0]) if row else 0

    def others(self, media_id: str, text: str, offset: int, limit: int) -> list[Media]:
        """A page of all other files in whose names the text stands, by name."""
        sql = f"SELECT m.id{_OTHERS} ORDER BY m.original_name COLLATE NOCASE, m.id LIMIT ? OFFSET ?"
        rows = self._db.all(sql, (*_asked(media_id, text), limit, offset))
        found = (find_media(self._db, id_) for (id_,) in rows)
        return [each for each in found if each is not None]

    def said_of(self, media_id: str) -> tuple[Companion, ...]:
        """What is said of a file by now, for :meth:`put_back`."""
        ids = said_under(self._db, media_id)
        return tuple(self.get(id_) for (id_,) in self._db.all(_DECIDED, (listed(ids),)))

    def put_back(self, media_id: str, before: Collection[Companion]) -> None:
        """Say again of a file what was said before of it, and by what that was known."""
        with self._db.transaction():
            self.say(media_id, "")
            for each in before:
                self.save(each)

    def proofs(self) -> Mapping[str, tuple[str, ...]]:
        """By the SHA-256 that its name begins with, what may be ProofMode's of that file."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, sha256 in self._db.all(_PROOFS):
            found[sha256] = (*found.get(sha256, ()), id_)
        return found

    def names_in(self, interview_id: str) -> tuple[CameAs, ...]:
        """The files of an interview that are here, in its order."""
        return tuple(CameAs._make(each) for each in self._db.all(_ATTACHED, (interview_id,)))

    def called_alike(self, media_id: str) -> tuple[CameAs, ...]:
        """A file and those whose names are the same as far as its first dot; none where there are
        very many."""
        media = find_media(self._db, media_id)
        stem, dot, _rest = media.original_name.partition(".") if media else ("", "", "")
        if not stem or not dot:
            return ()
        values = f"{stem}.", f"{stem}/", _MOST_ALIKE + 1
        rows = self._db.all(_ALIKE, values)
        return tuple(map(CameAs._make, rows)) if len(rows) <= _MOST_ALIKE else ()
