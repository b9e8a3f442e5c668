"""What a person decided, as it stands and as it stood; and what withdrawal does (R1, R2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from desktop.errors import DecisionIncomplete, NoSuchRecord, RecordClosed
from desktop.messages.errors import explain
from desktop.model.consent import Answer, ConsentAnswer, Purpose, RecipientKind, may_leave
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from desktop.vault import ConsentState, Vault
from tests.support import asked, consent_to, open_interview
from tests.unit.vault.made import send

OFFICE = RecipientKind.ORGANISATION
ROOT: Final = Path(__file__).resolve().parents[4]


def state_of(vault: Vault) -> ConsentState:
    return vault.interviews.summaries()[0].consent


def test_every_save_is_a_version_and_a_row_in_the_log(vault: Vault) -> None:
    interview = vault.interviews.new("W-1", "p", "be")
    assert vault.consents.for_interview(interview.id) is None
    first = consent_to(interview.id, Purpose.KEEP)
    vault.consents.save(first, "asked")
    vault.consents.save(first, "the same again")
    wider = replace(first, answers=(*first.answers, ConsentAnswer(Purpose.PUBLISH, OFFICE)))
    vault.consents.save(wider, "asked more")
    assert vault.consents.for_interview(interview.id) == wider
    assert [each.consent for each in vault.consents.history(interview.id)] == [first, wider]
    assert [each.reason for each in vault.consents.history(interview.id)] == ["asked", "asked more"]
    told = [e.detail["state"] for e in vault.custody.events(interview.id) if "state" in e.detail]
    assert told == ["given", "given"]


def test_withdrawal_closes_everything_and_names_what_has_gone_out(vault: Vault) -> None:
    interview = open_interview(vault, "W-1", Purpose.ICC_PROSECUTOR)
    sent = send(vault, interview.id)
    packages = vault.consents.withdraw(interview.id, "family at risk")
    assert [package.package_id for package in packages] == [sent.package_id]
    consent = vault.consents.for_interview(interview.id)
    assert consent is not None
    assert consent.withdrawn_reason == "family at risk"
    assert not any(may_leave(consent, purpose, OFFICE).allowed for purpose in Purpose)
    assert state_of(vault) is ConsentState.WITHDRAWN
    head = vault.custody.head()
    assert vault.consents.withdraw(interview.id, "again") == packages
    assert vault.custody.head() == head


def test_a_withdrawal_is_not_taken_back_by_saving_over_it(vault: Vault) -> None:
    interview = open_interview(vault)
    consent = vault.consents.for_interview(interview.id)
    assert consent is not None
    vault.consents.withdraw(interview.id, "")
    with pytest.raises(RecordClosed):
        vault.consents.save(consent, "an old form")
    again = asked(vault, consent_to(interview.id, Purpose.KEEP))
    vault.consents.decide(again, vault.consents.for_interview(interview.id))
    assert vault.consents.for_interview(interview.id) == again
    assert state_of(vault) is ConsentState.YES


def test_a_yes_that_nobody_read_for_is_not_recorded_by_any_way(vault: Vault) -> None:
    """Nor one over what was withdrawn, with the reading of before; less than before is."""
    interview = vault.interviews.new("W-1", "p", "be")
    kept = asked(vault, consent_to(interview.id, Purpose.KEEP))
    with pytest.raises(DecisionIncomplete) as refused:
        vault.consents.decide(replace(kept, read_out_at=None), None)
    assert refused.value.missing == ("reading",)
    assert explain(refused.value).text.startswith("Nothing was recorded. A yes applies only after")
    assert vault.consents.for_interview(interview.id) is None
    vault.consents.decide(kept, None)
    refusing = replace(kept, answers=(ConsentAnswer(Purpose.KEEP, OFFICE, Answer.NO),))
    vault.consents.decide(refusing, kept)
    vault.consents.withdraw(interview.id, "")
    withdrawn = vault.consents.for_interview(interview.id)
    with pytest.raises(DecisionIncomplete):
        vault.consents.decide(kept, withdrawn)
    assert vault.consents.for_interview(interview.id) == withdrawn


def test_a_restriction_and_others_decisions_end_with_a_reason_alone(vault: Vault) -> None:
    interview = open_interview(vault, "W-1")
    vault.consents.restrict(interview.id, "a dispute")
    held = vault.consents.for_interview(interview.id)
    assert held is not None
    with pytest.raises(DecisionIncomplete):
        vault.consents.lift_restriction(interview.id, " ")
    with pytest.raises(DecisionIncomplete) as refused:
        vault.consents.settle(held, ["f" * 64], "")
    assert "How that is known is not filled in" in explain(refused.value).text
    lifted = replace(held, restricted_at=None, restricted_reason="", interpreter="Яна")
    vault.consents.decide(lifted, held)
    now = vault.consents.for_interview(interview.id)
    assert now == replace(held, interpreter="Яна"), "deciding about answers lifts nothing"


def test_nothing_is_recorded_without_asking_what_is_missing() -> None:
    places = (path for part in ("desktop", "ui") for path in (ROOT / part).rglob("*.py"))
    found = {path.name for path in places if "consents.save(" in path.read_text(encoding="utf-8")}
    assert not found


def test_another_consent_of_before_never_hides_a_withdrawal(vault: Vault) -> None:
    """Vaults made before there was one record an interview may hold several."""
    interview = open_interview(vault)
    other = replace(
        consent_to(interview.id, Purpose.KEEP),
        id=new_id(),
        given_at=Moment("2001-01-01T00:00:00.000Z", 0),
    )
    vault.consents.withdraw(interview.id, "")
    vault.consents.save(other)
    assert state_of(vault) is ConsentState.WITHDRAWN
    consent = vault.consents.for_interview(interview.id)
    assert consent is not None
    assert consent.withdrawn_at is not None


def test_nothing_to_withdraw_is_said(vault: Vault) -> None:
    with pytest.raises(NoSuchRecord):
        vault.consents.withdraw(vault.interviews.new("W-1", "p", "be").id, "")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((), ConsentState.NONE),
        ((Answer.NO, Answer.NOT_ASKED), ConsentState.NONE),
        ((Answer.YES, Answer.NO), ConsentState.PARTIAL),
        ((Answer.YES, Answer.YES), ConsentState.YES),
    ],
)
def test_the_list_says_it_in_a_word(
    vault: Vault, answers: tuple[Answer, ...], expected: ConsentState
) -> None:
    interview = vault.interviews.new("W-1", "p", "be")
    given = tuple(
        ConsentAnswer(purpose, OFFICE, answer)
        for purpose, answer in zip(Purpose, answers, strict=False)
    )
    vault.consents.save(replace(consent_to(interview.id), answers=given))
    assert state_of(vault) is expected


def test_no_word_of_the_reason_stands_in_the_log(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.consents.withdraw(interview.id, "маці прасіла")
    events = vault.custody.events(interview.id)
    assert events[-1].kind is CustodyKind.CONSENT
    assert "маці" not in repr(events)
