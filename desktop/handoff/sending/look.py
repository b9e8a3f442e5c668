"""One offer, read from the vault: each thing for all interviews in one pass, files in pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.handoff.sending import gate
from desktop.handoff.sending.all_looked import AllLooked, kept
from desktop.handoff.sending.confirmed import confirmed_by
from desktop.handoff.sending.gate import Verdict
from desktop.handoff.sending.looked import Looked, packed_kept, packed_versions
from desktop.handoff.sending.news import records_with_news
from desktop.handoff.sending.offer import Offer
from desktop.handoff.sending.packed import pack
from desktop.handoff.sending.plan import Notice
from desktop.i18n import _
from desktop.model.consent import Purpose, Refusal
from desktop.model.identity import KnownCard
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND
from desktop.progress import Progress, no_progress
from desktop.vault import InterviewOutline

if TYPE_CHECKING:
    from desktop.vault import FileOutline, Vault

_PASSES: Final = 12
"""How often each thousand interviews are gone through, about: what progress is counted in."""

_PIECE: Final = 500
"""Interviews whose files are read together."""


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

    def __init__(self, vault: Vault, wish: Wish, progress: Progress = no_progress) -> None:
        self._vault, self._wish, self._progress = vault, wish, progress
        self._recipient: KnownCard = gate.usable_card(vault, wish.recipient_fingerprint)
        self._verdicts: dict[str, Verdict] = {}
        self._done, self._pieces = 0, _PASSES

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
        self._ask(each.id for each in interviews)
        self._held = confirmed_by(vault, wish.recipient_fingerprint, self.pause)
        self._ask(self._held.interviews)
        self._news = self._find_news(interviews)
        self._told = self._consents_changed()
        looked = AllLooked(self._look_at(interviews))
        told = kept(self._notices(), Notice)
        return Offer(self._recipient, wish.purpose, wish.again, looked, told, packages)

    def pause(self) -> None:
        """A safe point; how far it is, is counted in pieces, of which there are about so many."""
        self._done = min(self._done + 1, self._pieces - 1)
        self._progress(self._done, self._pieces, _("Looking at what consent lets out"))

    def _ask(self, interview_ids: Iterable[str]) -> None:
        """The gate's word, asked once for each interview, so that a plan is of one mind.

        Other jobs run at each pause and may change a consent: what is planned is asked again
        before it leaves (``gate.check_still_holds``).
        """
        new = {each for each in interview_ids if each not in self._verdicts}
        kind = self._recipient.recipient_kind
        self._verdicts |= gate.ask(self._vault, new, self._wish.purpose, kind, self.pause)

    def _find_news(self, interviews: Iterable[InterviewOutline]) -> Collection[str]:
        """The interviews and people whose own records differ from what was confirmed, of those
        where that decides: none where everything travels again or the consent is news."""
        if self._wish.again:
            return ()
        records = {}
        for each in interviews:
            verdict = self._verdicts[each.id]
            if verdict.decision.allowed:
                if self._confirmed(verdict):
                    records[each.id] = INTERVIEW_KIND
                if each.person_code is not None:
                    records[each.person_id] = PERSON_KIND
        return records_with_news(self._vault, records, self._held.items, self.pause)

    def _look_at(self, interviews: Sequence[InterviewOutline]) -> Iterator[Looked]:
        self._may_be_shared = self._vault.outlines.shared_files()
        for start in range(0, len(interviews), _PIECE):
            piece = list(interviews[start : start + _PIECE])
            allowed = [each.id for each in piece if self._verdicts[each.id].decision.allowed]
            files = self._vault.outlines.files(allowed, self.pause)
            kept_back = self._find_kept_back(files)
            names = self._vault.outlines.names(self._staying(files, kept_back), self.pause)
            for each in piece:
                yield self._look(each, files.get(each.id, {}), kept_back, names)

    def _find_kept_back(self, files: Mapping[str, Mapping[str, FileOutline]]) -> set[str]:
        """The files that another interview, which they are attached to as well, keeps back."""
        if not self._may_be_shared:
            return set()
        here = {file[0] for found in files.values() for file in found.values()}
        users = self._vault.outlines.users(self._may_be_shared & here, self.pause)
        self._ask(each for interviews in users.values() for each in interviews)
        return {
            media_id
            for media_id, interviews in users.items()
            if not gate.file_may_leave(interviews, self._verdicts)
        }

    def _staying(
        self, files: Mapping[str, Mapping[str, FileOutline]], kept_back: Collection[str]
    ) -> set[str]:
        """The ids of the files that do not travel with one of these interviews."""
        return {
            file[0]
            for interview_id, found in files.items()
            for file in found.values()
            if file[0] in kept_back or not self._verdicts[interview_id].decision.files
        }

    def _look(
        self,
        interview: InterviewOutline,
        files: Mapping[str, FileOutline],
        kept_back: Collection[str],
        names: Mapping[str, str],
    ) -> Looked:
        verdict = self._verdicts[interview.id]
        goes = self._files_that_go(files, verdict, kept_back)
        return Looked(
            *interview,
            verdict.decision.refusal,
            verdict.decision.identification,
            packed_versions(verdict.consent_versions),
            pack(
                (media_id, sha256, size)
                for media_id, (_, sha256, size) in goes.items()
                if self._wish.again or sha256 not in self._held.items
            ),
            packed_kept([(f[0], names[f[0]]) for id_, f in files.items() if id_ not in goes])
            if len(goes) < len(files)
            else b"",
            not self._confirmed(verdict) or interview.id in self._news,
            interview.person_id in self._news,
            interview.id in self._told,
            self._may_share(files),
        )

    def _files_that_go(
        self, files: Mapping[str, FileOutline], verdict: Verdict, kept_back: Collection[str]
    ) -> Mapping[str, FileOutline]:
        """Those that neither this interview keeps back nor another one."""
        if not verdict.decision.files:
            return {}
        if not kept_back:
            return files
        return {named: file for named, file in files.items() if file[0] not in kept_back}

    def _may_share(self, files: Mapping[str, FileOutline]) -> bool:
        shared = self._may_be_shared
        return bool(shared) and not shared.isdisjoint(file[0] for file in files.values())

    def _confirmed(self, verdict: Verdict) -> bool:
        return self._held.items.hold_all(verdict.consent_versions)

    def _consents_changed(self) -> Mapping[str, Verdict]:
        """What the gate says of interviews the recipient holds whose consents changed since."""
        held = ((each, self._verdicts[each]) for each in sorted(self._held.interviews))
        return {each: verdict for each, verdict in held if not self._confirmed(verdict)}

    def _notices(self) -> Iterator[Notice]:
        for interview in self._vault.outlines.interviews(self._told, self.pause):
            verdict = self._told[interview.id]
            withdrawn = verdict.decision.refusal is Refusal.WITHDRAWN
            yield Notice(interview.id, interview.code, verdict.consent_versions, withdrawn)
