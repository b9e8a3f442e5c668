"""What the records of an interview say, and what a true sign of each would be, in English.

Written by the design, beside the code that shows it: nothing here asks ``desktop/model/phases.py``
or a row of a list what to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.model.consent import Answer, Consent
from desktop.model.consent.draft import ANSWERS
from desktop.model.interview import (
    Basis,
    Interview,
    Mode,
    PriorAccounts,
    Safety,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.media import Attachment
from desktop.model.opened import BesideSays
from desktop.vault import SentSummary, Vault

STATES: Final = {State.PLANNED: "Planned", State.UNDER_WAY: "Under way", State.SEALED: "Sealed"}


@dataclass(frozen=True)
class Records:
    """All that the vault holds of one interview. ``came``: begun by nobody here. ``absent``: its
    files that are not in the vault. ``told``: the packages that carried the consent."""

    interview: Interview
    safety: Safety
    consent: Consent | None
    beside: Sequence[BesideSays]
    answered: bool
    typed: bool
    utterances: Sequence[Utterance]
    attachments: Sequence[Attachment]
    absent: int
    sent: Sequence[SentSummary]
    news: bool
    told: Sequence[SentSummary]
    came: bool

    # -- consent -----------------------------------------------------------------------------

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_here or BesideSays.WITHDRAWN in self.beside

    @property
    def withdrawn_here(self) -> bool:
        return self.consent is not None and self.consent.withdrawn_at is not None

    @property
    def restricted(self) -> bool:
        here = self.consent is not None and self.consent.restricted_at is not None
        return here or BesideSays.RESTRICTED in self.beside

    @property
    def others(self) -> bool:
        return bool(self.beside) or not self.answered

    def answers(self, answer: Answer) -> int:
        return sum(each.answer is answer for each in self.consent.answers) if self.consent else 0

    @property
    def tag(self) -> str:
        """Consent at the end of a line of a list."""
        for holds, said in (
            (self.withdrawn, "Withdrawn"),
            (self.restricted, "Restricted"),
            (self.others, "Others decided"),
        ):
            if holds:
                return said
        agreed = self.answers(Answer.YES)
        if self.consent is None or not agreed:
            return "No consent"
        return "Consent" if agreed == len(self.consent.answers) else "Consent in part"

    @property
    def badge(self) -> str:
        """What the head of the open interview says."""
        stops = {
            "Withdrawn": "Consent withdrawn",
            "Restricted": "Use restricted",
            "Others decided": "Others decided",
        }
        return stops.get(self.tag, STATES[self.interview.state])

    @property
    def footer(self) -> tuple[str, ...]:
        """How it may begin."""
        return ("Kept as a draft", "Not recorded") if self.typed else ("Everything is", "Saved ")

    # -- on its way --------------------------------------------------------------------------

    @property
    def stage(self) -> str:
        if not self.sent:
            return "Received" if self.came else ""
        if self.news:
            return "Changed since sent"
        confirmed = all(each.receipted_at for each in self.sent)
        return "Receipt received" if confirmed else "Saved for handover"

    # -- phases ------------------------------------------------------------------------------

    @property
    def gaps(self) -> dict[str, list[str]]:
        """What is not there, phase by phase, whether or not somebody can still add it."""
        plan, safety = self.interview, self.safety
        asked, marked = plan.prior_accounts_answer, bool(safety.vulnerabilities)
        elsewhere = self.came and safety == Safety(plan.id)
        return {
            "Plan": _those(
                (not plan.planned_for, "Date"),
                (not plan.interviewers, "Interviewers"),
                (not plan.place_kind, "Kind of place"),
                (not plan.purpose, "Purpose"),
                (plan.mode is Mode.FULL and not plan.full_reason, "Reason for a full account"),
            ),
            "Safety": _those(
                (asked is PriorAccounts.NOT_ASKED, "Earlier accounts"),
                (marked and not safety.training_stated, "Training of the interviewer"),
                (marked and not safety.referral, "Referral"),
                (not elsewhere and not safety.risk_person, "Risk for the person"),
                (not elsewhere and not safety.risk_relatives, "Risk for relatives"),
            ),
            "Consent": self._consent_gaps,
            "Account": self._account_gaps,
            "Files": _counted(
                (sum(not each.caption for each in self.attachments), "file", " without caption")
            ),
            "Read back": _those((not plan.read_back_language, "Language of the read back")),
            "Closing": [],
        }

    @property
    def _consent_gaps(self) -> list[str]:
        if self.typed:
            return ["Answers not recorded yet"]
        if self.consent is None:
            return ["Nothing recorded yet"]
        if self.withdrawn_here:
            return ["Withdrawn"]
        unasked, later = self.answers(Answer.NOT_ASKED), self.answers(Answer.ASK_AGAIN)
        return _those(
            (self.consent.restricted_at is not None, "Use restricted"),
            (self.others, "Others decided something else"),
            (unasked > 0, f"{unasked} not asked"),
            (later > 0, f"{later} for later"),
        )

    @property
    def _account_gaps(self) -> list[str]:
        if self._closed:
            return ["Not open yet"]
        if not self.utterances:
            return ["Nothing written yet"]
        bare = sum(
            each.basis is Basis.NOT_STATED
            and each.kind is UtteranceKind.ANSWER
            and each.speaker is not Speaker.INTERVIEWER
            for each in self.utterances
        )
        return _counted((bare, "answer", " without basis"))

    @property
    def _closed(self) -> bool:
        """Whether a rule keeps the account closed: nobody has asked, or may keep it."""
        keeps = self.answers(Answer.YES) > 0 and not (
            self.withdrawn or self.restricted or self.others
        )
        asked = self.interview.prior_accounts_answer is not PriorAccounts.NOT_ASKED
        return self.interview.state is State.PLANNED and not (keeps and asked)

    @property
    def sealed(self) -> bool:
        return self.interview.state is State.SEALED

    @property
    def open(self) -> list[str]:
        """The lines of *Still open*: what somebody can still do."""
        after = ("Consent", "Safety") if self.sealed else self.gaps
        return [
            f"{phase}: {gap}"
            for phase, gaps in self.gaps.items() if phase in after
            for gap in gaps if not (self.sealed and gap == "Earlier accounts")
        ]  # fmt: skip

    @property
    def lost(self) -> dict[str, list[str]]:
        """What was open when the seal locked it."""
        if not self.sealed:
            return {}
        still = {line.partition(": ")[0] for line in self.open} | {"Consent"}
        return {phase: gaps for phase, gaps in self.gaps.items() if gaps and phase not in still}

    def step(self, phase: str) -> tuple[str, bool]:
        """What a step says of its phase to a screen reader, and whether it is ticked."""
        found = self._stopped(phase) or self._counted_in(phase)
        if phase == "Closing" and not self.sealed:
            found = "not sealed"
        return (found or "done", not found)

    def _stopped(self, phase: str) -> str:
        ends = {"Withdrawn": "withdrawn", "Restricted": "restricted"}
        ends["Others decided"] = "others decided"
        if phase == "Consent" and (self.typed or self.tag in ends):
            return "not recorded" if self.typed else ends[self.tag]
        if phase == "Account" and self._closed:
            return "not open yet"
        return "nothing here" if phase == "Files" and not self.attachments else ""

    def _counted_in(self, phase: str) -> str:
        if phase in self.lost:
            count = sum(_number(gap) for gap in self.lost[phase])
            return f"{count} left open"
        if self.gaps[phase]:
            return f"{len(self.gaps[phase])} open"
        if phase == "Safety" and self.came and self.safety == Safety(self.interview.id):
            return "nothing here"
        return f"{self.absent} not here" if phase == "Files" and self.absent else ""

    # -- Home --------------------------------------------------------------------------------

    @property
    def waits(self) -> set[str]:
        """The lists of Home in which it stands: what others began is theirs to finish."""
        held = self.withdrawn or self.restricted
        restricted = self.consent is not None and self.consent.restricted_at is not None
        later = self.answers(Answer.ASK_AGAIN) > 0 and not held
        state, begun = self.interview.state, not self.came
        return {
            name
            for name, waits in (
                ("planned", begun and state is State.PLANNED and not self.withdrawn),
                ("under_way", begun and state is State.UNDER_WAY and not self.withdrawn),
                ("to_save", begun and self.sealed and not self.sent and not held),
                ("ask_again", begun and later),
                ("to_tell", self.withdrawn_here and bool(self.sent) and not self.told),
                ("to_resolve", self.others and not self.withdrawn_here and not restricted),
                ("forms", self.typed),
            )
            if waits
        }


def read(vault: Vault, interview_id: str) -> Records:
    """From the vault's nouns, each by itself."""
    consent = vault.consents.for_interview(interview_id)
    beside = vault.consents.beside(interview_id)
    attachments = vault.interviews.attachments(interview_id)
    state = vault.interviews.handoff_state(interview_id)
    return Records(
        interview=vault.interviews.get(interview_id),
        safety=vault.interviews.safety(interview_id),
        consent=consent,
        beside=[says for _version, says in beside.versions],
        answered=beside.answered,
        typed=vault.drafts.offered(ANSWERS, interview_id, consent) is not None,
        utterances=vault.interviews.utterances(interview_id),
        attachments=attachments,
        absent=sum(vault.media.find(each.media_id) is None for each in attachments),
        sent=vault.packages.sent_with(interview_id),
        news=state.news,
        told=vault.packages.sent_with(consent.id) if consent else (),
        came=bool(state.received_in),
    )


def _those(*found: tuple[bool, str]) -> list[str]:
    return [said for applies, said in found if applies]


def _counted(*found: tuple[int, str, str]) -> list[str]:
    return [f"{n} {one}{'s' * (n != 1)}{after}" for n, one, after in found if n]


def _number(gap: str) -> int:
    first = gap.partition(" ")[0]
    return int(first) if first.isdecimal() else 1
