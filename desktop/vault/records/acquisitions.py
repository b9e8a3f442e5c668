"""How files came, as people said it; which of them came together in one import."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from desktop.errors import NoSuchRecord
from desktop.model.acquisition import SAID, Acquisition, nothing_said, said_in, with_said
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.acquisition import ACQUISITION, ACQUISITIONS, about
from desktop.vault.kinds.media import every_id_of, media_row
from desktop.vault.records.records import Records
from desktop.vault.store.connection import Database

_CAME: Final = "INSERT INTO came_with (media_row, batch) VALUES (?, ?) ON CONFLICT DO NOTHING"
_TOGETHER: Final = (
    "SELECT m.id FROM came_with c CROSS JOIN came_with o ON o.batch = c.batch"
    " CROSS JOIN media m ON m.row = o.media_row WHERE c.media_row = ? ORDER BY o.media_row"
)


_LAST: Final = (
    "SELECT m.id FROM (SELECT media_row FROM came_with ORDER BY media_row DESC LIMIT 2000) c"
    " JOIN media m ON m.row = c.media_row"
    " WHERE EXISTS (SELECT 1 FROM acquisition a WHERE a.media_id = m.id)"
    " ORDER BY c.media_row DESC LIMIT 1"
)


class Acquisitions(Records[Acquisition]):
    """Those of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        super().__init__(db, custody, ACQUISITION)

    def of_file(self, media_id: str) -> tuple[Acquisition, ...]:
        """All that was said of a file, under any id of it: of the one that it is kept under first.
        More than one only where two vaults had the same bytes."""
        found = (ACQUISITIONS.get(self._db, each) for each in about(self._db, self._ids(media_id)))
        return tuple(each for each in found if each is not None)

    def said_of(self, media_id: str) -> Acquisition:
        """What an edit of it goes on from; nothing in it where nobody said anything yet."""
        found = self.of_file(media_id)
        return found[0] if found else nothing_said((self._ids(media_id) or (media_id,))[0])

    def said_last(self) -> dict[str, str]:
        """By field, what was said of the newest file that came in an import and of which anything
        was said: the next part of a card comes from where the last did."""
        row = self._db.one(_LAST)
        said = said_in(self.said_of(row[0])) if row else {}
        return {field: words for field, words in said.items() if words}

    def say(self, media_ids: Collection[str], said: Mapping[str, str]) -> int:
        """Say this of each file, by field (:data:`SAID`), and leave the rest as each has it; how
        many are another now. ``NoSuchRecord`` where one is not here, and then nothing is said."""
        if said.keys() - set(SAID):
            raise ValueError("nothing of that name is said of a file")
        with self._db.transaction():
            return sum(self._say(each, said) for each in media_ids)

    def _say(self, media_id: str, said: Mapping[str, str]) -> bool:
        if not self._ids(media_id):
            raise NoSuchRecord("no media file has this id")
        before = self.said_of(media_id)
        after = with_said(before, said)
        if after == before:
            return False
        if self.find(before.id) is None:
            self._add(after)
        else:
            self.save(after)
        return True

    def came(self, media_id: str, batch: str) -> None:
        """Keep that a new file came in this import: an id that no other import has."""
        self._db.execute(_CAME, (media_row(self._db, media_id), batch))

    def together(self, media_id: str) -> tuple[str, ...]:
        """The files that are here and came in the same import, in their order, this one among
        them; none where it came otherwise."""
        row = media_row(self._db, media_id)
        return tuple(id_ for (id_,) in self._db.all(_TOGETHER, (row,)))

    def _ids(self, media_id: str) -> tuple[str, ...]:
        return every_id_of(self._db, media_id)
