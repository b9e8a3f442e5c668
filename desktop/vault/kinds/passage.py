"""A passage as a kind of record: it rests on its interview, or on whatever its file rests on.

It goes only where everything may, as a reader of before asks of a kind it does not know; and of an
account only while all that is in it stands there still, so that nothing leaves in a passage that
was taken out of the account since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Final

from desktop.home.lent import on_files
from desktop.home.outlines import Follower, Resting
from desktop.model.grounds import as_everything
from desktop.model.media import MEDIA_KIND
from desktop.model.passage import PASSAGE_KIND, Passage, composed, refuse_unfounded
from desktop.progress import Pause
from desktop.vault.kinds.kind import ByMistake, GoWith, Grounds, Kind
from desktop.vault.kinds.media import FILE_GROUNDS, MEDIA_FILE, every_id_of
from desktop.vault.kinds.passages_kept import PASSAGES
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Reader
from desktop.vault.store.tally import Watched

_LONGEST: Final = 60
"""Signs of the words by which a passage is called."""

_RESTS: Final = (
    "SELECT id, interview_id, media_id FROM passage INDEXED BY passage_about"  # noqa: S608
    f" WHERE id {AMONG}"
)
_IN_ACCOUNTS: Final = (
    'SELECT interview_id, utterance_id, id, "before" || quote || "after", quote'  # noqa: S608
    f" FROM passage INDEXED BY passage_of_interview WHERE interview_id {AMONG}"
    " AND utterance_id <> '' ORDER BY interview_id, utterance_id"
)
_TEXT: Final = "SELECT text FROM utterance WHERE interview_id = ? AND id = ?"
_OF_FILES: Final = (
    "SELECT media_id, id FROM passage INDEXED BY passage_of_file"  # noqa: S608
    f" WHERE media_id <> '' AND media_id {AMONG}"
)
_SEVERAL: Final = "SELECT id FROM passage WHERE media_id <> ''"


def files_of(db: Reader, ids: Collection[str], pause: Pause) -> Mapping[str, tuple[str, ...]]:
    """The file of each that is of one."""
    rows = among(db, _RESTS, ids, pause)
    return {id_: (media_id,) for id_, _interview_id, media_id in rows if media_id}


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interview of each that is of an account; of each other, those of its file."""
    told = {id_: (on,) for id_, on, _file in among(db, _RESTS, ids, pause) if on}
    files = files_of(db, ids, pause)
    named = {media_id for (media_id,) in files.values()}
    return {**on_files(files, FILE_GROUNDS.of(db, named, pause)), **told}


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """Grouped by the interviews: the passages of their accounts, and of the files they have."""
    found: defaultdict[str, list[Follower]] = defaultdict(list)
    for each in chain(_of_accounts(db, interview_ids), _of_files(db, interview_ids)):
        found[each.interview_id].append(each)
    return chain.from_iterable(found[each] for each in interview_ids if each in found)


def _of_accounts(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """Those of which every word still stands in the account."""
    of: tuple[str, str] = ("", "")
    text = ""
    for interview_id, utterance_id, id_, around, quote in among(db, _IN_ACCOUNTS, interview_ids):
        if (interview_id, utterance_id) != of:
            of = interview_id, utterance_id
            row = db.one(_TEXT, of)
            text = composed(row[0]) if row else ""
        if around in text:
            yield Follower(interview_id, id_, "", _short(quote))


def _of_files(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """Those of the files that the interviews have, under any id of these."""
    files = list(FILE_GROUNDS.resting(db, interview_ids))
    named = {each.record_id: every_id_of(db, each.record_id) for each in files}
    of: defaultdict[str, list[str]] = defaultdict(list)
    for media_id, id_ in among(db, _OF_FILES, {i for ids in named.values() for i in ids}):
        of[media_id].append(id_)
    for each in files:
        ids = dict.fromkeys(id_ for name in named[each.record_id] for id_ in of[name])
        yield from (Follower(each.interview_id, id_, "", each.label) for id_ in ids)


def _named(passage: Passage) -> set[str]:
    """The one thing that it is of: an earlier version of another one stays here."""
    return {passage.media_id or passage.interview_id}


def _several(db: Reader) -> set[str]:
    """Every one of a file, which may have several interviews."""
    return {id_ for (id_,) in db.all(_SEVERAL)}


def about(db: Reader, media_ids: Collection[str]) -> tuple[str, ...]:
    """The passages of a file, by any of its ids."""
    found = (id_ for _media_id, id_ in among(db, _OF_FILES, media_ids, as_given=True))
    return tuple(dict.fromkeys(found))


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _called(db: Reader, passage_id: str) -> str:
    """The first of its words; without any, the name of its file."""
    found = PASSAGES.get(db, passage_id)
    if found is None:
        return ""
    return _short(found.quote) or MEDIA_FILE.called(db, found.media_id)


_RESTS_ON: Final = Watched(
    "passage",
    ("id", "interview_id", "media_id"),
    name="grounds_of_passage",
    read_by="passage_about",
)

PASSAGE: Final[Kind[Passage]] = Kind(
    name=PASSAGE_KIND,
    body=Passage,
    grounds=Grounds(
        _grounds,
        as_everything,
        lambda passage: (passage.interview_id,) if passage.interview_id else (),
        resting=_resting,
        several=_several,
        counted=(_RESTS_ON, *FILE_GROUNDS.counted),
        by_interviews=False,
        by_files=files_of,
        named_files=_named,
        held=True,
    ),
    free_text=("Passage.quote", "Passage.before", "Passage.after"),
    table=PASSAGES,
    removed=ByMistake(with_another=GoWith(MEDIA_KIND, about)),
    rows={"passage": "id"},
    record_id=lambda passage: passage.id,
    load=PASSAGES.get,
    lay=PASSAGES.put,
    called=_called,
    of_its_owner_alone=True,
    refuse=refuse_unfounded,
)
