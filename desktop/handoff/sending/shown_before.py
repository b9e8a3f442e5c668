"""Whether a recipient holds what it would be shown of an interview in another form than told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import NamesUndecided, ReplacementNames
from desktop.handoff.sending.confirmed import Confirmed
from desktop.handoff.sending.gate import Verdict
from desktop.handoff.sending.shown_records import CONSENT, consent_for, interview_for
from desktop.model.consent import RecipientKind
from desktop.showing import form_of
from desktop.vault.kinds.all import CHOSEN

if TYPE_CHECKING:
    from desktop.home.roles import Offering


class ShownBefore:
    """Asks of one recipient. ``held``: what it was sent and confirmed."""

    def __init__(self, vault: Offering, recipient: RecipientKind, held: Confirmed) -> None:
        self._vault, self._recipient, self._held = vault, recipient, held

    def consent_changed(self, interview_id: str, verdict: Verdict) -> bool:
        """Whether the consent of any form in which it was sent is another by now, or was never
        confirmed."""
        sent = self._held.derived.get(interview_id, ())
        return any(not self._holds_consent(interview_id, verdict, each.derived_id) for each in sent)

    def is_news(self, interview_id: str, verdict: Verdict) -> bool:
        """Whether it would be shown another version by now, or was never shown any. So of one in
        which places wait for somebody: what is decided there is not known."""
        form = form_of(verdict.decision, self._recipient)
        own = self._vault.derived.find(interview_id, form.key)
        if not own or not self._holds_consent(interview_id, verdict, own):
            return True
        try:
            body = interview_for(self._vault, interview_id, form).body
        except (NamesUndecided, ReplacementNames):
            return True
        version_id = self._vault.derived.version_of(CHOSEN, body)
        return not version_id or version_id not in self._held.items

    def _holds_consent(self, interview_id: str, verdict: Verdict, derived_id: str) -> bool:
        body = consent_for(self._vault, interview_id, verdict, derived_id).body
        version_id = self._vault.derived.version_of(CONSENT, body)
        return bool(version_id) and version_id in self._held.items
