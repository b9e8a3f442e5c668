"""A photo or file as a kind of record: what is known of an original that never changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from desktop import canonical
from desktop.home.outlines import Follower, Resting
from desktop.model.attached import Naming, is_named
from desktop.model.file_text import IN_FACTS, IN_TEXT, TextPiece
from desktop.model.found_facts import found_facts
from desktop.model.grounds import as_file
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND, Media, MetadataItem, WorkingCopy
from desktop.model.removal import Stays
from desktop.model.version import VersionDocument
from desktop.progress import Pause
from desktop.vault.kinds.goes_with import BROUGHT_HERE, NAMED, STORED, with_what_they_go
from desktop.vault.kinds.kind import ByMistake, Grounds, Kind, Loaded, Text, found_by, used_by
from desktop.vault.search.index import HitKind
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import ChildTable, Table
from desktop.vault.store.tally import Watched

MEDIA = Table(Media, "media", unmapped=("row",))
MEDIA_NUMBERED = Table(Media, "media", context=("row",))
"""The same, for one that is given its number."""
METADATA = ChildTable(MetadataItem, "media_metadata", "media_row")
FILE_TEXT = ChildTable(TextPiece, "file_text", "media_row")
WORKING_COPIES = Table(
    WorkingCopy, "working_copy", key="media_id", context=("mac",), unmapped=("row",)
)
MEDIA_HIT = HitKind(MEDIA_KIND)
FACTS_HIT = HitKind(IN_FACTS)
TEXT_HIT = HitKind(IN_TEXT)
FACTS: Final = -1
"""The position of what a file says of itself, beside those of the pieces of its text."""


def find_media(db: Reader, media_id: str) -> Media | None:
    """The media file this id names, whichever of its ids; None where its bytes are not here.

    Under another id than the one it is kept under it is described as the record of that id says,
    where there is one: whoever sent the bytes first does not describe another's photo.
    """
    found = MEDIA.get(db, media_id)
    if found is not None:
        return found
    rest = "WHERE row = (SELECT media_row FROM media_alias WHERE id = ?)"
    stored = next(iter(MEDIA.select(db, rest, (media_id,))), None)
    return _described(db, media_id, stored) if stored is not None else None


def _described(db: Reader, media_id: str, stored: Media) -> Media:
    row = db.one(_SHOWN, (media_id,))
    if row is None:
        return stored
    plain = canonical.decode_kept(row[0], VersionDocument).body
    body = canonical.from_plain(plain, Media, newer=True)
    return replace(body, id=stored.id) if body.sha256 == stored.sha256 else stored


_SHOWN: Final = (
    "SELECT v.data FROM working_state w JOIN record_version v ON v.id = w.version_id"
    " WHERE w.record_id = ?"
)


def _held_beside(db: Reader, media_id: str) -> dict[str, object]:
    row = media_row(db, media_id)
    return {"metadata": METADATA.of(db, row)} if row is not None else {}


def media_row(db: Reader, media_id: str) -> int | None:
    """The row of the media file this id names."""
    found = db.one(
        "SELECT row FROM media WHERE id = ?1"
        " UNION ALL SELECT media_row FROM media_alias WHERE id = ?1 LIMIT 1",
        (media_id,),
    )
    return int(found[0]) if found else None


def _comes_with_its_bytes(_db: Database, _body: Media) -> None:
    """Its tables are filled by ``Media.add``, never from a version alone: without the bytes
    there would be nothing to show."""


def _called(db: Reader, media_id: str) -> str:
    media = find_media(db, media_id)
    return media.original_name if media else ""


_SUMS: Final = f"SELECT a.value, m.sha256{NAMED}"
_INTERVIEWS: Final = (
    " JOIN attachment_of_media a ON a.media = o.row LEFT JOIN object i ON i.row = a.interview"
)
# By the ids the files were stored under, then by their other names: an OR would use no index.
_ATTACHED: Final = (
    f"SELECT o.id, ifnull(i.id, '') FROM object o{_INTERVIEWS} WHERE o.id {AMONG}"  # noqa: S608
    " UNION SELECT m.id, ifnull(i.id, '') FROM media m JOIN media_alias s ON s.media_row = m.row"
    f" JOIN object o ON o.id = s.id{_INTERVIEWS} WHERE m.id {AMONG}"
)
_RESTING: Final = (
    "SELECT a.interview_id, a.media_id, ifnull(nullif(m.id, a.media_id), ''), m.original_name,"  # noqa: S608
    " m.sha256, m.size, a.sha256"
    " FROM attachment a JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.media_id),"
    " (SELECT media_row FROM media_alias WHERE id = a.media_id))"
    f" WHERE a.interview_id {AMONG} ORDER BY a.interview_id, a.position"
)
_NAMED_AS: Final = (
    "SELECT DISTINCT a.sha256, i.id, ifnull(v.author, '') FROM object o"
    " CROSS JOIN attachment_of_media n ON n.media = o.row"
    " CROSS JOIN object i ON i.row = n.interview"
    " CROSS JOIN attachment a INDEXED BY attachment_named"
    " ON a.interview_id = i.id AND a.media_id = o.id AND a.sha256 <> ''"
    " LEFT JOIN working_state w ON w.record_id = i.id"
    " LEFT JOIN record_version v ON v.id = w.version_id WHERE o.id = ?"
)
_SEALED: Final = (
    "SELECT a.interview_id, a.sha256, m.sha256 FROM interview i"
    " JOIN attachment a ON a.interview_id = i.id JOIN media m ON m.row = coalesce("
    "(SELECT row FROM media WHERE id = a.media_id),"
    " (SELECT media_row FROM media_alias WHERE id = a.media_id))"
    " WHERE i.state = 'sealed' ORDER BY i.created_utc, i.id"
)
_SEVERAL: Final = (
    "SELECT o.id FROM object o JOIN (SELECT media FROM attachment_of_media GROUP BY media"
    " HAVING count(*) > 1) a ON a.media = o.row"
    " UNION SELECT m.id FROM media_alias s JOIN media m ON m.row = s.media_row"
    " UNION SELECT id FROM media_alias"
    " UNION SELECT media_id FROM companion WHERE with_id <> ''"
    " UNION SELECT media_id FROM redacted"
)


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interviews a file is attached to under any id of it, by each of these ids, whichever
    bytes they name, and those of the file that it goes with: a side-car tells the place of its
    picture, and a film shows the same faces; of one in which parts were covered, the original's.

    "" for one whose number is missing, as where an older page was put back: no consent stands
    behind it.
    """
    stored: dict[str, str] = dict(among(db, STORED, ids, pause))
    others = with_what_they_go(db, set(stored.values()), pause)
    files = set(stored.values()).union(*others.values())
    attached: dict[str, list[str]] = {}
    for media_id, interview_id in among(db, _ATTACHED, files, pause):
        attached.setdefault(media_id, []).append(interview_id)
    found = {
        id_: on
        for id_ in set(stored.values())
        if (on := _on_all((id_, *sorted(others.get(id_, ()))), attached))
    }
    return {media_id: found[id_] for media_id, id_ in stored.items() if id_ in found}


