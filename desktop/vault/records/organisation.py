"""The organisation that is responsible for what this vault records, as it was filled in here."""

from __future__ import annotations

from typing import Final

from desktop import canonical
from desktop.model.organisation import Organisation
from desktop.vault.store.connection import Database

_READ: Final = "SELECT document FROM organisation"
_SAVE: Final = (
    "INSERT INTO organisation (id, document) VALUES (1, ?)"
    " ON CONFLICT (id) DO UPDATE SET document = excluded.document"
)


class OwnOrganisation:
    """One for a vault."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def read(self) -> Organisation:
        """As it was saved last; nothing is said of it where nobody filled it in."""
        row = self._db.one(_READ)
        return canonical.decode_kept(row[0], Organisation) if row else Organisation()

    def save(self, organisation: Organisation) -> None:
        """Keep it; the texts that were read out before stay as they were."""
        with self._db.transaction():
            self._db.execute(_SAVE, (canonical.encode(organisation),))
