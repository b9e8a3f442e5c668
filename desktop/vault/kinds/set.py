"""A set of files as a kind of record: it rests on whatever its files rest on, and goes only where
everything may, because its name, its note and that these belong together are somebody's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from desktop.home.lent import on_files
from desktop.home.outlines import Follower, Resting
from desktop.model.grounds import as_everything
from desktop.model.media import MEDIA_KIND
from desktop.model.set import SET_KIND, FileSet, SetFile
from desktop.progress import Pause
from desktop.vault.kinds.kind import ByMistake, Grounds, Kind, LetGo, Text, found_by
from desktop.vault.kinds.media import FILE_GROUNDS, every_id_of
from desktop.vault.search.index import HitKind, remove
from desktop.vault.search.waiting import index_or_wait
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import ChildTable, Table
from desktop.vault.store.tally import Watched
from desktop.vault.versions.working_state import mark_edited

SET_FILES: Final = ChildTable(SetFile, "set_file", "set_id")
SETS: Final = Table(FileSet, "file_set", children={"files": SET_FILES})

_FILES: Final = (
    f"SELECT DISTINCT set_id, media_id FROM set_file INDEXED BY set_file_of WHERE set_id {AMONG}"  # noqa: S608
)
_WITH: Final = (
    "SELECT f.media_id, s.id, s.name FROM set_file f INDEXED BY set_of_file"  # noqa: S608
    f" JOIN file_set s ON s.id = f.set_id WHERE f.media_id {AMONG}"
)
_NAMING: Final = f"SELECT DISTINCT set_id FROM set_file WHERE media_id {AMONG}"  # noqa: S608
_NAMED_IN: Final = f"SELECT set_id, id, name FROM set_file WHERE name <> '' AND media_id {AMONG}"  # noqa: S608
_HIT: Final = HitKind(SET_KIND)
_FILE_HIT: Final = HitKind("set_file")


def files_of(db: Reader, ids: Collection[str], pause: Pause) -> Mapping[str, Collection[str]]:
    """The files in each of them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for set_id, media_id in among(db, _FILES, ids, pause):
        found[set_id].append(media_id)
    return found


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interviews of all its files; nobody stands for a file that has none."""
    files = files_of(db, ids, pause)
    rests = FILE_GROUNDS.of(db, {each for those in files.values() for each in those}, pause)
    return on_files(files, rests)


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """The sets in which a file of the interviews stands, under any id of it."""
    if db.one("SELECT 1 FROM set_file LIMIT 1") is None:
        return
    files = list(FILE_GROUNDS.resting(db, interview_ids))
    named = {each.record_id: every_id_of(db, each.record_id) for each in files}
    sets: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for media_id, set_id, name in among(db, _WITH, {i for ids in named.values() for i in ids}):
        sets[media_id][set_id] = name
    for interview_id in dict.fromkeys(each.interview_id for each in files):
        own = (each for each in files if each.interview_id == interview_id)
        found: dict[str, str] = {}
        for file in own:
            for id_ in named[file.record_id]:
                found |= sets.get(id_, {})
        yield from (Follower(interview_id, set_id, "", name) for set_id, name in found.items())


def _named(files: FileSet) -> set[str]:
    return {each.media_id for each in files.files}


def _several(db: Reader) -> set[str]:
    """Every one: its files may be of several interviews."""
    return {id_ for (id_,) in db.all("SELECT id FROM file_set")}


def text_of(files: FileSet) -> str:
    """What it is found by."""
    return "\n".join(each for each in (files.name, files.note) if each)


def _texts(files: FileSet) -> Iterator[Text]:
    yield _HIT, files.id, text_of(files)
    yield from ((_FILE_HIT, each.id, each.name) for each in files.files if each.name)


def find_file(db: Database, set_id: str, file: SetFile) -> None:
    """Let a file that came into a set be found by its name and folders there."""
    index_or_wait(db, _FILE_HIT, set_id, file.id, file.name)


def _lay(db: Database, files: FileSet) -> None:
    found = SETS.get(db, files.id)
    before = {(hit, at): text for hit, at, text in _texts(found)} if found else {}
    SETS.put(db, files)
    after = {(hit, at): text for hit, at, text in _texts(files)}
    for hit, at in before.keys() | after.keys():
        said, says = before.get((hit, at), ""), after.get((hit, at), "")
        if said != says or hit == _HIT:
            index_or_wait(db, hit, files.id, at, says, said)


def _called(db: Reader, set_id: str) -> str:
    row = db.one("SELECT name FROM file_set WHERE id = ?", (set_id,))
    return row[0] if row else ""


def _take_out(db: Database, media_ids: Collection[str]) -> None:
    ids = (listed(media_ids),)
    for set_id, file_id, name in db.all(_NAMED_IN, ids):
        remove(db, _FILE_HIT, set_id, file_id, name)
    for (set_id,) in db.all(_NAMING, ids):
        mark_edited(db, SET_KIND, set_id)
    db.execute(f"DELETE FROM set_file WHERE media_id {AMONG}", ids)  # noqa: S608


def _refuse(files: FileSet) -> None:
    """``ValueError`` where an id stands twice in it."""
    if len({each.id for each in files.files}) < len(files.files):
        raise ValueError("an id stands twice in a set")


_FILE: Final = Watched(
    "set_file", ("set_id", "media_id"), name="file_of_set", read_by="set_file_of"
)

SET: Final[Kind[FileSet]] = Kind(
    name=SET_KIND,
    body=FileSet,
    grounds=Grounds(
        _grounds,
        as_everything,
        resting=_resting,
        several=_several,
        counted=(_FILE, *FILE_GROUNDS.counted),
        by_files=files_of,
        named_files=_named,
    ),
    free_text=("FileSet.name", "FileSet.note", "SetFile.name"),
    table=SETS,
    removed=ByMistake(without=LetGo(MEDIA_KIND, _take_out)),
    rows={"file_set": "id", "set_file": "set_id"},
    record_id=lambda files: files.id,
    load=SETS.get,
    lay=_lay,
    called=_called,
    refuse=_refuse,
    hits={
        _HIT: found_by(
            "SELECT name, trim(name || char(10) || note, char(10)) FROM file_set WHERE id = ?2"
        ),
        _FILE_HIT: found_by(
            "SELECT s.name, f.name FROM file_set s JOIN set_file f ON f.set_id = s.id"
            " WHERE s.id = ?1 AND f.id = ?2"
        ),
    },
    long=frozenset({_FILE_HIT}),
    texts=_texts,
)
