"""How a file came, as a kind of record: it rests on whatever the file rests on, and goes only
where everything may, because it says who had the file before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from desktop.home.outlines import Follower, Resting
from desktop.model.acquisition import ACQUISITION_KIND, Acquisition, refuse_misplaced
from desktop.model.grounds import as_everything
from desktop.model.media import MEDIA_KIND
from desktop.model.owned_id import Owned
from desktop.progress import Pause
from desktop.vault.kinds.kind import ByMistake, GoWith, Grounds, Kind, Text, found_by
from desktop.vault.kinds.media import FILE_GROUNDS, MEDIA_FILE, every_id_of
from desktop.vault.search.index import HitKind, index
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import Table
from desktop.vault.store.tally import Watched

ACQUISITIONS: Final = Table(Acquisition, "acquisition")

_FILES: Final = f"SELECT id, media_id FROM acquisition INDEXED BY acquisition_file WHERE id {AMONG}"  # noqa: S608
_ABOUT: Final = (
    f"SELECT media_id, id FROM acquisition INDEXED BY acquisition_of_file WHERE media_id {AMONG}"  # noqa: S608
)
_HIT: Final = HitKind(ACQUISITION_KIND)


def files_of(db: Reader, ids: Collection[str], pause: Pause) -> Mapping[str, tuple[str, ...]]:
    """The file that each of them is about."""
    return {id_: (media_id,) for id_, media_id in among(db, _FILES, ids, pause)}


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interviews of the file."""
    files = files_of(db, ids, pause)
    rests = FILE_GROUNDS.of(db, {id_ for (id_,) in files.values()}, pause)
    return {id_: rests[media_id] for id_, (media_id,) in files.items() if media_id in rests}


def about(db: Reader, media_ids: Collection[str]) -> tuple[str, ...]:
    """What was said of a file, by any of its ids."""
    return tuple(id_ for _media_id, id_ in among(db, _ABOUT, media_ids, as_given=True))


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """What was said of the files that the interviews have, under any id of these."""
    if db.one("SELECT 1 FROM acquisition LIMIT 1") is None:
        return
    files = list(FILE_GROUNDS.resting(db, interview_ids))
    named = {each.record_id: every_id_of(db, each.record_id) for each in files}
    said: dict[str, str] = dict(among(db, _ABOUT, {id_ for ids in named.values() for id_ in ids}))
    for each in files:
        ids = (said[id_] for id_ in named[each.record_id] if id_ in said)
        yield from (Follower(each.interview_id, id_, "", each.label) for id_ in ids)


def _several(db: Reader) -> set[str]:
    """Every one: its file may have several interviews, or be named by who may not speak for it."""
    return {id_ for (id_,) in db.all("SELECT id FROM acquisition")}


def _called(db: Reader, acquisition_id: str) -> str:
    """The name of its file."""
    found = ACQUISITIONS.get(db, acquisition_id)
    return MEDIA_FILE.called(db, found.media_id) if found else ""


def text_of(acquisition: Acquisition) -> str:
    """What it is found by: all words in it."""
    said = (acquisition.device, acquisition.handed_over_by, acquisition.original_at)
    words = (*said, acquisition.rights, acquisition.may_see)
    return "\n".join(each for each in words if each)


def _texts(acquisition: Acquisition) -> tuple[Text, ...]:
    return ((_HIT, acquisition.id, text_of(acquisition)),)


def _lay(db: Database, acquisition: Acquisition) -> None:
    before = ACQUISITIONS.get(db, acquisition.id)
    ACQUISITIONS.put(db, acquisition)
    said = text_of(before) if before else ""
    index(db, _HIT, acquisition.id, acquisition.id, text_of(acquisition), said)


_FOUND: Final = (
    "SELECT ifnull((SELECT original_name FROM media WHERE id = a.media_id), ''),"
    " trim(device || char(10) || handed_over_by || char(10) || original_at || char(10) || rights"
    " || char(10) || may_see, char(10)) FROM acquisition a WHERE a.id = ?2"
)
_FILE: Final = Watched(
    "acquisition", ("id", "media_id"), name="file_of_acquisition", read_by="acquisition_file"
)


ACQUISITION: Final[Kind[Acquisition]] = Kind(
    name=ACQUISITION_KIND,
    body=Acquisition,
    grounds=Grounds(
        _grounds,
        as_everything,
        resting=_resting,
        several=_several,
        counted=(_FILE, *FILE_GROUNDS.counted),
        by_files=files_of,
    ),
    free_text=(
        "Acquisition.device",
        "Acquisition.handed_over_by",
        "Acquisition.original_at",
        "Acquisition.rights",
        "Acquisition.may_see",
    ),
    table=ACQUISITIONS,
    removed=ByMistake(with_another=GoWith(MEDIA_KIND, about)),
    rows={"acquisition": "id"},
    record_id=lambda acquisition: acquisition.id,
    load=ACQUISITIONS.get,
    lay=_lay,
    called=_called,
    owned_by=lambda body: Owned(str(body["media_id"]), MEDIA_KIND),
    refuse=refuse_misplaced,
    hits={_HIT: found_by(_FOUND)},
    texts=_texts,
)