def _on_all(files: Iterable[str], attached: Mapping[str, Collection[str]]) -> list[str]:
    """The interviews of all of these, each once."""
    return list(dict.fromkeys(on for each in files for on in attached.get(each, ())))


def _sums(db: Reader, ids: Collection[str], pause: Pause) -> dict[str, str]:
    """The SHA-256 of the files that these ids name, as far as they are here."""
    return dict(among(db, _SUMS, ids, pause))


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """The files that are here and are those that the interviews name, in the order they are
    attached. Quick where the interviews come in the order they were made."""
    for row in among(db, _RESTING, interview_ids, as_given=True):
        *_said, sha256, _size, named = row
        if is_named(named, sha256):
            # Without counting the fields of each of a hundred thousand, as ``_make`` does.
            yield tuple.__new__(Follower, row[:-1])


def named(db: Reader, media_id: str) -> Iterator[Naming]:
    """The bytes that interviews, as they are shown here, name for this id."""
    return map(Naming._make, db.all(_NAMED_AS, (media_id,)))


def mistaken(db: Reader) -> tuple[str, ...]:
    """The sealed interviews in the place of one of whose files another is here, by their ids."""
    rows = db.rows(_SEALED)
    return tuple(dict.fromkeys(id_ for id_, named, held in rows if not is_named(named, held)))


