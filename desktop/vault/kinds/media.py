"""A photo or file as a kind of record: what is known of an original that never changes."""

from __future__ import annotations

from collections.abc import Collection

from desktop.model.grounds import as_file
from desktop.model.media import MEDIA_KIND, Derivative, Media, MetadataItem
from desktop.vault.kinds.kind import Grounds, Kind, Resting, found_by
from desktop.vault.search.index import HitKind
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import ChildTable, Table

MEDIA = Table(Media, "media", unmapped=("row",))
METADATA = ChildTable(MetadataItem, "media_metadata", "media_row")
DERIVATIVES = Table(Derivative, "derivative", key="parent_id", unmapped=("row",))
MEDIA_HIT = HitKind(MEDIA_KIND)


def find_media(db: Reader, media_id: str) -> Media | None:
    """The media file this id names, whichever of its ids; None where its bytes are not here."""
    found = MEDIA.get(db, media_id)
    if found is None:
        rest = "WHERE row = (SELECT media_row FROM media_alias WHERE id = ?)"
        found = next(iter(MEDIA.select(db, rest, (media_id,))), None)
    return found


def media_row(db: Database, media_id: str) -> int | None:
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


def _grounds(db: Reader, ids: Collection[str]) -> Resting:
    sql = f"SELECT media_id, interview_id FROM attachment WHERE media_id {AMONG}"  # noqa: S608
    found: dict[str, set[str]] = {}
    for media_id, interview_id in among(db, sql, ids):
        found.setdefault(media_id, set()).add(interview_id)
    return found


MEDIA_FILE: Kind[Media] = Kind(
    name=MEDIA_KIND,
    body=Media,
    grounds=Grounds(_grounds, as_file),
    free_text=(
        "Media.original_name",
        "Media.captured_at",
        "MetadataItem.key",
        "MetadataItem.value",
    ),
    table=MEDIA,
    beside={
        "media": "id",
        "media_chunk": "media_row",
        "media_metadata": "media_row",
        "derivative": "parent_id",
        "media_alias": "media_row",
        "picture_pending": "media_row",
    },
    record_id=lambda media: media.id,
    load=find_media,
    lay=_comes_with_its_bytes,
    called=_called,
    unchanging=True,
    hits={MEDIA_HIT: found_by("SELECT original_name, original_name FROM media WHERE id = ?2")},
)
