"""Which file was made of which by covering parts of it: kept, and found from either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.errors import NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.media import MEDIA_KIND, Media
from desktop.model.redacted import Redaction
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.media import every_id_of, find_media, said_under
from desktop.vault.kinds.redacted import REDACTED, REDACTIONS, about, of_what
from desktop.vault.records.records import Records
from desktop.vault.store.connection import Database

MOST: Final = 50
"""New files of one that are told."""


class Redactions(Records[Redaction]):
    """Those of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        super().__init__(db, custody, REDACTED)

    def came(self, redaction: Redaction) -> None:
        """Keep of what a new file was made, and log it of both, in the transaction in which it
        comes in. ``NoSuchRecord`` where one of the two is not here."""
        for each in (redaction.media_id, redaction.parent_id):
            if find_media(self._db, each) is None:
                raise NoSuchRecord("no media file has this id")
        self._add(redaction)
        both = ((MEDIA_KIND, redaction.media_id), (MEDIA_KIND, redaction.parent_id))
        count = str(len(redaction.parts))
        for kind, id_ in both:
            detail = {"of": redaction.parent_id, "made": redaction.media_id, "parts": count}
            self._custody.append(CustodyKind.REDACTION, kind, id_, detail)

    def made(self, media_id: str) -> tuple[Redaction, ...]:
        """Of what this file was made, by its own word or by that of who sent it; none of one that
        came as it is."""
        return tuple(self.get(each) for each in of_what(self._db, said_under(self._db, media_id)))

    def made_of(self, media_id: str) -> tuple[tuple[Redaction, Media], ...]:
        """What was made of this file and is here, the oldest first; of very many the first ones
        by their ids: whoever was sent a file may say of many that they were made of it."""
        return tuple(sorted(self._made_of(media_id), key=lambda each: each[0].created_at.utc))

    def _made_of(self, media_id: str) -> Iterator[tuple[Redaction, Media]]:
        ids = every_id_of(self._db, media_id)
        for each in about(self._db, ids)[:MOST]:
            found = REDACTIONS.get(self._db, each)
            if found is None or found.parent_id not in ids:
                continue
            made = find_media(self._db, found.media_id)
            if made is not None and found.media_id in said_under(self._db, found.media_id):
                yield found, made
