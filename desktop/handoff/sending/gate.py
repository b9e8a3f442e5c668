"""The consent gate asked for many interviews at once, with every branch of their consents heard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop.errors import CardNotTrusted, ConsentRefused, RevokedSigner
from desktop.handoff.sending.hidden import held_back, hiding, naming
from desktop.handoff.sending.plan import Going, Item, PackagePlan
from desktop.handoff.sending.whole import ABOUT_FILES, missing
from desktop.i18n import _
from desktop.model.consent import (
    Decision,
    Purpose,
    RecipientKind,
    Refusal,
    Standing,
    cells_of,
    may_leave,
    narrowest_decision,
)
from desktop.model.grounds import why_it_stays
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from desktop.progress import Pause, Progress, no_pause, no_progress, paced
from desktop.showing import form_of
from desktop.showing.register import kept_from
from desktop.vault.kinds.all import BY_NAME, KINDS
from desktop.vault.kinds.kind import AboutNobody, Kind

if TYPE_CHECKING:
    from desktop.home.roles import Deciding, Trusting
    from desktop.model.consent import ConsentBranches

_MANY: Final = 2000
"""Interviews that are decided between two safe points."""

_FEW: Final = 500
"""Interviews whose records are listed between two safe points."""

_AT_ONCE: Final = 500
"""Interviews whose records are looked at together: what these rest on lies at random, and each page
is deciphered once for all of them."""


class Verdict(NamedTuple):
    """What the gate said, and of which consent versions: the deciding one first. ``answered``: as
    of ``ConsentBranches``."""

    decision: Decision
    consent_versions: tuple[str, ...]
    answered: bool = True


def ask(
    vault: Deciding,
    interview_ids: Collection[str],
    purpose: Purpose,
    recipient: RecipientKind,
    pause: Pause = no_pause,
) -> dict[str, Verdict]:
    """Decide for each interview whether it may leave; all are read together.

    Where several were decided and nobody who may has settled it yet, each is asked and the
    narrowest answer counts. ``SavesLost``, ``DamagedVault``.
    """
    vault.outlines.refuse_unlooked()
    found = vault.outlines.standings(interview_ids, cells_of(purpose, recipient), pause)

    # By identity: one object stands for all who said the same, and is held here.
    decided: dict[int, tuple[Standing, Decision]] = {}

    def decide(standing: Standing) -> Decision:
        known = decided.get(id(standing))
        if known is None:
            known = decided[id(standing)] = standing, may_leave(standing, purpose, recipient)
        return known[1]

    refused = Verdict(may_leave(None, purpose, recipient), ())
    verdicts = {
        each: _verdict(found[each], decide) if each in found else refused
        for each in paced(interview_ids, pause, _MANY)
    }
    return verdicts | _hiding(vault, verdicts, recipient, pause)


def _hiding(
    vault: Deciding, verdicts: Mapping[str, Verdict], recipient: RecipientKind, pause: Pause
) -> dict[str, Verdict]:
    """The verdicts on those in which a name stands that is kept from the recipient."""
    if not keeps_names(vault, recipient):
        return {}
    told = [
        (each, form_of(verdict.decision, recipient))
        for each, verdict in verdicts.items()
        if verdict.decision.as_told
    ]
    found = ((each, verdicts[each]) for each in hiding(vault, told, pause))
    return {
        each: verdict._replace(decision=replace(verdict.decision, hidden=True))
        for each, verdict in found
    }


def keeps_names(vault: Deciding, recipient: RecipientKind) -> bool:
    """Whether any protected name is kept from this kind of recipient."""
    return any(kept_from(each, recipient) for each in vault.protected.all())


def _verdict(consent: ConsentBranches, decide: Callable[[Standing], Decision]) -> Verdict:
    heads = tuple(head for head, _branch in consent.heads)
    answers = {head: decide(branch) for head, branch in consent.heads}
    if len(heads) == 1:  # as nearly always
        return Verdict(_if_answered(consent, answers[heads[0]]), heads, consent.answered)
    decision = narrowest_decision(answers.values())
    deciding = [head for head in heads if answers[head] == decision]
    rest = [head for head in heads if answers[head] != decision]
    return Verdict(_if_answered(consent, decision), (*deciding, *rest), consent.answered)


def _if_answered(consent: ConsentBranches, decision: Decision) -> Decision:
    """What others agreed to alone opens nothing."""
    if decision.allowed and not consent.answered:
        return Decision(Refusal.ONLY_BY_OTHERS)
    return decision


def usable_card(vault: Trusting, fingerprint: str) -> KnownCard:
    """The recipient's card; ``RevokedSigner`` or ``CardRefused`` where it may not be used."""
    card = vault.cards.get(fingerprint)
    if card.revoked_at is not None:
        raise RevokedSigner("the recipient's card was revoked here")
    if not card.usable:
        raise CardNotTrusted("the recipient's card is not trusted here yet")
    return card


