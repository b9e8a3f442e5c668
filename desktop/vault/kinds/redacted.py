"""Which file was made of which by covering parts of it, as a kind of record: it rests on whatever
both files rest on, and goes only where everything may, because it names the original and says what
was to be seen there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from desktop.home.lent import on_files
from desktop.home.outlines import Follower, Resting
from desktop.model.grounds import as_everything
from desktop.model.media import MEDIA_KIND
from desktop.model.owned_id import Owned
from desktop.model.redacted import REDACTED_KIND, CoveredPart, Redaction, refuse_misplaced
from desktop.progress import Pause
from desktop.vault.kinds.kind import ByMistake, GoWith, Grounds, Kind, Text, found_by
from desktop.vault.kinds.media import FILE_GROUNDS, MEDIA_FILE, every_id_of
from desktop.vault.search.index import HitKind, index
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import ChildTable, Table
from desktop.vault.store.tally import Watched

PARTS: Final = ChildTable(CoveredPart, "redacted_part", "redacted_id")
REDACTIONS: Final = Table(Redaction, "redacted", children={"parts": PARTS})

_FILES: Final = (
    "SELECT id, media_id, parent_id FROM redacted INDEXED BY redacted_files"  # noqa: S608
    f" WHERE id {AMONG}"
)
_ABOUT: Final = (
    f"SELECT media_id, id FROM redacted INDEXED BY redacted_of_file WHERE media_id {AMONG}"  # noqa: S608
    f" UNION SELECT parent_id, id FROM redacted INDEXED BY redacted_of_parent"
    f" WHERE parent_id {AMONG}"
)
_OF_FILE: Final = (
    f"SELECT media_id, id FROM redacted INDEXED BY redacted_of_file WHERE media_id {AMONG}"  # noqa: S608
)
_HIT: Final = HitKind(REDACTED_KIND)


def _files_of(db: Reader, ids: Collection[str], pause: Pause) -> Mapping[str, tuple[str, ...]]:
    """The new file and the original of each, where that is said."""
    rows = among(db, _FILES, ids, pause)
    return {id_: (new, old) if old else (new,) for id_, new, old in rows}


def _named(redaction: Redaction) -> set[str]:
    return {redaction.media_id, redaction.parent_id} - {""}


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interviews of both files; nobody stands for a file that has none."""
    files = _files_of(db, ids, pause)
    rests = FILE_GROUNDS.of(db, {each for those in files.values() for each in those}, pause)
    return on_files(files, rests)


def about(db: Reader, media_ids: Collection[str]) -> tuple[str, ...]:
    """What was said of a file, by any of its ids: of what it was made, and what was made of it."""
    found = (id_ for _media_id, id_ in among(db, _ABOUT, media_ids, as_given=True))
    return tuple(dict.fromkeys(found))


def of_what(db: Reader, media_ids: Collection[str]) -> tuple[str, ...]:
    """What was said of the file of these ids, where it is the new one."""
    return tuple(id_ for _media_id, id_ in among(db, _OF_FILE, media_ids, as_given=True))


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """What is said of the files that the interviews have, under any id of these."""
    if db.one("SELECT 1 FROM redacted LIMIT 1") is None:
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
    return {id_ for (id_,) in db.all("SELECT id FROM redacted")}


def _called(db: Reader, redaction_id: str) -> str:
    """The name of the new file."""
    found = REDACTIONS.get(db, redaction_id)
    return MEDIA_FILE.called(db, found.media_id) if found else ""


def _texts(redaction: Redaction) -> tuple[Text, ...]:
    return ((_HIT, redaction.id, redaction.note),)


def _lay(db: Database, redaction: Redaction) -> None:
    before = REDACTIONS.get(db, redaction.id)
    REDACTIONS.put(db, redaction)
    said = before.note if before else ""
    index(db, _HIT, redaction.id, redaction.id, redaction.note, said)


_FOUND: Final = (
    "SELECT ifnull((SELECT original_name FROM media WHERE id = r.media_id), ''), note"
    " FROM redacted r WHERE r.id = ?2"
)
_BOTH: Final = Watched(
    "redacted",
    ("id", "media_id", "parent_id"),
    name="files_of_redaction",
    read_by="redacted_files",
)

REDACTED: Final[Kind[Redaction]] = Kind(
    name=REDACTED_KIND,
    body=Redaction,
    grounds=Grounds(
        _grounds,
        as_everything,
        resting=_resting,
        several=_several,
        counted=(_BOTH, *FILE_GROUNDS.counted),
        by_files=_files_of,
        named_files=_named,
    ),
    free_text=("Redaction.note",),
    table=REDACTIONS,
    removed=ByMistake(with_another=GoWith(MEDIA_KIND, of_what)),
    rows={"redacted": "id", "redacted_part": "redacted_id"},
    record_id=lambda redaction: redaction.id,
    load=REDACTIONS.get,
    lay=_lay,
    called=_called,
    owned_by=lambda body: Owned(str(body["media_id"]), MEDIA_KIND),
    of_its_owner_alone=True,
    refuse=refuse_misplaced,
    hits={_HIT: found_by(_FOUND)},
    texts=_texts,
)
