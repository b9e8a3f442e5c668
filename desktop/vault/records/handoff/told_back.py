"""What recipients record about interviews that they were shown in another form, heard for the
interviews themselves.

It is recorded here as well, by this home: so the gate closes, every other form and whoever holds
what was said are told, and it stays so until somebody here decides again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from desktop import canonical
from desktop.home.derived import own_derived
from desktop.model.consent import Consent
from desktop.model.consent.told_back import closed_unread, told_back
from desktop.model.version import RecordVersion
from desktop.vault.kinds.consent import CONSENTS
from desktop.vault.records.consents import Consents
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions

_SOURCE: Final = "SELECT source_id FROM derived WHERE derived_id = ?"
_HERE: Final = "SELECT 1 FROM interview WHERE id = ?"


class ToldBack:
    """Those of one vault. ``ours``: its fingerprint."""

    def __init__(self, db: Database, versions: Versions, consents: Consents, ours: str) -> None:
        self._db, self._versions, self._consents, self._ours = db, versions, consents, ours

    def interview_of(self, record_id: str) -> str:
        """The interview of this vault that a derived interview, or its consent, shows; "" where
        none is here."""
        source = self._source_of(record_id)
        consent = CONSENTS.get(self._db, source) if source else None
        found = consent.interview_id if consent else source
        return found if self._db.one(_HERE, (found,)) else ""

    def hear(self, version: RecordVersion, body: Consent | None) -> None:
        """Record what a version that just came in takes away from the interview that it is about
        in another form; nothing where that is not here. ``body``: None of one that is kept unread.
        """
        record_id, author = version.document.record_id, version.document.author
        interview_id = self.interview_of(record_id) if author != self._ours else ""
        if interview_id:
            self._consents.take_back(interview_id, self._less(version, body))

    def _less(self, version: RecordVersion, body: Consent | None) -> Callable[[Consent], Consent]:
        """What is left of a consent."""
        document = version.document
        if body is None:
            closes = document.closes
            at = closes.closed_at if closes else None
            return lambda consent: closed_unread(consent, at or document.created_at)
        sent = self._sent(version)
        return lambda consent: told_back(consent, body, sent or consent)

    def _sent(self, version: RecordVersion) -> Consent | None:
        """The consent of what they were shown, as they went on from it: else the last one."""
        history = self._versions.history(version.document.record_id)
        own = own_derived(history, self._ours) or [h for h in history if h.document.derived_from]
        found = _first_among({each.id for each in own}, version, history) or (
            own[-1].id if own else ""
        )
        plain = next((each.document.body for each in own if each.id == found), None)
        return canonical.from_plain(plain, Consent, newer=True) if plain is not None else None

    def _source_of(self, record_id: str) -> str:
        row = self._db.one(_SOURCE, (record_id,))
        if row is not None:
            return str(row[0])
        # Another home of this organisation may have made it.
        said = (each.document.derived_from for each in self._versions.history(record_id))
        return next(filter(None, said), "")


def _first_among(wanted: set[str], start: RecordVersion, history: Iterable[RecordVersion]) -> str:
    """The nearest of some versions that one goes on from; "" where it goes on from none."""
    parents = {each.id: each.document.parents for each in history}
    near, met = list(start.document.parents), set[str]()
    while near:
        found = wanted.intersection(near)
        if found:
            return min(found)
        met.update(near)
        near = [p for each in near for p in parents.get(each, ()) if p not in met]
    return ""
