"""Which file goes with which, as a kind of record: it rests on whatever both files rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from desktop.home.lent import on_files
from desktop.home.outlines import Follower, Resting
from desktop.model.companion import COMPANION_KIND, Companion, refuse_misplaced
from desktop.model.grounds import as_everything
from desktop.model.media import MEDIA_KIND
from desktop.model.owned_id import Owned
from desktop.progress import Pause
from desktop.vault.kinds.kind import ByMistake, GoWith, Grounds, Kind
from desktop.vault.kinds.media import FILE_GROUNDS, MEDIA_FILE, every_id_of
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Reader
from desktop.vault.store.table import Table
from desktop.vault.store.tally import Watched

COMPANIONS: Final = Table(Companion, "companion")

_FILES: Final = (
    "SELECT id, media_id, with_id FROM companion INDEXED BY companion_files"  # noqa: S608
    f" WHERE id {AMONG}"
)
_ABOUT: Final = (
    f"SELECT media_id, id FROM companion INDEXED BY companion_of_file WHERE media_id {AMONG}"  # noqa: S608
    f" UNION SELECT with_id, id FROM companion INDEXED BY companion_with WHERE with_id {AMONG}"
)


def _files_of(db: Reader, ids: Collection[str], pause: Pause) -> Mapping[str, tuple[str, ...]]:
    """The two files of each; the one alone that was said to go with none."""
    rows = among(db, _FILES, ids, pause)
    return {id_: (media_id, with_id) if with_id else (media_id,) for id_, media_id, with_id in rows}


def _named(companion: Companion) -> set[str]:
    return {companion.media_id, companion.with_id} - {""}


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interviews of both files; nobody stands for a file that has none."""
    files = _files_of(db, ids, pause)
    rests = FILE_GROUNDS.of(db, {each for those in files.values() for each in those}, pause)
    return on_files(files, rests)


def about(db: Reader, media_ids: Collection[str]) -> tuple[str, ...]:
    """What was said of a file, by any of its ids: with what it goes, and what goes with it."""
    found = (id_ for _media_id, id_ in among(db, _ABOUT, media_ids, as_given=True))
    return tuple(dict.fromkeys(found))


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """What is said of the files that the interviews have, under any id of these."""
    if db.one("SELECT 1 FROM companion LIMIT 1") is None:
        return
    files = list(FILE_GROUNDS.resting(db, interview_ids))
    named = {each.record_id: every_id_of(db, each.record_id) for each in files}
    said: defaultdict[str, list[str]] = defaultdict(list)
    for media_id, id_ in among(db, _ABOUT, {id_ for ids in named.values() for id_ in ids}):
        said[media_id].append(id_)
    found: dict[tuple[str, str], Follower] = {}
    for each in files:
        for id_ in (one for name in named[each.record_id] for one in said[name]):
            key = each.interview_id, id_
            found.setdefault(key, Follower(each.interview_id, id_, "", each.label))
    yield from found.values()


def _several(db: Reader) -> set[str]:
    """Every one: each is about two files."""
    return {id_ for (id_,) in db.all("SELECT id FROM companion")}


def _called(db: Reader, companion_id: str) -> str:
    """The name of the file that goes with another."""
    found = COMPANIONS.get(db, companion_id)
    return MEDIA_FILE.called(db, found.media_id) if found else ""


_BOTH: Final = Watched(
    "companion",
    ("id", "media_id", "with_id"),
    name="files_of_companion",
    read_by="companion_files",
)

COMPANION: Final[Kind[Companion]] = Kind(
    name=COMPANION_KIND,
    body=Companion,
    grounds=Grounds(
        _grounds,
        as_everything,
        resting=_resting,
        several=_several,
        counted=(_BOTH, *FILE_GROUNDS.counted),
        by_files=_files_of,
        named_files=_named,
    ),
    free_text=(),
    table=COMPANIONS,
    removed=ByMistake(with_another=GoWith(MEDIA_KIND, about)),
    rows={"companion": "id"},
    record_id=lambda companion: companion.id,
    load=COMPANIONS.get,
    lay=COMPANIONS.put,
    called=_called,
    owned_by=lambda body: Owned(str(body["media_id"]), MEDIA_KIND),
    of_its_owner_alone=True,
    refuse=refuse_misplaced,
)
