"""What may have happened to an interview, as a table, and vaults in which it did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from desktop.model.consent import CONSENT_KIND, Answer, Consent, ConsentAnswer, Purpose
from desktop.model.consent.draft import ANSWERS
from desktop.model.handoff import RecordEntry
from desktop.model.ids import new_id
from desktop.model.interview import Basis, Interview, Mode, PriorAccounts, Utterance
from desktop.model.kept_draft import KeptDraft
from desktop.vault import Vault
from tests.authors import arrive
from tests.support import consent_to, open_interview
from tests.unit.vault.consents.test_lone_consents import (
    as_a_branch,
    by_a_stranger,
    consent_of,
    said,
)
from tests.unit.vault.made import FILE, media_of, package_of, receipt_of, record_sent, send

STATES: Final = ("planned", "under-way", "sealed")
DECISIONS: Final = (
    "none", "half", "given", "later", "restricted", "withdrawn", "others", "a-stranger",
    "others-withdrew", "typed", "typed-over-withdrawn",
)  # fmt: skip
FILLED: Final = ("filled", "gaps")
SENDINGS: Final = ("kept", "saved", "receipted")
AFTERWARDS: Final = ("nothing", "edited", "told")


@dataclass(frozen=True)
class Case:
    """What happened to one interview, in this order; ``decided`` ends after it was sent."""

    state: str
    filled: str
    sent: str
    decided: str
    after: str

    @property
    def possible(self) -> bool:
        """An account is opened by a consent, what is planned is not sent here, what was not sent
        has no news, and only who was sent it is told of a withdrawal."""
        begun = self.state != "planned"
        told = self.decided == "withdrawn" and self.sent != "kept"
        return (
            (begun or self.sent == "kept")
            and (not begun or self.decided != "none")
            and (self.after != "edited" or (self.sent != "kept" and self.state == "under-way"))
            and (self.after != "told" or told)
        )


CASES: Final = [
    case
    for case in (Case(*each) for each in product(STATES, FILLED, SENDINGS, DECISIONS, AFTERWARDS))
    if case.possible
]


def make(vault: Vault, number: int, case: Case) -> str:
    """An interview to which that happened; its id."""
    made = _begin(vault, f"W-{number:03}", case)
    if case.filled == "filled":
        fill(vault, made.id)
    _decide(vault, made, case.decided)
    if case.state != "planned":
        _write(vault, made.id, case.filled)
    if case.state == "sealed":
        vault.interviews.seal(made.id)
    _send(vault, made.id, case.sent)
    _end(vault, made, case.decided)
    _go_on(vault, made, case.after)
    return made.id


def _begin(vault: Vault, code: str, case: Case) -> Interview:
    if case.state == "planned":
        return vault.interviews.new(code, vault.people.new(f"P-{code}").id, "be")
    return open_interview(vault, code, Purpose.ANALYSE)


def fill(vault: Vault, interview_id: str) -> None:
    """All that the plan and the safety screen ask for, and how it was read back."""
    plan = replace(
        vault.interviews.get(interview_id),
        planned_for="2100-01-01",
        interviewers="an invented interviewer",
        place_kind="office",
        purpose="an invented purpose",
        mode=Mode.FULL,
        full_reason="nobody else can ask",
        prior_accounts_answer=PriorAccounts.NO,
        read_back_language="be",
    )
    vault.interviews.save(plan)
    safety = vault.interviews.safety(interview_id)
    vault.interviews.save_safety(replace(safety, risk_person="none", risk_relatives="none"))


def _decide(vault: Vault, made: Interview, decided: str) -> None:
    if decided == "none":
        return
    consent = vault.consents.for_interview(made.id) or consent_to(
        made.id, Purpose.KEEP, Purpose.ANALYSE
    )
    last = {"half": Answer.NOT_ASKED, "later": Answer.ASK_AGAIN}.get(decided, Answer.YES)
    keep, analyse = consent.answers
    answers = (keep, replace(analyse, answer=last))
    vault.consents.save(replace(consent, answers=answers), "asked")


def _write(vault: Vault, interview_id: str, filled: str) -> None:
    """A word whose basis is known, and a file that says what it is; or neither."""
    basis, caption = (Basis.SAW, "the gate") if filled == "filled" else (Basis.NOT_STATED, "")
    vault.interviews.save_utterances(
        interview_id, [Utterance(new_id(), basis=basis, text="a word")]
    )
    data = interview_id.encode()
    media = vault.media.add(replace(media_of(data), media_type="text/plain"), [data])
    vault.interviews.attach(interview_id, media.id, caption)


def _send(vault: Vault, interview_id: str, sent: str) -> None:
    if sent == "kept":
        return
    package = send(vault, interview_id)
    if sent == "receipted":
        vault.packages.record_receipt(receipt_of(package), b"{}", b"signature")


def _end(vault: Vault, made: Interview, decided: str) -> None:
    if decided in ("withdrawn", "typed-over-withdrawn"):
        vault.consents.withdraw(made.id, "asked to")
    if decided == "restricted":
        vault.consents.restrict(made.id, "asked to")
    if decided == "others":
        as_a_branch(vault, made)
    if decided == "a-stranger":
        by_a_stranger(vault, made)
    if decided == "others-withdrew":
        before = consent_of(vault, made)
        arrive(vault, said(replace(before, withdrawn_at=before.given_at)))
    if decided.startswith("typed"):
        before = consent_of(vault, made)
        vault.drafts.keep(ANSWERS, made.id, KeptDraft(_typed_over(before), before))


def _typed_over(consent: Consent) -> Consent:
    def refused(each: ConsentAnswer) -> ConsentAnswer:
        return replace(each, answer=Answer.NO)

    keep, *others = consent.answers
    return replace(consent, withdrawn_at=None, answers=(keep, *map(refused, others)))


def _go_on(vault: Vault, made: Interview, after: str) -> None:
    if after == "edited":
        turns = [
            *vault.interviews.utterances(made.id),
            Utterance(new_id(), basis=Basis.SAW, text="more"),
        ]
        vault.interviews.save_utterances(made.id, turns)
    if after == "told":
        consent = consent_of(vault, made)
        version = vault.versions.cut(CONSENT_KIND, consent.id, "sent")
        entry = RecordEntry(CONSENT_KIND, consent.id, version.id)
        document = package_of(vault, entry)
        record_sent(vault, document, file_name=FILE, size=1, tagmanifest_sha256="0" * 64)
