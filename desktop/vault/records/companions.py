"""Files that go with another: which those are, and that a person says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from desktop.errors import NoSuchRecord, WrongCompanion
from desktop.model.companion import BY_A_PERSON, Companion, companion_id
from desktop.model.media import Media
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.companion import COMPANION
from desktop.vault.kinds.media import every_id_of, find_media, said_under
from desktop.vault.records.records import Records
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database, Row

_GOES_WITH: Final = (
    "SELECT with_id, known_by FROM companion INDEXED BY companion_of_file"  # noqa: S608
    f" WHERE with_id <> '' AND media_id {AMONG}"
)
_WITH_IT: Final = (
    "SELECT media_id, known_by FROM companion INDEXED BY companion_with"  # noqa: S608
    f" WHERE with_id {AMONG}"
)
_DECIDED: Final = f"SELECT id FROM companion INDEXED BY companion_of_file WHERE media_id {AMONG}"  # noqa: S608
_PROOFS: Final = (
    "SELECT id, lower(substr(original_name, 1, 64)) FROM media"
    " WHERE original_name LIKE '%.proof.%' OR original_name LIKE '%.asc'"
    " OR original_name LIKE '%.ots' OR original_name LIKE '%.gst'"
)
_ATTACHED: Final = (
    "SELECT m.id, m.original_name, ifnull((SELECT value FROM media_metadata d"
    " WHERE d.media_row = m.row AND d.\"group\" = 'File' AND d.key = 'ModifiedAt'), '')"
    " FROM attachment a JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.media_id),"
    " (SELECT media_row FROM media_alias WHERE id = a.media_id)) WHERE a.interview_id = ?"
    " GROUP BY m.row ORDER BY min(a.position)"
)


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

    def proofs(self) -> Mapping[str, tuple[str, ...]]:
        """By the SHA-256 that its name begins with, what may be ProofMode's of that file."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, sha256 in self._db.all(_PROOFS):
            found[sha256] = (*found.get(sha256, ()), id_)
        return found

    def names_in(self, interview_id: str) -> tuple[CameAs, ...]:
        """The files of an interview that are here, in its order."""
        return tuple(CameAs._make(each) for each in self._db.all(_ATTACHED, (interview_id,)))
