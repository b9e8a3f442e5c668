"""What may travel to whom: the consent gate applied to interviews, people and files (R1, R2).

``desktop.model.consent.may_leave`` decides, nothing here widens it. Where one person or one
file belongs to several interviews, the narrowest answer counts for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from desktop.handoff.sending import gate
from desktop.handoff.sending.gate import Verdict
from desktop.handoff.sending.history import held_by
from desktop.handoff.sending.plan import Going, Notice, PackagePlan
from desktop.i18n import _
from desktop.model.consent import Identification, Purpose, Refusal
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.identity import KnownCard
from desktop.model.interview import Interview
from desktop.model.media import Media
from desktop.model.person import Person
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

_PAGE: Final = 200
_RECORD_SIZE: Final = 8 * 1024
"""Rough bytes of a record's versions in the package, for the size shown beforehand."""

_NAMED: Final = Identification.FULL_NAME


@dataclass(frozen=True, slots=True)
class _Looked:
    """One interview, its files by the ids it names them with, and what the gate said of it.

    ``person``: the person's own record, where it is in this vault.
    """

    interview: Interview
    files: tuple[tuple[str, Media], ...]
    person: Person | None
    verdict: Verdict


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
    recipient = gate.usable_card(vault, recipient_fingerprint)
    chosen = list(_all_interviews(vault) if interview_ids is None else interview_ids)
    planner = _Planner(vault, recipient, purpose, again)
    looked = []
    for done, interview_id in enumerate(dict.fromkeys(chosen)):
        progress(done, len(chosen), _("Looking at what consent lets out"))
        looked.append(planner.look(interview_id))
    return planner.plan(looked)


def _all_interviews(vault: Vault) -> Iterator[str]:
    from desktop.vault import InterviewFilter

    offset = 0
    while page := vault.interviews.summaries(InterviewFilter(), offset, _PAGE):
        yield from (summary.id for summary in page)
        offset += len(page)


class _Planner:
    """Builds one plan."""

    def __init__(self, vault: Vault, recipient: KnownCard, purpose: Purpose, again: bool) -> None:
        self._vault = vault
        self._recipient = recipient
        self._purpose = purpose
        self._again = again
        self._held = held_by(vault, recipient.fingerprint)
        self._asked: dict[str, Verdict] = {}

    def look(self, interview_id: str) -> _Looked:
        """Ask the gate for one interview and collect its files."""
        interview = self._vault.interviews.get(interview_id)
        attached = self._vault.interviews.attachments(interview_id)
        ids = dict.fromkeys(attachment.media_id for attachment in attached)
        found = [(media_id, self._vault.media.find(media_id)) for media_id in ids]
        files = tuple((media_id, media) for media_id, media in found if media is not None)
        person = self._vault.people.find(interview.person_id)
        return _Looked(interview, files, person, self._ask(interview_id))

    def plan(self, looked: Sequence[_Looked]) -> PackagePlan:
        """Decide for all of them together."""
        allowed = [each for each in looked if each.verdict.decision.allowed]
        unnamed = {e.interview.person_id for e in allowed if not _named(e)}
        candidates = [self._going(each, each.interview.person_id in unnamed) for each in allowed]
        going = [each for each in candidates if each.news or each.media or self._again]
        staying = (self._staying(each, unnamed) for each in looked)
        notices = self._notices({each.interview_id for each in candidates})
        plan = PackagePlan(
            recipient=self._recipient,
            purpose=self._purpose,
            going=tuple(going),
            notices=notices,
            staying=tuple(dict.fromkeys(chain.from_iterable(staying))),
            already_there=len(candidates) - len(going),
            confirmed=self._held.packages,
            again=self._again,
            size=0,
        )
        return _with_size(plan)

    def _ask(self, interview_id: str) -> Verdict:
        """The gate's word, asked once for each interview: nothing changes while a plan is made."""
        if interview_id not in self._asked:
            kind = self._recipient.recipient_kind
            self._asked[interview_id] = gate.ask(self._vault, interview_id, self._purpose, kind)
        return self._asked[interview_id]

    def _going(self, looked: _Looked, unnamed: bool) -> Going:
        interview, verdict = looked.interview, looked.verdict
        person_id = None if unnamed or looked.person is None else looked.person.id
        records = [(RecordKind.INTERVIEW, interview.id)]
        records += [(RecordKind.PERSON, person_id)] if person_id else []
        consent_news = not self._held.confirmed.issuperset(verdict.consent_versions)
        return Going(
            interview_id=interview.id,
            code=interview.code,
            consent_versions=verdict.consent_versions,
            identification=verdict.decision.identification,
            person_id=person_id,
            media=tuple(self._media(looked)),
            news=consent_news or any(self._has_news(*record) for record in records),
        )

    def _has_news(self, kind: RecordKind, record_id: str) -> bool:
        if self._vault.versions.would_differ(kind, record_id):
            return True
        return not self._held.confirmed.issuperset(self._vault.versions.head_ids(record_id))

    def _media(self, looked: _Looked) -> Iterator[MediaEntry]:
        for media_id, file in looked.files if looked.verdict.decision.files else ():
            news = self._again or file.sha256 not in self._held.confirmed
            if news and self._may_go(file):
                yield MediaEntry(media_id, file.sha256, file.size)

    def _may_go(self, file: Media) -> bool:
        return gate.file_may_leave(self._vault, file.id, self._ask)

    def _notices(self, considered: set[str]) -> tuple[Notice, ...]:
        """Consents of interviews the recipient holds, changed since, that go with nothing."""
        return tuple(
            Notice(interview_id, code, verdict.consent_versions, verdict.decision.refusal is _GONE)
            for interview_id in sorted(self._held.interviews - considered)
            for code, verdict in [(self._code(interview_id), self._ask(interview_id))]
            if not self._held.confirmed.issuperset(verdict.consent_versions)
        )

    def _code(self, interview_id: str) -> str:
        return self._vault.interviews.get(interview_id).code

    def _staying(self, looked: _Looked, unnamed: set[str]) -> Iterator[Staying]:
        interview, decision = looked.interview, looked.verdict.decision
        if decision.refusal is not None:
            yield Staying(RecordKind.INTERVIEW, interview.id, interview.code, decision.refusal)
            return
        person = looked.person
        if person is not None and person.id in unnamed:
            yield Staying(RecordKind.PERSON, person.id, person.code, Refusal.NAME_NOT_AGREED)
        for _media_id, file in looked.files:
            if not decision.files or not self._may_go(file):
                yield Staying(
                    RecordKind.MEDIA, file.id, file.original_name, Refusal.PHOTOGRAPH_NOT_AGREED
                )


_GONE: Final = Refusal.WITHDRAWN


def _named(looked: _Looked) -> bool:
    return looked.verdict.decision.identification is _NAMED


def _with_size(plan: PackagePlan) -> PackagePlan:
    records = 2 * len(plan.going) + len(plan.persons) + len(plan.media) + len(plan.notices)
    size = sum(entry.size for entry in plan.media) + _RECORD_SIZE * (records + 16)
    return replace(plan, size=size)
