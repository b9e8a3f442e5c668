"""The consent gate asked for one interview, with every branch of its consent heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop import canonical
from desktop.errors import CardNotTrusted, ConsentRefused, RevokedSigner
from desktop.handoff.sending.plan import Going, PackagePlan
from desktop.model.consent import (
    Consent,
    Decision,
    Identification,
    Purpose,
    RecipientKind,
    may_leave,
)
from desktop.model.identity import KnownCard

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate said, and of which consent versions: the deciding one first."""

    decision: Decision
    consent_versions: tuple[str, ...]


def ask(vault: Vault, interview_id: str, purpose: Purpose, recipient: RecipientKind) -> Verdict:
    """Decide whether an interview may leave.

    Where its consent was changed in two places and nobody has settled it yet, each branch is
    asked and the narrowest answer counts.
    """
    consent = vault.consents.for_interview(interview_id)
    if consent is None:
        return Verdict(may_leave(None, purpose, recipient), ())
    heads = vault.versions.heads(consent.id)
    branches = [canonical.from_plain(head.document.body, Consent) for head in heads]
    answers = [may_leave(branch, purpose, recipient) for branch in branches]
    current = may_leave(consent, purpose, recipient)
    decision = _narrowest([*answers, current])
    deciding = [head.id for head, own in zip(heads, answers, strict=True) if own == decision]
    rest = [head.id for head in heads if head.id not in deciding]
    return Verdict(decision, (*deciding, *rest))


def file_may_leave(vault: Vault, media_id: str, verdict: Callable[[str], Verdict]) -> bool:
    """Whether a file is attached anywhere, and every interview it is attached to lets it out.

    ``verdict``: what the gate says of an interview, by its id.
    """
    interviews = vault.media.attached_to(media_id)
    return bool(interviews) and all(verdict(each).decision.files for each in interviews)


def usable_card(vault: Vault, fingerprint: str) -> KnownCard:
    """The recipient's card; ``RevokedSigner`` or ``CardRefused`` where it may not be used."""
    card = vault.cards.get(fingerprint)
    if card.revoked_at is not None:
        raise RevokedSigner("the recipient's card was revoked here")
    if not card.usable:
        raise CardNotTrusted("the recipient's card is not trusted here yet")
    return card


def check_still_holds(vault: Vault, plan: PackagePlan) -> None:
    """``ConsentRefused`` when a consent, or who the recipient is, is no longer as planned.

    Asked when the records are taken and again in the transaction that gives the file its
    name: a consent withdrawn while the package was being written stops it.
    """
    recipient = usable_card(vault, plan.recipient.fingerprint)
    if recipient.recipient_kind is not plan.recipient.recipient_kind:
        raise ConsentRefused("the recipient is taken for another kind since the plan was made")

    @cache
    def verdict(interview_id: str) -> Verdict:
        return ask(vault, interview_id, plan.purpose, recipient.recipient_kind)

    for going in plan.going:
        _check_going(vault, going, verdict(going.interview_id))
    if not all(file_may_leave(vault, entry.media_id, verdict) for entry in plan.media):
        raise ConsentRefused("the plan takes files that were not agreed to")
    for notice in plan.notices:
        if verdict(notice.interview_id).consent_versions != notice.consent_versions:
            raise ConsentRefused("a consent changed since the plan was made")


def _check_going(vault: Vault, going: Going, verdict: Verdict) -> None:
    if not verdict.decision.allowed or verdict.consent_versions != going.consent_versions:
        raise ConsentRefused("a consent changed since the plan was made")
    if going.person_id is None:
        return
    if verdict.decision.identification is not Identification.FULL_NAME:
        raise ConsentRefused("the plan names a person who did not agree to it")
    if vault.interviews.get(going.interview_id).person_id != going.person_id:
        raise ConsentRefused("the plan names another person than the interview")


def _narrowest(decisions: list[Decision]) -> Decision:
    """The first refusal; else the least identification, and files only where all allow them."""
    order = list(Identification)
    refused = [decision for decision in decisions if not decision.allowed]
    if refused:
        return refused[0]
    least = min(decisions, key=lambda decision: order.index(decision.identification))
    return Decision(None, least.identification, all(decision.files for decision in decisions))
