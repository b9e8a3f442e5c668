"""What a document says of a consent is held against the consent, where that is in the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import PackageRefused
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
)
from desktop.model.handoff import ConsentSnapshot, LineReason, Outcome, RecordEntry
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument
from desktop.model.owned_id import consent_id_of
from desktop.model.person import PERSON_KIND, Person
from tests.authors import arrive
from tests.unit.handoff.ends import USE, Ends, Vaults, decide, interview, receipted, state_of, yes
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.hostile import FORGE, refused
from tests.unit.handoff.sender import Sender, entry_of, version

OURS = FORGE.interview_id
Listed = tuple[RecordEntry, bytes]


def account_of(interview_id: str) -> Listed:
    body = InterviewDocument(Interview(interview_id, NOON, "W-9", new_id()))
    return entry_of(INTERVIEW_KIND, interview_id, version(INTERVIEW_KIND, interview_id, body))


def consent_of(interview_id: str, *answers: ConsentAnswer, **changes: object) -> Listed:
    consent = Consent(consent_id_of(interview_id), interview_id, NOON, answers=answers, **changes)  # type: ignore[arg-type]
    return entry_of(CONSENT_KIND, consent.id, version(CONSENT_KIND, consent.id, consent))


def on(
    consent: Listed, interview_id: str, shown_as: Identification, files: bool
) -> ConsentSnapshot:
    return ConsentSnapshot(interview_id, consent[0].version_id, shown_as, files)


# --- the document -----------------------------------------------------------------------------


def test_a_consent_that_is_named_for_another_interview_than_its_own_is_refused(
    tmp_path: Path,
) -> None:
    data = FORGE.records[0]
    named = ConsentSnapshot(OURS, sha256(data), Identification.CODE, files=True)
    another = RecordEntry(CONSENT_KIND, new_id(), sha256(data), (new_id(),))
    both = RecordEntry(CONSENT_KIND, new_id(), sha256(data), (OURS, new_id()))
    no_consent = RecordEntry(INTERVIEW_KIND, OURS, sha256(data), (OURS,))
    for entry in (another, both, no_consent):
        refused(tmp_path, FORGE.of(records=(entry,), consents=(named,)), "not its own")


def test_two_interviews_that_leave_on_one_consent_are_refused(tmp_path: Path) -> None:
    one = FORGE.consent()
    other = ConsentSnapshot(new_id(), one.consent_version, Identification.CODE, files=True)
    refused(tmp_path, FORGE.of(consents=(one, other)), "twice")


# --- what the consent says --------------------------------------------------------------------


AGREED = (
    ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.YES, Identification.INITIALS),
    ConsentAnswer(Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION, Answer.YES),
)


@pytest.mark.parametrize(
    ("answers", "withdrawn", "shown_as", "files"),
    [
        ((), False, Identification.NOTHING, False),
        ((ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.NO),), False, "nothing", False),
        ((ConsentAnswer(USE, RecipientKind.PUBLIC, Answer.YES),), False, "nothing", False),
        (AGREED, True, Identification.NOTHING, False),
        (AGREED, False, Identification.FULL_NAME, False),
        (AGREED[:1], False, Identification.CODE, True),
    ],
)
def test_an_account_on_a_consent_that_does_not_let_it_out_is_refused_whole(
    ends: Ends,
    answers: tuple[ConsentAnswer, ...],
    withdrawn: bool,
    shown_as: str,
    files: bool,
) -> None:
    consent = consent_of(OURS, *answers, withdrawn_at=NOON if withdrawn else None)
    said = on(consent, OURS, Identification(shown_as), files)
    path = Sender(ends).package(ends.stick / "x.age", [consent, account_of(OURS)], consents=[said])
    before = state_of(ends.office)
    for take_in in (dry_run, receive_package):
        with pytest.raises(PackageRefused, match="does not let it out"):
            take_in(ends.office, path)
    assert state_of(ends.office) == before


@pytest.mark.parametrize("shown_as", ["nothing", "code", "initials"])
@pytest.mark.parametrize("files", [False, True])
def test_an_account_on_no_more_than_its_consent_lets_out_is_taken_in(
    ends: Ends, shown_as: str, files: bool
) -> None:
    consent = consent_of(OURS, *AGREED)
    said = on(consent, OURS, Identification(shown_as), files)
    path = Sender(ends).package(ends.stick / "x.age", [consent, account_of(OURS)], consents=[said])
    assert [line.outcome for line in receive_package(ends.office, path).lines] == [
        Outcome.ACCEPTED,
        Outcome.ACCEPTED,
    ]


def test_a_consent_with_branches_that_agree_on_less_together_still_travels(ends: Vaults) -> None:
    """What leaves is the narrowest of all branches, so less than the one that is named."""
    made = interview(ends.researcher, files=[b"photo"])
    decide(ends.researcher, made, yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH))
    receipted(ends, ends.write())
    decide(ends.office, made, yes(USE, Identification.CODE), yes(Purpose.PHOTOGRAPH))
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    (beside,) = ends.office.versions.heads(consent.id)
    decide(ends.researcher, made, yes(USE, Identification.FULL_NAME))
    arrive(ends.researcher, beside.data, "pkg")
    assert len(ends.researcher.versions.heads(consent.id)) == 2
    ends.researcher.interviews.attach(made.id, ends.researcher.media.all()[0].id)
    received = receive_package(ends.office, ends.write().path)
    assert not received.receipt.set_aside


def test_a_consent_that_nobody_can_read_is_set_aside_as_before(ends: Ends) -> None:
    person = Person(new_id(), NOON, "P-1")
    broken = entry_of(CONSENT_KIND, new_id(), b"no consent", OURS)
    said = on(broken, OURS, Identification.FULL_NAME, True)
    path = Sender(ends).package(
        ends.stick / "x.age",
        [broken, entry_of(PERSON_KIND, person.id, version(PERSON_KIND, person.id, person), OURS)],
        consents=[said],
    )
    lines = receive_package(ends.office, path).receipt.records
    assert [line.reason for line in lines] == [LineReason.BREAKS_SCHEMA, ""]


@pytest.mark.parametrize("sent", ["nothing", "broken"])
def test_an_account_whose_consent_is_not_here_is_let_out_for_nothing(ends: Ends, sent: str) -> None:
    """Whatever the sender said in its document: that opens nothing at the recipient."""
    broken = entry_of(CONSENT_KIND, new_id(), b"no consent", OURS)
    said = on(broken, OURS, Identification.FULL_NAME, True)
    records = [account_of(OURS)] if sent == "nothing" else [broken, account_of(OURS)]
    path = Sender(ends).package(ends.stick / "x.age", records, consents=[said])
    assert receive_package(ends.office, path).receipt.records[-1].outcome is Outcome.ACCEPTED
    for purpose in Purpose:
        plan = plan_package(ends.office, ends.researcher.identity.fingerprint, purpose, [OURS])
        assert not list(plan.items(INTERVIEW_KIND))
        (stays,) = (each for each in plan.staying if each.record_id == OURS)
        assert stays.refusal is Refusal.NO_CONSENT_RECORDED