def _several(db: Reader) -> set[str]:
    """Every file that is attached in two interviews, has two names, or goes with another, under
    all of its ids."""
    return {id_ for (id_,) in db.all(_SEVERAL)}


_EVERY_ID: Final = (
    "SELECT id FROM media WHERE row = ?1 UNION ALL SELECT id FROM media_alias WHERE media_row = ?1"
)
_SAID_UNDER: Final = (
    "SELECT m.id FROM media m WHERE m.row = ?1 UNION ALL SELECT s.id FROM media_alias s"  # noqa: S608
    f" JOIN media m ON m.row = s.media_row WHERE s.media_row = ?1 AND NOT {BROUGHT_HERE}"
)
_SHA256: Final = "SELECT sha256 FROM media WHERE row = ?"
_ATTACHED_IN: Final = (
    f"SELECT DISTINCT ifnull(v.code, '') FROM object o{_INTERVIEWS}"  # noqa: S608
    f" LEFT JOIN interview v ON v.id = i.id WHERE o.id {AMONG} ORDER BY 1"
)

_ATTACHED_TO: Final = (
    f"SELECT DISTINCT i.id FROM object o{_INTERVIEWS} WHERE o.id {AMONG} ORDER BY 1"  # noqa: S608
)


def every_id_of(db: Reader, media_id: str) -> tuple[str, ...]:
    """Every id that names the bytes that this one names, the one they are kept under first; none
    where they are not here."""
    return tuple(id_ for (id_,) in db.all(_EVERY_ID, (media_row(db, media_id),)))


def said_under(db: Reader, media_id: str) -> tuple[str, ...]:
    """The ids of a file under which is said with what it goes, the one it is kept under first. Of
    one that was brought in here that one alone: whoever sends the same bytes later, under an id of
    their own, says nothing of it."""
    return tuple(id_ for (id_,) in db.all(_SAID_UNDER, (media_row(db, media_id),)))


def attached_in(db: Reader, media_id: str) -> tuple[str, ...]:
    """The codes of the interviews it is attached to itself, under any id of it, in order; "" of
    one that is not here."""
    rows = db.all(_ATTACHED_IN, (listed(every_id_of(db, media_id)),))
    return tuple(code for (code,) in rows)


def attached_to(db: Reader, media_id: str) -> tuple[str, ...]:
    """The ids of these interviews, as far as any is here."""
    rows = db.all(_ATTACHED_TO, (listed(every_id_of(db, media_id)),))
    return tuple(id_ for (id_,) in rows if id_)


def _ids(db: Reader, media_id: str) -> tuple[str, ...]:
    """Its id, every other that names these bytes, and their hash: what was answered to somebody
    who sent the same bytes stays true."""
    hashes = db.all(_SHA256, (media_row(db, media_id),))
    return (*every_id_of(db, media_id), *(sha256 for (sha256,) in hashes))


def _stays(db: Reader, media: Media) -> Iterator[Stays]:
    return used_by(db, INTERVIEW_KIND, _ATTACHED_IN, (listed(_ids(db, media.id)),))


def _digested(media: Media) -> bytes:
    """As where its coming was logged, so that whoever has the file can tell that it was this."""
    return bytes.fromhex(media.sha256)


