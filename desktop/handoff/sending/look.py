"""One offer, read from the vault: each thing for all interviews in one pass, records in pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.handoff.format.kind_numbers import KINDS
from desktop.handoff.format.travelling import ABOUT_NOBODY, PLAIN, going_to
from desktop.handoff.sending import gate
from desktop.handoff.sending.all_looked import AllLooked, kept
from desktop.handoff.sending.confirmed import confirmed_by
from desktop.handoff.sending.following import Followers, Following, Group
from desktop.handoff.sending.gate import Verdict
from desktop.handoff.sending.hidden import naming
from desktop.handoff.sending.looked import Follows, Kept, Looked, packed_kept, packed_versions
from desktop.handoff.sending.news import records_with_news
from desktop.handoff.sending.offer import Offer
from desktop.handoff.sending.packed import Packed, pack
from desktop.handoff.sending.plan import Item, Notice
from desktop.handoff.sending.shown_before import ShownBefore
from desktop.handoff.sending.shown_records import looked_through
from desktop.handoff.sending.unlaid import may_go
from desktop.handoff.sending.whole import needs_of, whole_of
from desktop.home.outlines import InterviewOutline
from desktop.i18n import _
from desktop.model.consent import Decision, Purpose, Refusal
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress
from desktop.showing import form_of
from desktop.vault.kinds.all import CHOSEN, ORIGINAL

if TYPE_CHECKING:
    from desktop.home.roles import Offering

_PASSES: Final = 12
"""How often each thousand interviews are gone through, about: what progress is counted in."""

_ORIGINAL: Final = KINDS.index(ORIGINAL)

_PIECE: Final = 500
"""Interviews whose records are read together."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to send to whom.

    ``interview_ids``: None for every interview with news. ``again``: take along what the
    recipient already confirmed.
    """

    recipient_fingerprint: str
    purpose: Purpose
    interview_ids: Sequence[str] | None = None
    again: bool = False


class Reader:
    """Reads one offer. ``CardRefused`` or ``RevokedSigner`` where the recipient's card may not
    be used, ``NoSuchRecord`` for an unknown card."""

    def __init__(self, vault: Offering, wish: Wish, progress: Progress = no_progress) -> None:
        self._vault, self._wish, self._progress = vault, wish, progress
        self._recipient: KnownCard = gate.usable_card(vault, wish.recipient_fingerprint)
        self._verdicts: dict[str, Verdict] = {}
        self._followers = Followers(vault)
        self._names_kept = gate.keeps_names(vault, self._recipient.recipient_kind)
        self._done, self._pieces = 0, _PASSES
        self._what = _("Checking consent")

    def read(self) -> Offer:
        """Look at all of them; ``NoSuchRecord`` for an unknown interview."""
        vault, wish = self._vault, self._wish
        chosen = wish.interview_ids
        if chosen is None:
            chosen = vault.outlines.interview_ids()
        self._pieces = _PASSES * (1 + len(chosen) // 1000)
        # What stays is read before all that goes again: among that, it would hold whole stretches
        # of memory. And what is read for long is let go as soon as it is packed.
        packages = vault.outlines.packages_confirmed(wish.recipient_fingerprint)
        ids = list(dict.fromkeys(chosen))
        interviews = kept(vault.outlines.interviews(ids, self.pause), InterviewOutline)
        del chosen, ids
        self._ask([each.id for each in interviews])
        self._held = confirmed_by(vault, wish.recipient_fingerprint, self.pause)
        self._shown = ShownBefore(vault, self._recipient.recipient_kind, self._held)
        self._ask(self._held.interviews)
        self._news = self._find_news(interviews)
        self.pause()
        self._told = self._consents_changed()
        to = self._recipient
        self._following = Following(
            vault, self._answers, self._followers, self.pause, to.recipient_kind
        )
        looked = AllLooked(self._look_at(interviews))
        told = kept(self._notices(), Notice)
        several, along = self._following.several, self._along()
        needs = needs_of(self._following.files, self._held.items)
        whole = whole_of(needs, looked.all(), self.pause)
        return Offer(to, wish.purpose, wish.again, looked, told, several, along, packages, whole)

    def pause(self) -> None:
        """A safe point; how far it is, is counted in pieces, of which there are about so many."""
        self._done = min(self._done + 1, self._pieces - 1)
        self._progress(self._done, self._pieces, self._what)

    def _ask(self, interview_ids: Iterable[str]) -> None:
        """The gate's word, asked once for each interview, so that a plan is of one mind.

        Other jobs run at each pause and may change a consent: what is planned is asked again
        before it leaves (``gate.check_still_holds``).
        """
        new = {each for each in interview_ids if each not in self._verdicts}
        kind = self._recipient.recipient_kind
        if new:
            self._verdicts |= gate.ask(self._vault, new, self._wish.purpose, kind, self.pause)

    def _answers(self, interview_ids: Collection[str]) -> list[Decision]:
        if not self._verdicts.keys() >= set(interview_ids):
            self._ask(interview_ids)
        return [self._verdicts[each].decision for each in interview_ids]

    def _find_news(self, interviews: Sequence[InterviewOutline]) -> Collection[str]:
        """The records that differ from what was confirmed, of those where that decides: none
        where everything travels again or the consent is news."""
        if self._wish.again:
            return ()
        records: dict[str, RecordKind] = {}
        for piece in self._pieces_of(interviews):
            allowed = self._allowed(piece)
            confirmed = (each for each in allowed if self._as_told_and_confirmed(each))
            records |= dict.fromkeys(confirmed, CHOSEN)
            for kind in going_to(self._recipient.recipient_kind, PLAIN):
                self.pause()
                found = self._followers.first(kind, allowed)
                records |= dict.fromkeys((each.record_id for each in found), kind)
        return records_with_news(self._vault, records, self._held.items, self.pause)

    def _along(self) -> tuple[Item, ...]:
        """What is about nobody and new to the recipient, and names nobody who is kept from them."""
        ids = {
            each: kind for kind in ABOUT_NOBODY for each in self._vault.outlines.record_ids(kind)
        }
        news = ids.keys() if self._wish.again else self._new_among(ids)
        goes = {id_: kind for id_, kind in ids.items() if id_ in news}
        stays = naming(self._vault, goes, self._recipient.recipient_kind, self.pause)
        return tuple(Item(kind, id_) for id_, kind in goes.items() if id_ not in stays)

    def _new_among(self, records: Mapping[str, RecordKind]) -> Collection[str]:
        return records_with_news(self._vault, records, self._held.items, self.pause)

    def _pieces_of(
        self, interviews: Sequence[InterviewOutline]
    ) -> Iterator[Sequence[InterviewOutline]]:
        return (
            list(interviews[start : start + _PIECE]) for start in range(0, len(interviews), _PIECE)
        )

    def _allowed(self, piece: Iterable[InterviewOutline]) -> list[str]:
        return [each.id for each in piece if self._verdicts[each.id].decision.allowed]

    def _look_at(self, interviews: Sequence[InterviewOutline]) -> Iterator[Looked]:
        for piece in self._pieces_of(interviews):
            allowed = self._allowed(piece)
            groups = self._following.groups(allowed, self.pause)
            self.pause()
            self._unlaid = self._unlaid_news(allowed)
            for interview in piece:
                yield self._look(interview, self._kept_back(interview.id, groups))

    def _look(self, interview: InterviewOutline, groups: Collection[Group]) -> Looked:
        verdict = self._verdicts[interview.id]
        return Looked(
            *interview,
            verdict.decision.refusal,
            verdict.decision.identification,
            verdict.decision.files,
            verdict.decision.places,
            verdict.decision.family,
            verdict.decision.hidden,
            packed_versions(verdict.consent_versions),
            self._files_of(groups),
            tuple(
                Follows(group.kind, each.record_id, each.record_id in self._news)
                for group in groups
                if group.kind != _ORIGINAL
                for each in group.goes
            ),
            packed_kept(_kept_of(groups)) if any(group.stays for group in groups) else b"",
            self._is_news(interview.id),
            interview.id in self._told,
            any(group.shares for group in groups),
        )

    def _kept_back(
        self, interview_id: str, groups: Mapping[str, Sequence[Group]]
    ) -> Sequence[Group]:
        """What goes with an interview, without the files that somebody keeps back where names are
        kept from the recipient, or did not look at yet."""
        found = groups.get(interview_id, ())
        decision = self._verdicts[interview_id].decision
        if decision.as_told and not self._names_kept:
            return found
        if not any(each.kind == _ORIGINAL and each.goes for each in found):
            return found
        form = form_of(decision, self._recipient.recipient_kind)
        staying = looked_through(self._vault, interview_id, form, self.pause).staying
        return [each.without(staying) if each.kind == _ORIGINAL else each for each in found]

    def _is_news(self, interview_id: str) -> bool:
        verdict = self._verdicts[interview_id]
        if verdict.decision.allowed and not verdict.decision.as_told:
            told = interview_id in self._told
            return told or self._wish.again or self._shown.is_news(interview_id, verdict)
        unconfirmed = not self._confirmed(verdict)
        return unconfirmed or interview_id in self._news or interview_id in self._unlaid

    def _unlaid_news(self, allowed: Collection[str]) -> Collection[str]:
        """Those of these interviews with which something goes that a newer program wrote, is shown
        nowhere, and is not confirmed."""
        decisions = {each: self._verdicts[each].decision for each in allowed}
        to = self._recipient.recipient_kind
        return {
            interview_id
            for each in self._vault.outlines.unlaid(allowed)
            if each.version_id not in self._held.items and may_go(each, decisions, to)
            for interview_id in each.grounds
        }

    def _files_of(self, groups: Iterable[Group]) -> Packed:
        """The originals that travel with an interview."""
        again, held = self._wish.again, self._held.items
        return pack(
            (record_id, sha256, size)
            for group in groups
            if group.kind == _ORIGINAL
            for _interview, record_id, _stored, _label, sha256, size in group.goes
            if again or sha256 not in held
        )

    def _as_told_and_confirmed(self, interview_id: str) -> bool:
        verdict = self._verdicts[interview_id]
        return verdict.decision.as_told and self._confirmed(verdict)

    def _confirmed(self, verdict: Verdict) -> bool:
        return self._held.items.hold_all(verdict.consent_versions)

    def _consents_changed(self) -> Mapping[str, Verdict]:
        """What the gate says of interviews the recipient holds whose consents changed since."""
        held = ((each, self._verdicts[each]) for each in sorted(self._held.interviews))
        return {each: verdict for each, verdict in held if self._consent_changed(each, verdict)}

    def _consent_changed(self, interview_id: str, verdict: Verdict) -> bool:
        as_told = interview_id in self._held.as_told and not self._confirmed(verdict)
        return as_told or self._shown.consent_changed(interview_id, verdict)

    def _notices(self) -> Iterator[Notice]:
        for interview in self._vault.outlines.interviews(self._told, self.pause):
            verdict = self._told[interview.id]
            withdrawn = verdict.decision.refusal is Refusal.WITHDRAWN
            yield Notice(interview.id, interview.code, verdict.consent_versions, withdrawn)


def _kept_of(groups: Iterable[Group]) -> list[Kept]:
    """What stays, once where a record has several ids."""
    kept_back: dict[str, Kept] = {}
    for group in groups:
        for each, refusal in group.stays:
            id_ = each.stored_id or each.record_id
            kept_back.setdefault(id_, Kept(group.kind, id_, each.label, refusal))
    return list(kept_back.values())