def check_still_holds(vault: Deciding, plan: PackagePlan, progress: Progress = no_progress) -> None:
    """``ConsentRefused`` when a consent, or who the recipient is, is no longer as planned;
    ``DamagedVault`` where the vault does not hold what was written of them last.

    Asked when the records are taken and again in the transaction that gives the file its
    name: a consent withdrawn while the package was being written stops it.
    """
    recipient = usable_card(vault, plan.recipient.fingerprint)
    if recipient.recipient_kind is not plan.recipient.recipient_kind:
        raise ConsentRefused("the recipient is taken for another kind since the plan was made")

    def pause() -> None:
        progress(0, 1, _("Checking consent"))

    _Check(vault, plan, pause).all()


class _Check:
    """A plan, asked of the gate anew."""

    def __init__(self, vault: Deciding, plan: PackagePlan, pause: Pause) -> None:
        self._vault, self._plan, self._pause = vault, plan, pause
        self._verdicts: dict[str, Verdict] = {}
        self._names_kept = keeps_names(vault, plan.recipient.recipient_kind)
        self._about_files: dict[RecordKind, set[str]] = {each: set() for each in ABOUT_FILES}

    def all(self) -> None:
        """``ConsentRefused`` for the first thing that is no longer as planned."""
        notices = self._plan.notices
        self._vault.outlines.refuse_older(self._pause)
        # Once for all of them: each look reads all consents, however few are asked.
        told = [notice.interview_id for notice in notices]
        told += [each.interview_id for each in paced(self._plan.going, self._pause, _FEW)]
        self._ask(told)
        for notice in notices:
            _refuse_changed(self._verdicts[notice.interview_id], notice.consent_versions)
        self._check_along()
        going = paced(self._plan.going, self._pause, _FEW)
        while several := list(islice(going, _AT_ONCE)):
            self._check_going(several)
        if missing(self._vault, self._plan, self._about_files, self._pause):
            raise ConsentRefused("the plan tells of files that do not all go")

    def _check_along(self) -> None:
        for item in self._plan.along:
            _refuse_somebody(item)
        along = {item.id: item.kind for item in self._plan.along}
        if naming(self._vault, along, self._plan.recipient.recipient_kind, self._pause):
            raise ConsentRefused("the plan takes a record in which a protected name stands")

    def _ask(self, interview_ids: Collection[str]) -> None:
        new = {each for each in interview_ids if each not in self._verdicts}
        purpose, kind = self._plan.purpose, self._plan.recipient.recipient_kind
        if new:
            self._verdicts |= ask(self._vault, new, purpose, kind, self._pause)

    def _check_going(self, several: Sequence[Going]) -> None:
        for going in several:
            verdict = self._verdicts[going.interview_id]
            _refuse_changed(verdict, going.consent_versions)
            _refuse_wider(verdict.decision, going)
        for kind in KINDS:
            paced_going = paced(several, self._pause, _FEW)
            items = [(item, each) for each in paced_going for item in each.items(kind.name)]
            self._check(kind, items)
        for going in several:
            self._check_files(going)

    def _check_files(self, going: Going) -> None:
        """None of its files was held back by a person since."""
        if not going.media or (going.decision.as_told and not self._names_kept):
            return
        form = form_of(going.decision, self._plan.recipient.recipient_kind)
        ids = [each.media_id for each in going.media]
        if held_back(self._vault, going.interview_id, form, ids, self._pause):
            raise ConsentRefused("a file was held back since the plan was made")

    def _check(self, kind: Kind[Any], items: Sequence[tuple[Item, Going]]) -> None:
        """Each of these still rests on what was planned, and all it rests on lets it out."""
        if isinstance(kind.grounds, AboutNobody):
            for item, _going in items:
                _refuse_somebody(item)
            return
        if items and not kind.grounds.go_to(self._plan.recipient.recipient_kind):
            raise ConsentRefused("the plan takes a record that stays with the organisation")
        ids = {item.id for item, _going in items}
        resting = self._vault.outlines.grounds(kind.name, ids, self._pause)
        self._ask({each for grounds in resting.values() for each in grounds})
        if kind.name in ABOUT_FILES:
            several = {id_ for id_, grounds in resting.items() if len(grounds) > 1}
            self._about_files[kind.name] |= several
        for item, going in paced(items, self._pause, _MANY):
            grounds = resting.get(item.id, ())
            if going.interview_id not in item.grounds or not set(item.grounds) <= set(grounds):
                raise ConsentRefused("the plan lets a record rest on another than it does")
            answers = (self._verdicts[each].decision for each in grounds)
            if why_it_stays(kind.grounds.condition, answers) is not None:
                raise ConsentRefused("the plan takes a record that was not agreed to")


def _refuse_somebody(item: Item) -> None:
    if item.grounds or not isinstance(BY_NAME[item.kind].grounds, AboutNobody):
        raise ConsentRefused("the plan takes a record about somebody for one about nobody")


def _refuse_wider(decision: Decision, going: Going) -> None:
    """The package says what each consent lets out, and who reads it goes by that."""
    if going.decision != decision:
        raise ConsentRefused("the plan says another thing of a consent than it does")


def _refuse_changed(verdict: Verdict, consent_versions: tuple[str, ...]) -> None:
    if verdict.consent_versions != consent_versions:
        raise ConsentRefused("a consent changed since the plan was made")
