"""Consent as it stands and as it stood: every save is a version of its own (R1, R2)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from desktop import canonical
from desktop.errors import DamagedVault, NoSuchRecord, RecordClosed, RecordOvertaken
from desktop.home.packages import SentSummary
from desktop.model.consent import CONSENT_KIND, Consent, decided_last
from desktop.model.custody import CustodyKind
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.consent import CONSENT, CONSENTS
from desktop.vault.records.packages import Packages
from desktop.vault.store.connection import Database
from desktop.vault.versions.rows import history
from desktop.vault.versions.versions import Versions
from desktop.vault.versions.working_state import mark_edited


class Consents:
    """The consents of one vault."""

    kind = CONSENT

    def __init__(
        self, db: Database, custody: CustodyLog, versions: Versions, packages: Packages
    ) -> None:
        self._db, self._custody = db, custody
        self._versions, self._packages = versions, packages

    def for_interview(self, interview_id: str) -> Consent | None:
        """What the person decided last about this interview; None where nobody asked."""
        found = CONSENTS.select(self._db, "WHERE interview_id = ?", (interview_id,))
        return decided_last([self._as_decided(consent) for consent in found])

    def _as_decided(self, shown: Consent) -> Consent:
        """The consent as its versions say, whatever the tables show of it: as far as they are
        here, because a check names what is not."""
        deciding = None
        with suppress(DamagedVault):
            deciding = self._versions.deciding(CONSENT_KIND, shown.id)
        if deciding is None:
            return shown
        body = self._versions.get(deciding.version_id).document.body
        return canonical.from_plain(body, Consent)

    def save(self, consent: Consent, reason: str = "") -> None:
        """Record what the person decided, as a new version; nothing where nothing differs.

        ``RecordClosed`` for a consent that was withdrawn: agreeing again is a new consent.
        """
        shown = CONSENTS.get(self._db, consent.id)
        stored = self._as_decided(shown) if shown else None
        if stored == consent:
            return
        if stored is not None and stored.withdrawn_at is not None:
            raise RecordClosed("the consent was withdrawn; agreeing again is a new consent")
        self._keep(consent, reason)

    def decide(self, consent: Consent, base: Consent | None) -> None:
        """Record a decision that was typed over ``base``, the consent as it stood then.

        ``RecordOvertaken`` where the vault holds another decision by now, so that answers
        nobody touched never come back wider; ``RecordClosed`` as in :meth:`save`.
        """
        with self._db.transaction():
            if self.for_interview(consent.interview_id) != base:
                raise RecordOvertaken("another decision was recorded meanwhile")
            self.save(consent, "decided by the person")

    def _keep(self, consent: Consent, reason: str) -> None:
        with self._db.transaction():
            CONSENTS.put(self._db, consent)
            mark_edited(self._db, CONSENT_KIND, consent.id)
            version = self._versions.cut(CONSENT_KIND, consent.id, reason)
            state = "withdrawn" if consent.withdrawn_at else "given"
            detail = {"consent": consent.id, "version": version.id, "state": state}
            self._custody.append(CustodyKind.CONSENT, INTERVIEW_KIND, consent.interview_id, detail)

    def withdraw(self, interview_id: str, reason: str) -> list[SentSummary]:
        """Close the interview to every purpose; the packages it has already gone out in.

        A second time changes nothing. ``NoSuchRecord`` where no consent was recorded.
        """
        consent = self.for_interview(interview_id)
        if consent is None:
            raise NoSuchRecord("no consent was recorded for this interview")
        if consent.withdrawn_at is None:
            now = Moment.now()
            self._keep(replace(consent, withdrawn_at=now, withdrawn_reason=reason), "withdrawn")
        return self._packages.sent_with(interview_id)

    def history(self, interview_id: str) -> list[Consent]:
        """What the person decided about this interview over time, oldest first."""
        ids = self._db.all("SELECT id FROM consent WHERE interview_id = ?", (interview_id,))
        versions = [version for (id_,) in ids for version in history(self._db, id_)]
        versions.sort(key=lambda version: version.document.created_at)
        return [canonical.from_plain(version.document.body, Consent) for version in versions]
