"""Drafts: what was typed into a form and not decided. Offered again; never sent, never found.

A draft is one small JSON document for each record and form of it. It is no version and no
custody event, packages and search know nothing of it, and it goes when the form is decided.
"""

from __future__ import annotations

from typing import Any, TypeVar

from desktop import canonical
from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.vault.store.connection import Database

T = TypeVar("T")


class Drafts:
    """The drafts of one vault, one for each record and form of it. A form of any kind will do."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, form: DraftForm[T], record_id: str, draft: KeptDraft[T]) -> None:
        """Keep this draft in place of the one before."""
        body = canonical.encode(draft).decode()
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO draft VALUES (?, ?, ?)"
                " ON CONFLICT (kind, record_id) DO UPDATE SET body = excluded.body",
                (_stored(form), record_id, body),
            )

    def find(self, form: DraftForm[T], record_id: str) -> KeptDraft[T] | None:
        """The draft, or None where there is none that this release can read."""
        row = self._db.one(
            "SELECT body FROM draft WHERE kind = ? AND record_id = ?", (_stored(form), record_id)
        )
        if row is None:
            return None
        try:
            return canonical.decode(str(row[0]).encode(), form.shape)
        except canonical.NotADocument:
            return None

    def offered(self, form: DraftForm[T], record_id: str, recorded: T | None) -> T | None:
        """What to show of the draft beside what is recorded by now; None for nothing."""
        draft = self.find(form, record_id)
        return form.offered(draft, recorded) if draft else None

    def drop(self, form: DraftForm[Any], record_id: str) -> None:
        """The form was decided or emptied; without a draft this does nothing."""
        with self._db.transaction():
            self._db.execute(
                "DELETE FROM draft WHERE kind = ? AND record_id = ?", (_stored(form), record_id)
            )


def _stored(form: DraftForm[Any]) -> str:
    return f"{form.kind}/{form.part}"
