"""Drafts: what was typed into a form and not decided. Offered again; never sent, never found.

A draft is one small JSON document for each record and form of it. It is no version and no
custody event, packages and search know nothing of it, and it goes when the form is decided.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from typing import Any, Final, TypeVar

from desktop import canonical
from desktop.model.changes import Part
from desktop.model.kept_draft import EARLIER, LEFT_AT, DraftForm, KeptDraft, Unfinished
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database

T = TypeVar("T")

_UNFINISHED: Final = f"kind NOT LIKE '%/{LEFT_AT}' AND kind NOT LIKE '%/{EARLIER}/%'"
_OF_FORM: Final = "kind > ? AND kind < ?"
_OF_RECORDS: Final = (
    f"SELECT DISTINCT record_id FROM draft WHERE {_UNFINISHED} AND record_id {AMONG}"  # noqa: S608
)
_ALL: Final = f"SELECT kind, record_id FROM draft WHERE {_UNFINISHED} ORDER BY kind, record_id"  # noqa: S608


class Drafts:
    """The drafts of one vault, one for each record and form of it. A form of any kind will do."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, form: DraftForm[T], record_id: str, draft: KeptDraft[T]) -> None:
        """Keep this draft in place of the one before."""
        body = canonical.encode(draft).decode()
        key = (form.name, record_id)
        with self._db.transaction():
            again = self._db.execute(
                "UPDATE draft SET body = ? WHERE kind = ? AND record_id = ?", (body, *key)
            )
            if not again:
                self._db.execute("INSERT INTO draft VALUES (?, ?, ?)", (*key, body))
                self._db.touch(Part.DRAFT, record_id)

    def find(self, form: DraftForm[T], record_id: str) -> KeptDraft[T] | None:
        """The draft, or None where there is none that this release can read."""
        row = self._db.one(
            "SELECT body FROM draft WHERE kind = ? AND record_id = ?", (form.name, record_id)
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
            dropped = self._db.execute(
                "DELETE FROM draft WHERE kind = ? AND record_id = ?", (form.name, record_id)
            )
            if dropped:
                self._db.touch(Part.DRAFT, record_id)

    def keep_earlier(
        self, form: DraftForm[T], record_id: str, draft: KeptDraft[T], at: Moment, most: int
    ) -> None:
        """Keep one more of them, as it stood at this time; beyond ``most`` the oldest go."""
        body, here = canonical.encode(draft).decode(), _range(form, record_id)
        with self._db.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", (here[0] + at.utc, record_id, body)
            )
            self._db.execute(
                f"DELETE FROM draft WHERE {_OF_FORM} AND kind NOT IN (SELECT kind FROM draft"  # noqa: S608
                f" WHERE {_OF_FORM} ORDER BY kind DESC LIMIT ?)",
                (*here, *here, most),
            )

    def last_earlier(self, form: DraftForm[Any], record_id: str) -> str:
        """When the newest of them was kept, as ``Moment.utc``; "" where there is none."""
        here = _range(form, record_id)
        row = self._db.one(f"SELECT max(kind) FROM draft WHERE {_OF_FORM}", here)  # noqa: S608
        return str(row[0])[len(here[0]) :] if row and row[0] else ""

    def earlier(self, form: DraftForm[T], record_id: str) -> list[T]:
        """All of them that this release can read, newest first."""
        rows = self._db.all(
            f"SELECT body FROM draft WHERE {_OF_FORM} ORDER BY kind DESC",  # noqa: S608
            _range(form, record_id),
        )
        found = []
        for (body,) in rows:
            with contextlib.suppress(canonical.NotADocument):
                found.append(canonical.decode(str(body).encode(), form.shape).typed)
        return found

    def unfinished(self) -> list[Unfinished]:
        """Every draft that is kept, by its form and what people call its record; no mere place."""
        rows = self._db.all(_ALL)
        return [Unfinished(form, id_, self._called(form, id_)) for form, id_ in rows]

    def of_records(self, record_ids: Collection[str]) -> set[str]:
        """Those of the records of which a draft is kept."""
        return {id_ for (id_,) in among(self._db, _OF_RECORDS, record_ids)}

    def _called(self, form: str, record_id: str) -> str:
        kind = BY_NAME.get(RecordKind(form.partition("/")[0]))
        return kind.called(self._db, record_id) if kind and record_id else ""


def _range(form: DraftForm[Any], record_id: str) -> tuple[str, str]:
    """Between which names several of one record are stored; the moment follows the first."""
    prefix = f"{form.name}/{record_id}/"
    return prefix, f"{prefix}~"
