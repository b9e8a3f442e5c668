"""What is said of a withdrawal, before and after it is taken in, is what becomes of it."""

from __future__ import annotations

from desktop.handoff.naming import overtaken_message
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.gate import ask
from desktop.model.consent import CONSENT_KIND, Consent, RecipientKind, Refusal
from desktop.model.handoff import LineReason
from desktop.model.ids import new_id
from tests.authors import SOMEBODY
from tests.support import asked, consent_to, named_in_full
from tests.unit.handoff.ends import USE, Ends, interview
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.sender import SENDER, Sender, entry_of, version


def test_a_withdrawal_that_was_settled_since_is_not_said_to_close(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    ends.researcher.consents.withdraw(made.id, "no longer")
    late = ends.write().path
    withdrawn = ends.researcher.consents.for_interview(made.id)
    again = named_in_full(consent_to(made.id, USE))
    ends.researcher.consents.decide(asked(ends.researcher, again), withdrawn)
    (withdrawal,) = receive_package(ends.office, ends.write().path).withdrawals
    assert not withdrawal.closed
    assert receive_package(ends.office, late).withdrawals == ()
    verdict = ask(ends.office, [made.id], USE, RecipientKind.ORGANISATION)[made.id]
    assert verdict.decision.allowed
    assert made.code in overtaken_message(withdrawal.name)


def test_a_withdrawal_that_closes_is_said_to(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    ends.researcher.consents.withdraw(made.id, "no longer")
    (withdrawal,) = receive_package(ends.office, ends.write().path).withdrawals
    assert withdrawal.closed
    verdict = ask(ends.office, [made.id], USE, RecipientKind.ORGANISATION)[made.id]
    assert verdict.decision.refusal is Refusal.WITHDRAWN


def test_a_consent_withdrawn_in_two_branches_is_told_and_counted_once(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    ends.researcher.consents.withdraw(made.id, "no longer")
    consent = ends.researcher.consents.for_interview(made.id)
    assert consent is not None
    said = [version(CONSENT_KIND, consent.id, consent, author) for author in (SENDER, SOMEBODY)]
    records = [entry_of(CONSENT_KIND, consent.id, data) for data in said]
    path = Sender(ends).package(ends.stick / "x.age", records)
    assert dry_run(ends.office, path).counts.withdrawals == 1
    received = receive_package(ends.office, path)
    assert [line.reason for line in received.receipt.records] == [LineReason.WITHDRAWN] * 2
    assert [each.interview_id for each in received.withdrawals] == [made.id]


def test_a_dry_run_counts_no_withdrawal_that_will_be_set_aside(ends: Ends) -> None:
    consent = Consent(new_id(), new_id(), NOON, withdrawn_at=NOON)
    data = version(CONSENT_KIND, consent.id, consent)
    record = entry_of(CONSENT_KIND, consent.id, data, new_id())
    path = Sender(ends).package(ends.stick / "x.age", [record])
    assert dry_run(ends.office, path).counts.withdrawals == 0
    assert receive_package(ends.office, path).withdrawals == ()
