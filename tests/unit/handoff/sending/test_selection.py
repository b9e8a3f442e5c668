"""Only what a person agreed to leaves, shown as agreed, and everything else is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.errors import CardRefused, ConsentRefused, NoSuchRecord, RevokedSigner
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import Wish, offer_package, plan_of, plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
    may_leave,
)
from desktop.model.consent.purpose import HERE_ONLY
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Safety, Utterance
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.vault import Vault
from tests.authors import arrive
from tests.examples import examples
from tests.homes.either import HOMES
from tests.support import consent_to, make_vault
from tests.unit.handoff.ends import (
    USE,
    Ends,
    Vaults,
    add_file,
    decide,
    either_ends,
    interview,
    introduce,
    kinds,
    persons,
    receipted,
    sent,
    yes,
)
from tests.unit.vault.made import built_on

PHOTOGRAPH = yes(Purpose.PHOTOGRAPH)


@pytest.fixture(scope="module", params=HOMES)
def shared_ends(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ends]:
    """Both ends for a test that adds an interview for every example."""
    made = either_ends(tmp_path_factory.mktemp("shared"), request.param, request.param)
    yield made
    made.close()


@settings(max_examples=examples(25))
@given(
    answer=st.sampled_from(Answer),
    photograph=st.sampled_from(Answer),
    shown_as=st.sampled_from(Identification),
    asked_for=st.sampled_from([USE, Purpose.PUBLISH]),
    recipient=st.sampled_from([RecipientKind.ORGANISATION, RecipientKind.PUBLIC]),
)
def test_a_plan_lets_out_exactly_what_the_gate_lets_out(
    shared_ends: Ends,
    answer: Answer,
    photograph: Answer,
    shown_as: Identification,
    asked_for: Purpose,
    recipient: RecipientKind,
) -> None:
    """Whatever a person answered, the plan goes no further than ``may_leave``. A file that would go
    with an interview that is shown otherwise than it was told waits until somebody looked at it;
    that is for a vault alone."""
    vault = shared_ends.researcher
    made = interview(vault, files=[new_id().encode()])
    consent = decide(
        vault,
        made,
        ConsentAnswer(asked_for, recipient, answer, shown_as),
        replace(PHOTOGRAPH, answer=photograph),
    )
    decision = may_leave(consent, USE, RecipientKind.ORGANISATION)
    assume(isinstance(vault, Vault) or decision.as_told or not decision.files)
    plan = shared_ends.plan(made)
    assert (len(plan.going) == 1) is decision.allowed
    assert (len(plan.media) == 1) is (decision.files and decision.as_told)
    named = decision.allowed and decision.identification is Identification.FULL_NAME
    assert (len(persons(plan)) == 1) is named
    reasons = {stay.refusal for stay in plan.staying}
    assert (decision.refusal in reasons) is not decision.allowed


def test_a_yes_to_what_is_done_on_the_spot_sends_no_account(ends: Ends) -> None:
    """Whoever lets the sound be recorded has not said that the account may go anywhere."""
    made = interview(ends.researcher)
    decide(ends.researcher, made, *map(yes, HERE_ONLY))
    for use in HERE_ONLY:
        plan = plan_package(ends.researcher, ends.office.identity.fingerprint, use, [made.id])
        assert not plan.going
        assert [stay.refusal for stay in plan.staying] == [Refusal.DONE_HERE]


def test_a_persons_own_record_travels_only_under_the_full_name(ends: Vaults) -> None:
    made = interview(ends.researcher)
    for shown_as in (Identification.NOTHING, Identification.CODE, Identification.INITIALS):
        decide(ends.researcher, made, yes(USE, shown_as))
        plan = ends.plan()
        assert persons(plan) == ()
        assert [stay.refusal for stay in plan.staying] == [Refusal.NAME_NOT_AGREED]
    assert PERSON_KIND not in kinds(sent(ends, ends.write()))
    decide(ends.researcher, made, yes(USE, Identification.FULL_NAME))
    assert persons(ends.plan()) == (made.person_id,)
    assert PERSON_KIND in kinds(sent(ends, ends.write()))


def test_a_shared_file_counts_no_more_once_all_its_holders_are_left_out(ends: Ends) -> None:
    vault = ends.researcher
    first, second = interview(vault, "W-1", [b"shared photo"]), interview(vault, "W-2")
    interview(vault, "W-3", [b"another"])
    shared = vault.interviews.attachments(first.id)[0].media_id
    vault.interviews.attach(second.id, shared, "the same")
    offer = offer_package(vault, Wish(ends.office.identity.fingerprint, USE))
    selection = offer.everything
    assert (selection.counts.files, selection.totals.octets) == (2, 19)
    one_left = selection.without(first.id)
    assert (one_left.counts.files, one_left.totals.octets) == (2, 19)
    none_left = one_left.without(second.id)
    assert (none_left.counts.files, none_left.totals.octets) == (1, 7)
    assert offer.without([first.id, second.id]).totals == none_left.totals
    assert plan_of(none_left).counts == none_left.counts


@pytest.mark.parametrize("narrower_first", [True, False])
def test_the_branch_of_a_consent_that_decides_is_the_one_the_package_names(
    ends: Ends, narrower_first: bool
) -> None:
    vault = ends.researcher
    made = interview(vault)
    consent = vault.consents.for_interview(made.id)
    assert consent is not None
    base = vault.versions.history(consent.id)[0]
    wide, narrow = (
        built_on(base, replace(consent, answers=(yes(USE), *photographs)))
        for photographs in ((yes(Purpose.PHOTOGRAPH),), ())
    )
    for version in (narrow, wide) if narrower_first else (wide, narrow):
        arrive(vault, version.data, "from elsewhere")
    (going,) = ends.plan().going
    assert going.consent_versions == (narrow.id, wide.id)
    (snapshot,) = sent(ends, ends.write()).consents
    assert (snapshot.consent_version, snapshot.files) == (narrow.id, False)


def test_everything_that_stays_is_named_with_its_reason(ends: Ends) -> None:
    vault = ends.researcher
    refused = interview(vault, "W-refused")
    decide(vault, refused, ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.NO))
    again = interview(vault, "W-again")
    decide(vault, again, ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.ASK_AGAIN))
    withdrawn = interview(vault, "W-withdrawn")
    vault.consents.withdraw(withdrawn.id, "no longer")
    not_asked = interview(vault, "W-not-asked")
    decide(vault, not_asked, yes(Purpose.KEEP))
    without = vault.interviews.new("W-without", refused.person_id, "be")
    assert without.code == "W-without"
    plan = ends.plan()
    assert plan.empty
    assert {(stay.label, stay.refusal) for stay in plan.staying} == {
        ("W-refused", Refusal.REFUSED),
        ("W-again", Refusal.ASK_AGAIN),
        ("W-withdrawn", Refusal.WITHDRAWN),
        ("W-not-asked", Refusal.NOT_ASKED),
        ("W-without", Refusal.NO_CONSENT_RECORDED),
    }
    with pytest.raises(ConsentRefused):
        write_package(vault, plan, ends.stick)
    assert list(ends.stick.iterdir()) == []


def test_safety_notes_never_travel(ends: Ends) -> None:
    made = interview(ends.researcher)
    secret = "RISK-CANARY-7731"
    ends.researcher.interviews.save_safety(
        Safety(made.id, risk_person=secret, risk_relatives=secret, safe_contact=secret)
    )
    written = ends.write()
    receive_package(ends.office, written.path)
    for entry in sent(ends, written).records:
        assert secret.encode() not in ends.office.versions.get(entry.version_id).data


def test_only_news_travels_once_the_receipt_is_here(ends: Ends) -> None:
    made = interview(ends.researcher, files=[b"photo"])
    first = ends.write()
    assert not ends.plan().empty, "without a receipt everything is still news"
    receipted(ends, first)
    plan = ends.plan()
    assert (plan.empty, plan.counts.already_there, plan.confirmed) == (True, 1, (first.package_id,))
    assert len(ends.plan(again=True).media) == 1
    words = ends.researcher.interviews.utterances(made.id)
    more = (*words, Utterance(new_id(), text="more"))
    ends.researcher.interviews.save_utterances(made.id, more)
    document = sent(ends, ends.write())
    assert kinds(document) == [INTERVIEW_KIND]
    assert document.media == ()
    assert document.confirmed == (first.package_id,)


def test_a_person_whom_the_recipient_confirmed_is_not_counted_among_what_goes(ends: Ends) -> None:
    made = interview(ends.researcher)
    decide(ends.researcher, made, yes(USE, Identification.FULL_NAME))
    receipted(ends, ends.write())
    second = ends.researcher.interviews.new("W-2", made.person_id, "be")
    named = replace(consent_to(second.id), answers=(yes(USE, Identification.FULL_NAME),))
    ends.researcher.consents.save(named, "asked")
    assert ends.plan(again=True).counts.records == {PERSON_KIND: 1}
    plan = ends.plan()
    assert (plan.counts.interviews, plan.counts.records, persons(plan)) == (1, {}, ())
    document = sent(ends, write_package(ends.researcher, plan, ends.stick))
    assert PERSON_KIND not in kinds(document)


def test_a_photo_added_later_travels_alone_with_the_interview_that_names_it(ends: Ends) -> None:
    made = interview(ends.researcher, files=[b"first photo"])
    receipted(ends, ends.write())
    later = add_file(ends.researcher, b"second photo")
    ends.researcher.interviews.attach(made.id, later.id, "later")
    document = sent(ends, ends.write())
    assert [entry.sha256 for entry in document.media] == [later.sha256]
    assert kinds(document) == [INTERVIEW_KIND, MEDIA_KIND]


def test_a_withdrawal_travels_to_whoever_holds_the_interview_and_to_nobody_else(
    ends: Ends, tmp_path: Path
) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    ends.researcher.consents.withdraw(made.id, "no longer")
    plan = ends.plan()
    assert [notice.withdrawn for notice in plan.notices] == [True]
    assert plan.going == ()
    document = sent(ends, ends.write())
    assert kinds(document) == [CONSENT_KIND]
    with make_vault(tmp_path, "stranger") as stranger:
        introduce(ends.researcher, stranger)
        assert plan_package(ends.researcher, stranger.identity.fingerprint, USE).empty


def test_a_consent_narrowed_elsewhere_is_told_too(ends: Ends) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    decide(ends.researcher, made, ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.NO))
    plan = ends.plan()
    assert [(notice.code, notice.withdrawn) for notice in plan.notices] == [("W-001", False)]


def test_a_withdrawal_in_one_branch_is_what_is_said_whatever_another_refuses(ends: Ends) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    vault = ends.researcher
    consent = vault.consents.for_interview(made.id)
    assert consent is not None
    (base,) = vault.versions.heads(consent.id)
    refused = replace(consent, answers=(ConsentAnswer(USE, RecipientKind.ORGANISATION, Answer.NO),))
    older = replace(built_on(base, refused).document, created_at=consent.given_at)
    arrive(vault, canonical.encode(older), "from elsewhere")
    gone = replace(consent, withdrawn_at=consent.given_at)
    arrive(vault, built_on(base, gone).data, "from elsewhere")
    assert len(vault.versions.heads(consent.id)) == 2
    plan = ends.plan(made)
    assert [each.refusal for each in plan.staying] == [Refusal.WITHDRAWN]
    assert [notice.withdrawn for notice in plan.notices] == [True]


def test_versions_the_recipient_never_saw_do_not_travel_as_history(ends: Ends) -> None:
    made = interview(ends.researcher)
    words = ends.researcher.interviews.utterances(made.id)
    taken_back = (*words, Utterance(new_id(), text="TAKEN BACK"))
    ends.researcher.interviews.save_utterances(made.id, taken_back)
    ends.researcher.versions.cut(INTERVIEW_KIND, made.id, "sealed elsewhere")
    ends.researcher.interviews.save_utterances(made.id, words)
    document = sent(ends, ends.write())
    assert kinds(document).count(INTERVIEW_KIND) == 1
    entry = next(e for e in document.records if e.kind == INTERVIEW_KIND)
    assert b"TAKEN BACK" not in ends.researcher.versions.get(entry.version_id).data


def test_versions_between_two_handoffs_travel_so_that_no_branch_appears(ends: Ends) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    words = ends.researcher.interviews.utterances(made.id)
    for text in ("one", "two"):
        words = (*words, Utterance(new_id(), text=text))
        ends.researcher.interviews.save_utterances(made.id, words)
        ends.researcher.versions.cut(INTERVIEW_KIND, made.id, "between")
    written = ends.write()
    assert kinds(sent(ends, written)).count(INTERVIEW_KIND) == 2
    receive_package(ends.office, written.path)
    assert len(ends.office.versions.heads(made.id)) == 1
    assert ends.office.interviews.utterances(made.id) == words


def test_a_recipient_who_is_unknown_untrusted_or_revoked_gets_no_plan(
    ends: Ends, tmp_path: Path
) -> None:
    interview(ends.researcher)
    with make_vault(tmp_path, "stranger") as stranger:
        fingerprint = stranger.identity.fingerprint
        with pytest.raises(NoSuchRecord):
            plan_package(ends.researcher, fingerprint, USE)
        card = stranger.identity.card()
        ends.researcher.cards.add(card.document, card.signature)
        with pytest.raises(CardRefused):
            plan_package(ends.researcher, fingerprint, USE)
    ends.researcher.cards.revoke(ends.office.identity.fingerprint)
    with pytest.raises(RevokedSigner):
        ends.plan()


def test_an_interview_that_does_not_exist_is_not_passed_over(ends: Ends) -> None:
    with pytest.raises(NoSuchRecord):
        plan_package(ends.researcher, ends.office.identity.fingerprint, USE, [new_id()])


def test_a_recipient_of_another_kind_gets_only_what_was_agreed_for_that_kind(ends: Ends) -> None:
    interview(ends.researcher)
    fingerprint = ends.office.identity.fingerprint
    ends.researcher.cards.trust(fingerprint, RecipientKind.NATIONAL_AUTHORITY)
    assert [stay.refusal for stay in ends.plan().staying] == [Refusal.NOT_ASKED]
