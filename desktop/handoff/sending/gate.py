"""The consent gate asked for many interviews at once, with every branch of their consents heard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.errors import CardNotTrusted, ConsentRefused, RevokedSigner
from desktop.handoff.sending.plan import Going, PackagePlan
from desktop.i18n import _
from desktop.model.consent import (
    Decision,
    Identification,
    Purpose,
    RecipientKind,
    Standing,
    cells_of,
    may_leave,
)
from desktop.model.identity import KnownCard
from desktop.progress import Pause, Progress, no_pause, no_progress, paced

if TYPE_CHECKING:
    from desktop.vault import ConsentBranches, Vault

_MANY: Final = 2000
"""Interviews or files that are decided between two safe points."""


class Verdict(NamedTuple):
    """What the gate said, and of which consent versions: the deciding one first."""

    decision: Decision
    consent_versions: tuple[str, ...]


def ask(
    vault: Vault,
    interview_ids: Collection[str],
    purpose: Purpose,
    recipient: RecipientKind,
    pause: Pause = no_pause,
) -> dict[str, Verdict]:
    """Decide for each interview whether it may leave; all are read together.

    Where a consent was changed in two places and nobody has settled it yet, each branch is
    asked and the narrowest answer counts.
    """
    found = vault.outlines.standings(interview_ids, cells_of(purpose, recipient), pause)

    # By identity: one object stands for all who said the same, and is held here.
    decided: dict[int, tuple[Standing, Decision]] = {}

    def decide(standing: Standing) -> Decision:
        known = decided.get(id(standing))
        if known is None:
            known = decided[id(standing)] = standing, may_leave(standing, purpose, recipient)
        return known[1]

    refused = Verdict(may_leave(None, purpose, recipient), ())
    return {
        each: _verdict(found[each], decide) if each in found else refused
        for each in paced(interview_ids, pause, _MANY)
    }


def _verdict(consent: ConsentBranches, decide: Callable[[Standing], Decision]) -> Verdict:
    heads = tuple(head for head, _branch in consent.heads)
    if [branch for _head, branch in consent.heads] == [consent.current]:
        return Verdict(decide(consent.current), heads)  # one branch, as nearly always
    answers = {head: decide(branch) for head, branch in consent.heads}
    decision = _narrowest([*answers.values(), decide(consent.current)])
    deciding = [head for head in heads if answers[head] == decision]
    rest = [head for head in heads if answers[head] != decision]
    return Verdict(decision, (*deciding, *rest))


def file_may_leave(users: Collection[str], verdicts: Mapping[str, Verdict]) -> bool:
    """Whether a file is attached anywhere, and every interview it is attached to lets it out.

    ``users``: the interviews it is attached to; ``verdicts``: what the gate says of each.
    """
    return bool(users) and all(verdicts[each].decision.files for each in users)


def usable_card(vault: Vault, fingerprint: str) -> KnownCard:
    """The recipient's card; ``RevokedSigner`` or ``CardRefused`` where it may not be used."""
    card = vault.cards.get(fingerprint)
    if card.revoked_at is not None:
        raise RevokedSigner("the recipient's card was revoked here")
    if not card.usable:
        raise CardNotTrusted("the recipient's card is not trusted here yet")
    return card


def check_still_holds(vault: Vault, plan: PackagePlan, progress: Progress = no_progress) -> None:
    """``ConsentRefused`` when a consent, or who the recipient is, is no longer as planned.

    Asked when the records are taken and again in the transaction that gives the file its
    name: a consent withdrawn while the package was being written stops it.
    """
    recipient = usable_card(vault, plan.recipient.fingerprint)
    if recipient.recipient_kind is not plan.recipient.recipient_kind:
        raise ConsentRefused("the recipient is taken for another kind since the plan was made")

    def pause() -> None:
        progress(0, 1, _("Looking at what consent lets out"))

    _Check(vault, plan, pause).all()


class _Check:
    """A plan, asked of the gate anew."""

    def __init__(self, vault: Vault, plan: PackagePlan, pause: Pause) -> None:
        self._vault, self._plan, self._pause = vault, plan, pause
        self._users = vault.outlines.users(plan.media_ids(pause), pause)
        asked = {each for users in self._users.values() for each in users}
        asked.update(going.interview_id for going in paced(plan.going, pause, _MANY))
        asked.update(notice.interview_id for notice in plan.notices)
        kind = plan.recipient.recipient_kind
        self._verdicts = ask(vault, asked, plan.purpose, kind, pause)

    def all(self) -> None:
        """``ConsentRefused`` for the first thing that is no longer as planned."""
        for going in paced(self._plan.going, self._pause, _MANY):
            _refuse_closed(self._verdicts[going.interview_id], going)
            self._check_files(going)
        self._check_named()
        for notice in self._plan.notices:
            _refuse_changed(self._verdicts[notice.interview_id], notice.consent_versions)

    def _check_files(self, going: Going) -> None:
        """The files of an interview: still its own, and let out by all they are attached to."""
        for entry in going.media:
            users = self._users.get(entry.media_id, ())
            if going.interview_id not in users:
                raise ConsentRefused("the plan takes files that are no longer of the interview")
            if not file_may_leave(users, self._verdicts):
                raise ConsentRefused("the plan takes files that were not agreed to")

    def _check_named(self) -> None:
        """People whose own record travels: still those of their interviews, and of no other that
        goes without a name."""
        going = paced(self._plan.going, self._pause, _MANY)
        whose = {each.interview_id: each.person_id for each in going}
        named = frozenset(whose.values()) - {None}
        for outline in self._vault.outlines.interviews(whose, self._pause) if named else ():
            planned = whose[outline.id]
            if planned is None and outline.person_id in named:
                raise ConsentRefused("the plan names the person of an interview without a name")
            if planned is not None and outline.person_id != planned:
                raise ConsentRefused("the plan names another person than the interview")


def _refuse_changed(verdict: Verdict, consent_versions: tuple[str, ...]) -> None:
    if verdict.consent_versions != consent_versions:
        raise ConsentRefused("a consent changed since the plan was made")


def _refuse_closed(verdict: Verdict, going: Going) -> None:
    _refuse_changed(verdict, going.consent_versions)
    if not verdict.decision.allowed:
        raise ConsentRefused("a consent changed since the plan was made")
    if going.person_id and verdict.decision.identification is not Identification.FULL_NAME:
        raise ConsentRefused("the plan names a person who did not agree to it")


def _narrowest(decisions: list[Decision]) -> Decision:
    """The first refusal; else the least identification, and files only where all allow them."""
    order = list(Identification)
    refused = [decision for decision in decisions if not decision.allowed]
    if refused:
        return refused[0]
    least = min(decisions, key=lambda decision: order.index(decision.identification))
    return Decision(None, least.identification, all(decision.files for decision in decisions))
