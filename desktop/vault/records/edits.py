"""What was typed into an open form, laid over what the vault holds by then.

``before`` is what the form was filled with or last wrote, ``edited`` what stands on it now. The
tables may hold something newer than ``before``: a package came in, another job wrote.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

from desktop import canonical
from desktop.model.merge.laid_over import Landed, R, laid_over, overrules
from desktop.model.version import VersionDocument
from desktop.vault.kinds.kind import Kind
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions

_REASON = "kept before an edit over it"
_BESIDE = "typed beside the seal"


class Editable(Protocol[R]):
    """The noun of a kind whose records stand in forms that save themselves."""

    @property
    def kind(self) -> Kind[R]:
        """The kind of its records."""

    def body(self, record_id: str) -> R:
        """The whole of a record, as a version holds it; ``NoSuchRecord``."""

    def lay(self, there: R, laid: R) -> None:
        """Write what differs from what is there."""


class Edits:
    """Edits of the records of one vault. None takes back what others wrote meanwhile."""

    def __init__(self, db: Database, versions: Versions) -> None:
        self._db, self._versions = db, versions

    def record(self, noun: Editable[R], before: R, edited: R) -> Landed:
        """Lay an edit over a record.

        Over a closed one nothing is laid: the edit becomes a version beside it. ``NoSuchRecord``,
        and what the noun refuses to write.
        """
        if edited == before:
            return Landed.CLEAN
        kind = noun.kind
        record_id = kind.record_id(edited)
        with self._db.transaction():
            there = noun.body(record_id)
            if kind.closed(there):
                goes_on = partial(_has_the_words_of, kind, before)
                self._versions.cut_beside(kind.name, edited, _BESIDE, goes_on)
                return Landed.BESIDE
            landed = Landed.OVER if overrules(there, before, edited) else Landed.CLEAN
            if landed is Landed.OVER:
                self._versions.cut(kind.name, record_id, _REASON)
            noun.lay(there, laid_over(there, before, edited))
        return landed


def _has_the_words_of(kind: Kind[R], form: R, kept: VersionDocument) -> bool:
    """Whether a version holds what stood on the form, which may show the seal since."""
    there = canonical.from_plain(kept.body, kind.body, newer=True)
    return kind.in_state_of(form, there) == there