def _texts(media: Media) -> tuple[Text, ...]:
    return ((MEDIA_HIT, media.id, media.original_name),)


def place_in(media_id: str, position: int) -> tuple[HitKind, str, str]:
    """Kind, record and id of a place in the search."""
    return (FACTS_HIT if position == FACTS else TEXT_HIT), media_id, str(position)


def piece_of(db: Reader, row: int, position: int) -> str:
    """What is found there; "" where it is not any more."""
    if position == FACTS:
        return found_facts(METADATA.of(db, row))
    found = db.one(_PIECE, (row, position))
    if found is None:
        return ""
    name, text = found
    # A number of a slide or a picture is no name.
    return str(text) if name.isdecimal() else f"{name}\n{text}".strip()


def texts_beside(db: Reader, media_id: str) -> Iterator[Text]:
    """What the search knows by now of what stands in a file, and of what it says of itself."""
    row = media_row(db, media_id)
    if row is None:
        return
    waiting = {position for (position,) in db.all(_UNFOUND, (row,))}
    positions = [FACTS, *(position for (position,) in db.all(_POSITIONS, (row,)))]
    for position in positions:
        if position not in waiting and (text := piece_of(db, row, position)):
            kind, _record, place = place_in(media_id, position)
            yield kind, place, text


def _found_in(db: Reader, media_id: str, place: str) -> Loaded:
    row = media_row(db, media_id)
    if row is None:
        return "", ""
    return _called(db, media_id), piece_of(db, row, int(place))


_PIECE: Final = "SELECT name, text FROM file_text WHERE media_row = ? AND position = ?"
_POSITIONS: Final = "SELECT position FROM file_text WHERE media_row = ? ORDER BY position"
_UNFOUND: Final = "SELECT position FROM file_unfound WHERE media_row = ?"


_ATTACHMENTS: Final = Watched("attachment_of_media", ("media", "interview"))
_NAMES: Final = Watched("media_alias", ("id", "media_row"), read_by="media_alias_of")
_COMPANIONS: Final = Watched(
    "companion",
    ("media_id", "with_id"),
    name="companion_of_file",
    read_by="companion_of_file",
)

_COVERED: Final = Watched(
    "redacted",
    ("media_id", "parent_id"),
    name="redaction_of_file",
    read_by="redacted_of_file",
)

FILE_GROUNDS: Final[Grounds[Media]] = Grounds(
    _grounds,
    as_file,
    resting=_resting,
    several=_several,
    counted=(_ATTACHMENTS, _NAMES, _COMPANIONS, _COVERED),
    sums=_sums,
)

MEDIA_FILE: Kind[Media] = Kind(
    name=MEDIA_KIND,
    body=Media,
    grounds=FILE_GROUNDS,
    free_text=(
        "Media.original_name",
        "Media.captured_at",
        "MetadataItem.key",
        "MetadataItem.value",
        "TextPiece.name",
        "TextPiece.text",
    ),
    table=MEDIA,
    removed=ByMistake(_stays, _ids, digested=_digested, in_pieces="media_chunk"),
    beside={
        "media": "id",
        "media_chunk": "media_row",
        "media_metadata": "media_row",
        "file_text": "media_row",
        "file_unfound": "media_row",
        "working_copy": "media_id",
        "media_alias": "media_row",
        "picture_pending": "media_row",
        "fixity": "media_row",
        "came_with": "media_row",
        "likeness": "media_row",
        "lookalike_said": "media_row",
    },
    held_beside=_held_beside,
    record_id=lambda media: media.id,
    load=find_media,
    lay=_comes_with_its_bytes,
    called=_called,
    unchanging=True,
    texts=_texts,
    texts_beside=texts_beside,
    hits={
        MEDIA_HIT: found_by("SELECT original_name, original_name FROM media WHERE id = ?2"),
        FACTS_HIT: _found_in,
        TEXT_HIT: _found_in,
    },
    long=frozenset({TEXT_HIT}),
)
