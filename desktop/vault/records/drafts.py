"""Drafts: what was typed into a form and not decided. Offered again; never sent, never found.

A draft is one small JSON document for each kind of form and record. It is no version and no
custody event, packages and search know nothing of it, and it goes when the form is decided.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from desktop import canonical
from desktop.vault.store.connection import Database

T = TypeVar("T")


class DraftKind(StrEnum):
    """The forms that keep a draft; the value is stored."""

    CONSENT = "consent"


class Drafts:
    """The drafts of one vault, one for each kind and record."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, kind: DraftKind, record_id: str, value: object) -> None:
        """Keep this value (a dataclass or plain values) in place of the one before."""
        body = canonical.encode(value).decode()
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO draft VALUES (?, ?, ?)"
                " ON CONFLICT (kind, record_id) DO UPDATE SET body = excluded.body",
                (kind.value, record_id, body),
            )

    def find(self, kind: DraftKind, record_id: str, shape: type[T]) -> T | None:
        """The draft, or None where there is none that this release can read."""
        row = self._db.one(
            "SELECT body FROM draft WHERE kind = ? AND record_id = ?", (kind.value, record_id)
        )
        if row is None:
            return None
        try:
            return canonical.decode(str(row[0]).encode(), shape)
        except canonical.NotADocument:
            return None

    def drop(self, kind: DraftKind, record_id: str) -> None:
        """The form was decided or emptied; without a draft this does nothing."""
        with self._db.transaction():
            self._db.execute(
                "DELETE FROM draft WHERE kind = ? AND record_id = ?", (kind.value, record_id)
            )
