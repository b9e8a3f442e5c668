"""What may travel to whom: the consent gate applied to interviews, people and files (R1, R2).

``desktop.model.consent.may_leave`` decides, nothing here widens it. Where one person or one
file belongs to several interviews, the narrowest answer counts for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from desktop.collector import collector_held
from desktop.handoff.sending import gate
from desktop.handoff.sending.gate import Verdict
from desktop.handoff.sending.history import held_by
from desktop.handoff.sending.offer import Looked, Offer, Selection
from desktop.handoff.sending.plan import Notice, PackagePlan
from desktop.i18n import _
from desktop.model.consent import Purpose, Refusal
from desktop.model.handoff import Staying
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress, paced

if TYPE_CHECKING:
    from desktop.vault import FileOutline, InterviewOutline, Vault

_PASSES: Final = 20
"""How often each thousand interviews are gone through, about: what progress is counted in."""


def plan_package(
    vault: Vault,
    recipient_fingerprint: str,
    purpose: Purpose,
    interview_ids: Sequence[str] | None = None,
    *,
    again: bool = False,
    progress: Progress = no_progress,
) -> PackagePlan:
    """Decide what goes to a recipient for a purpose, and what stays and why. Writes nothing.

    ``interview_ids``: None for every interview with news. ``again``: take along what the
    recipient already confirmed. ``CardRefused`` or ``RevokedSigner`` where the recipient's
    card may not be used, ``NoSuchRecord`` for an unknown interview or card.
    """
    offer = offer_package(
        vault, recipient_fingerprint, purpose, interview_ids, again=again, progress=progress
    )
    return plan_of(offer.everything, progress)


def offer_package(
    vault: Vault,
    recipient_fingerprint: str,
    purpose: Purpose,
    interview_ids: Sequence[str] | None = None,
    *,
    again: bool = False,
    progress: Progress = no_progress,
) -> Offer:
    """As :func:`plan_package`, for somebody who may leave interviews out before it is a plan."""
    recipient = gate.usable_card(vault, recipient_fingerprint)
    chosen = vault.outlines.interview_ids() if interview_ids is None else interview_ids
    with collector_held():
        reader = _Reader(vault, recipient, purpose, again, progress)
        offer = reader.read(list(dict.fromkeys(chosen)))
        offer.prepare(reader.pause)
    return offer


def plan_of(selection: Selection, progress: Progress = no_progress) -> PackagePlan:
    """What is written when a person agrees to a selection."""

    def pause() -> None:
        progress(0, 1, _("Looking at what consent lets out"))

    offer = selection.offer
    return PackagePlan(
        recipient=offer.recipient,
        purpose=offer.purpose,
        going=selection.all_going(pause),
        notices=selection.notices(),
        staying=selection.staying(pause),
        already_there=selection.totals.already_there,
        confirmed=offer.confirmed,
        again=offer.again,
        size=selection.size,
    )


class _Reader:
    """Reads one offer from the vault: each thing for all interviews in one pass."""

    def __init__(
        self,
        vault: Vault,
        recipient: KnownCard,
        purpose: Purpose,
        again: bool,
        progress: Progress,
    ) -> None:
        self._vault, self._recipient, self._purpose = vault, recipient, purpose
        self._again, self._progress = again, progress
        self._held = held_by(vault, recipient.fingerprint, progress)
        self._verdicts: dict[str, Verdict] = {}
        self._done, self._pieces = 0, _PASSES

    def read(self, chosen: Sequence[str]) -> Offer:
        """Look at all of them."""
        self._pieces = _PASSES * (1 + len(chosen) // 1000)
        interviews = self._vault.outlines.interviews(chosen, self.pause)
        self._ask((*interviews, *self._held.interviews))
        allowed = [each for each in chosen if self._verdicts[each].decision.allowed]
        self._files = self._vault.outlines.files(allowed, self.pause)
        self._kept_back = self._find_kept_back()
        self._read_versions([interviews[each] for each in allowed])
        looked = {each.id: self._look(each) for each in paced(interviews.values(), self.pause)}
        told = {notice.interview_id: notice for notice in self._told()}
        confirmed = self._held.packages
        return Offer(self._recipient, self._purpose, self._again, looked, told, confirmed)

    def pause(self) -> None:
        """A safe point; how far it is, is counted in pieces, of which there are about so many."""
        self._done = min(self._done + 1, self._pieces - 1)
        self._progress(self._done, self._pieces, _("Looking at what consent lets out"))

    def _ask(self, interview_ids: Iterable[str]) -> None:
        """The gate's word, asked once for each interview, so that a plan is of one mind.

        Other jobs run at each pause and may change a consent: what is planned is asked again
        before it leaves (``gate.check_still_holds``).
        """
        new = set(interview_ids) - self._verdicts.keys()
        kind = self._recipient.recipient_kind
        self._verdicts |= gate.ask(self._vault, new, self._purpose, kind, self.pause)

    def _find_kept_back(self) -> set[str]:
        """The files that another interview, which they are attached to as well, keeps back."""
        shared = self._vault.outlines.shared_files()
        here = {file[0] for files in self._files.values() for file in files.values()}
        users = self._vault.outlines.users(shared & here, self.pause)
        self._ask(each for interviews in users.values() for each in interviews)
        return {
            media_id
            for media_id, interviews in users.items()
            if not gate.file_may_leave(interviews, self._verdicts)
        }

    def _read_versions(self, interviews: Sequence[InterviewOutline]) -> None:
        persons = {each.person_id for each in interviews if each.person_code is not None}
        records = [*(each.id for each in interviews), *persons]
        self._heads = self._vault.outlines.heads(records, self.pause)
        self._states = self._vault.outlines.states(records, self.pause)

    def _look(self, interview: InterviewOutline) -> Looked:
        verdict = self._verdicts[interview.id]
        refusal = verdict.decision.refusal
        if refusal is not None:
            stays = Staying(RecordKind.INTERVIEW, interview.id, interview.code, refusal)
            return Looked(interview, verdict, stays=(stays,))
        files = self._files.get(interview.id, {})
        goes = self._files_that_go(files) if verdict.decision.files else {}
        return Looked(
            interview,
            verdict,
            media=tuple(
                (media_id, sha256, size)
                for media_id, (_, sha256, size, _name) in goes.items()
                if self._again or sha256 not in self._held.confirmed
            ),
            stays=tuple(_stays(file) for media_id, file in files.items() if media_id not in goes),
            news=not self._held.confirmed.issuperset(verdict.consent_versions)
            or self._has_news(RecordKind.INTERVIEW, interview.id),
            person_news=interview.person_code is not None
            and self._has_news(RecordKind.PERSON, interview.person_id),
        )

    def _files_that_go(self, files: Mapping[str, FileOutline]) -> Mapping[str, FileOutline]:
        """Those that no other interview keeps back."""
        if self._kept_back.isdisjoint(file[0] for file in files.values()):
            return files
        return {named: file for named, file in files.items() if file[0] not in self._kept_back}

    def _has_news(self, kind: RecordKind, record_id: str) -> bool:
        state = self._states.get(record_id)
        if state is None or state.version_id is None:
            return True
        if not self._held.confirmed.issuperset(self._heads.get(record_id, ())):
            return True
        if not state.edited:
            return False
        self.pause()
        return self._vault.versions.would_differ(kind, record_id)

    def _told(self) -> Iterator[Notice]:
        """Consents of interviews the recipient holds, changed since."""
        held = {each: self._verdicts[each] for each in self._held.interviews}
        confirmed = self._held.confirmed
        changed = [k for k, v in held.items() if not confirmed.issuperset(v.consent_versions)]
        for interview in self._vault.outlines.interviews(changed, self.pause).values():
            verdict = held[interview.id]
            withdrawn = verdict.decision.refusal is Refusal.WITHDRAWN
            yield Notice(interview.id, interview.code, verdict.consent_versions, withdrawn)


def _stays(file: FileOutline) -> Staying:
    media_id, _sha256, _size, name = file
    return Staying(RecordKind.MEDIA, media_id, name, Refusal.PHOTOGRAPH_NOT_AGREED)
