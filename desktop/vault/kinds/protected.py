"""Where protected names lie: no kind of record, since nothing of them ever travels.

An entry of somebody whose record is here lies beside that record: it goes when the record goes,
and a copy of all that is held about the person has it.
"""

from __future__ import annotations

from typing import Final

from desktop.model.protected import ProtectedName
from desktop.vault.store.connection import Reader
from desktop.vault.store.table import Table

PROTECTED: Final = Table(ProtectedName, "protected_name")

PROTECTED_BESIDE: Final = {PROTECTED.name: "person_id"}
"""For the kind of whose records an entry may be."""


def protected_person(db: Reader, person_id: str) -> ProtectedName | None:
    """The entry of a person, with the forms that were written down beside those of the record;
    None where the person is not protected by name."""
    found = PROTECTED.select(db, "WHERE person_id = ?1 AND person_id != ''", (person_id,))
    return found[0] if found else None
