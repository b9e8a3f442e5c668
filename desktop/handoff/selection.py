"""What may travel to whom: the consent gate applied to interviews, people and files (R1, R2).

``desktop.model.consent.may_leave`` decides, nothing here widens it. Where one person or one
file belongs to several interviews, the narrowest answer counts for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.errors import CardRefused, ConsentRefused, RevokedSigner
from desktop.handoff.history import Held, held_by
from desktop.handoff.plan import Going, Notice, PackagePlan
from desktop.i18n import _
from desktop.model.consent import Consent, Decision, Identification, Purpose, Refusal, may_leave
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard
from desktop.model.interview import InterviewDocument
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

_PAGE: Final = 200
_RECORD_SIZE: Final = 8 * 1024
"""Rough bytes of a record version with its headers, for the size shown beforehand."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """One interview as the gate saw it."""

    document: InterviewDocument
    consent: Consent | None
    consent_version: str
    decision: Decision


def plan_package(
    vault: Vault,
    recipient_fingerprint: str,
    purpose: Purpose,
    interview_ids: Sequence[str] | None = None,
    again: bool = False,
    progress: Progress = no_progress,
) -> PackagePlan:
    """Decide what goes to a recipient for a purpose, and what stays and why. Writes nothing.

    ``interview_ids``: None for every interview with news. ``again``: take along what the
    recipient already confirmed. ``CardRefused`` or ``RevokedSigner`` where the recipient's
    card may not be used, ``NoSuchRecord`` for an unknown interview.
    """
    recipient = usable_card(vault, recipient_fingerprint)
    chosen = list(interview_ids) if interview_ids is not None else list(_all_interviews(vault))
    looked = []
    for done, interview_id in enumerate(dict.fromkeys(chosen)):
        progress(done, len(chosen), _("Looking at what consent lets out"))
        looked.append(_look(vault, interview_id, purpose, recipient))
    return _Planner(vault, recipient, purpose, again, looked).plan()


def usable_card(vault: Vault, fingerprint: str) -> KnownCard:
    """The recipient's card; ``RevokedSigner`` or ``CardRefused`` where it may not be used."""
    card = vault.cards.get(fingerprint)
    if card.revoked_at is not None:
        raise RevokedSigner("the recipient's card was revoked here")
    if not card.usable:
        raise CardRefused("the recipient's card is not trusted here yet")
    return card


def check_still_holds(vault: Vault, plan: PackagePlan) -> None:
    """``ConsentRefused`` when any consent, or the recipient's card, is no longer as planned.

    Asked when the records are taken and again in the transaction that gives the file its
    name: a consent withdrawn while the package was being written stops it.
    """
    recipient = usable_card(vault, plan.recipient.fingerprint)
    if recipient.recipient_kind is not plan.recipient.recipient_kind:
        raise ConsentRefused("the recipient's kind changed since the plan was made")
    for going in plan.going:
        looked = _look(vault, going.interview_id, plan.purpose, recipient)
        if not looked.decision.allowed or looked.consent_version != going.consent_version:
            raise ConsentRefused("a consent changed since the plan was made")
    for notice in plan.notices:
        if _consent_of(vault, notice.interview_id)[1] != notice.consent_version:
            raise ConsentRefused("a consent changed since the plan was made")


def _all_interviews(vault: Vault) -> Iterator[str]:
    offset = 0
    while page := vault.interviews.summaries(InterviewFilter(), offset, _PAGE):
        yield from (summary.id for summary in page)
        offset += len(page)


def _look(vault: Vault, interview_id: str, purpose: Purpose, recipient: KnownCard) -> _Looked:
    document = vault.interviews.document(interview_id)
    consent, version = _consent_of(vault, interview_id)
    decision = may_leave(consent, purpose, recipient.recipient_kind)
    return _Looked(document, consent, version, decision)


def _consent_of(vault: Vault, interview_id: str) -> tuple[Consent | None, str]:
    """The consent as it stands and the id of its version; ("None", "") where there is none."""
    consent = vault.consents.for_interview(interview_id)
    if consent is None:
        return None, ""
    return consent, vault.versions.cut(RecordKind.CONSENT, consent.id, "sent").id
