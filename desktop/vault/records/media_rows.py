"""Finding a media file by any id that ever named it, or by its hash."""

from __future__ import annotations

from desktop.model.media import Media
from desktop.vault.store.connection import Database
from desktop.vault.store.tables import MEDIA


def find_media(db: Database, media_id: str) -> Media | None:
    """The media file this id names; None where its bytes are not here."""
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
