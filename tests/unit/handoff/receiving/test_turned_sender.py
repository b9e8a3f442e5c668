"""What a trusted sender who was turned, and a stranger behind one, cannot take or open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.errors import DecisionIncomplete, RecordSealed
from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import CONSENT_KIND, Purpose, RecipientKind, Refusal
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview
from desktop.model.media import MEDIA_KIND
from desktop.model.owned_id import consent_id_of
from desktop.model.person import PERSON_KIND
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.vault import Vault
from desktop.vault.records.consents import Beside
from tests.authors import invented, let_trust
from tests.support import asked
from tests.unit.handoff.ends import USE, Ends, Vaults, add_file, interview
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.receiving.test_whose_word_counts import all_yes, decision, said, send
from tests.unit.handoff.sender import SENDER

AUTHORS = pytest.mark.parametrize("author", [SENDER, invented("stranger")], ids=["known", "not"])
ORDERS = pytest.mark.parametrize("first", [True, False], ids=["first", "last"])


def give(ends: Ends, *records: tuple[RecordKind, str]) -> None:
    """Let the office have these of the researcher's records alone."""
    for kind, record_id in records:
        own = ends.researcher.versions.cut(kind, record_id, "sent")
        by = ends.researcher.versions.signed([own.id])[own.id]
        ends.office.versions.take_in(ends.office.versions.read(own.data), by, "package")


def account(made: Interview) -> Sequence[tuple[RecordKind, str]]:
    return (PERSON_KIND, made.person_id), (INTERVIEW_KIND, made.id)


@ORDERS
@AUTHORS
def test_nobody_else_consents_where_no_consent_came(ends: Ends, author: str, first: bool) -> None:
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    wide = said(CONSENT_KIND, own, all_yes(made), author=author)
    if first:
        send(ends, CONSENT_KIND, own, wide)
    give(ends, *account(made))
    assert decision(ends.office, made).refusal is not None
    if not first:
        send(ends, CONSENT_KIND, own, wide)
    for purpose in (USE, Purpose.PUBLISH):
        assert decision(ends.office, made, purpose).refusal is Refusal.ONLY_BY_OTHERS
    give(ends, (CONSENT_KIND, own))
    assert decision(ends.office, made).allowed
    assert decision(ends.office, made, Purpose.PUBLISH).refusal is Refusal.NOT_ASKED


def test_a_person_here_confirms_what_another_recorded(ends: Ends) -> None:
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    give(ends, *account(made))
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made)))
    if not isinstance(ends.office, Vault):
        return
    beside = ends.office.consents.beside(made.id)
    assert not beside.answered
    assert [each.document.author for each, _says in beside.versions] == [SENDER]
    shown = ends.office.consents.for_interview(made.id)
    assert shown is not None
    ends.office.consents.settle(shown, [each.id for each, _says in beside.versions], "she said so")
    assert decision(ends.office, made).allowed
    assert ends.office.consents.beside(made.id) == Beside()


def test_what_only_others_said_does_not_stand_when_it_is_decided_here(ends: Vaults) -> None:
    """One answer taken back, and the others with it would be what was decided here."""
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    give(ends, *account(made))
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made)))
    others = ends.office.consents.for_interview(made.id)
    assert others is not None
    less = replace(others, answers=others.answers[:1])
    with pytest.raises(DecisionIncomplete):
        ends.office.consents.decide(less, others)
    ends.office.consents.decide(asked(ends.office, less), others)
    assert decision(ends.office, made).allowed


def test_who_restricts_here_confirms_no_answers_of_others(ends: Vaults) -> None:
    """What closes for a while must not open by being lifted."""
    made = interview(ends.researcher)
    give(ends, *account(made))
    own = consent_id_of(made.id)
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made)))
    ends.office.consents.restrict(made.id, "somebody asked for her")
    assert decision(ends.office, made).refusal is Refusal.RESTRICTED
    ends.office.consents.lift_restriction(made.id, "she called")
    for purpose in (USE, Purpose.PUBLISH):
        assert decision(ends.office, made, purpose).refusal is Refusal.NOT_ASKED


def test_who_lifts_the_restriction_of_others_confirms_none_of_their_answers(ends: Vaults) -> None:
    """Theirs is one version: who lets use go on here says nothing of what it agrees to."""
    made = interview(ends.researcher)
    give(ends, *account(made))
    own = consent_id_of(made.id)
    closed = replace(all_yes(made), restricted_at=Moment.now())
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, closed))
    ends.office.consents.lift_restriction(made.id, "she called")
    for purpose in (USE, Purpose.PUBLISH):
        assert decision(ends.office, made, purpose).refusal is Refusal.NOT_ASKED


@ORDERS
def test_no_second_consent_stands_beside_that_of_the_interview(ends: Ends, first: bool) -> None:
    made, other = interview(ends.researcher), new_id()
    second = said(CONSENT_KIND, other, replace(all_yes(made), id=other))
    if first:
        assert send(ends, CONSENT_KIND, other, second) == "rests-on-others"
    receive_package(ends.office, ends.write().path)
    if not first:
        assert send(ends, CONSENT_KIND, other, second) == "rests-on-others"
    shown = ends.office.consents.for_interview(made.id)
    assert shown == ends.researcher.consents.for_interview(made.id)
    travels = list(ends.office.outlines.following(CONSENT_KIND, [made.id]))
    assert [each.record_id for each in travels] == [consent_id_of(made.id)]
    gone = replace(all_yes(made), id=other, withdrawn_at=NOON)
    assert send(ends, CONSENT_KIND, other, said(CONSENT_KIND, other, gone)) == "withdrawn"
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
    assert ends.office.consents.for_interview(made.id) == shown


@ORDERS
def test_a_withdrawal_takes_no_consent_away_from_another(ends: Ends, first: bool) -> None:
    made, second = interview(ends.researcher), interview(ends.researcher, "W-002")
    own = consent_id_of(made.id)
    gone = replace(all_yes(second), id=own, withdrawn_at=NOON)
    if first:
        assert send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, gone)) == "withdrawn"
    receive_package(ends.office, ends.write().path)
    if not first:
        assert send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, gone)) == "withdrawn"
    for each in (made, second):
        shown = ends.office.consents.for_interview(each.id)
        assert shown == ends.researcher.consents.for_interview(each.id)
    assert decision(ends.office, made).allowed
    assert decision(ends.office, second).refusal is Refusal.WITHDRAWN


@ORDERS
@AUTHORS
def test_no_caption_shows_a_file_that_is_another_s(ends: Ends, author: str, first: bool) -> None:
    """Neither bytes of a sender's own nor a file that lies here already."""
    made = interview(ends.researcher, files=[b"the owner's photo"])
    attached = ends.researcher.interviews.attachments(made.id)
    (own,) = (ends.researcher.media.find(each.media_id) for each in attached)
    assert own is not None
    here = add_file(ends.office, b"another photo", "other.jpg")
    body = replace(own, sha256=here.sha256, sha512=here.sha512, size=here.size)
    theirs = said(MEDIA_KIND, own.id, body, author=author)
    if first:
        send(ends, MEDIA_KIND, own.id, theirs)
        assert ends.office.media.find(own.id) is None
    receive_package(ends.office, ends.write().path)
    if not first:
        send(ends, MEDIA_KIND, own.id, theirs)
    found = ends.office.media.find(own.id)
    assert found is not None
    assert found.sha256 == own.sha256


def test_a_seal_holds_after_the_card_of_its_author_was_revoked(ends: Ends) -> None:
    made = interview(ends.researcher)
    ends.researcher.interviews.seal(made.id)
    receive_package(ends.office, ends.write().path)
    sealed = ends.office.interviews.document(made.id)
    ends.office.cards.revoke(ends.researcher.identity.fingerprint)
    words = replace(sealed, interview=replace(sealed.interview, code="W-OTHER"))
    heads = ends.office.versions.head_ids(made.id)
    send(ends, INTERVIEW_KIND, made.id, said(INTERVIEW_KIND, made.id, words, heads))
    assert ends.office.interviews.document(made.id) == sealed
    if isinstance(ends.office, Vault):
        with pytest.raises(RecordSealed):
            ends.office.interviews.save(replace(sealed.interview, code="X"))


def test_nobody_takes_over_what_came_before_a_card_was_revoked(ends: Ends) -> None:
    """And what came of it afterwards waits."""
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    document = ends.office.interviews.document(made.id)
    late = replace(document, interview=replace(document.interview, code="W-LATE"))
    ends.office.cards.revoke(ends.researcher.identity.fingerprint)
    taken = replace(document, interview=replace(document.interview, code="W-TAKEN"))
    send(ends, INTERVIEW_KIND, made.id, said(INTERVIEW_KIND, made.id, taken))
    assert ends.office.interviews.document(made.id) == document
    ends.researcher.interviews.save(late.interview)
    give(ends, (INTERVIEW_KIND, made.id))
    assert ends.office.interviews.document(made.id) == document
    ends.office.cards.trust(ends.researcher.identity.fingerprint, RecipientKind.ORGANISATION)
    assert ends.office.interviews.get(made.id).code == "W-LATE"


def test_work_done_here_is_kept_when_a_card_is_trusted(ends: Ends) -> None:
    made = interview(ends.researcher)
    person = ends.researcher.people.get(made.person_id)
    send(ends, PERSON_KIND, person.id, said(PERSON_KIND, person.id, replace(person, code="P-9")))
    researcher = ends.researcher.identity.fingerprint
    ends.office.cards.revoke(researcher)
    give(ends, (PERSON_KIND, person.id))
    ends.office.people.save(replace(person, code="P-HERE"))
    ends.office.cards.trust(researcher, RecipientKind.ORGANISATION)
    assert ends.office.people.get(person.id).code == "P-HERE"
    assert len(ends.office.versions.head_ids(person.id)) == 2


def test_what_came_after_a_card_was_revoked_takes_back_nothing(ends: Ends) -> None:
    made, gone = interview(ends.office), invented("gone")
    own = consent_id_of(made.id)
    let_trust(ends.office, gone)
    no = said(CONSENT_KIND, own, replace(all_yes(made), answers=()), author=gone)
    send(ends, CONSENT_KIND, own, no)
    assert not decision(ends.office, made).allowed
    ends.office.cards.revoke(gone)
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), [sha256(no)], gone))
    assert not decision(ends.office, made).allowed
    first = ends.office.cards.get(gone).revoked_at
    ends.office.cards.revoke(gone)
    assert ends.office.cards.get(gone).revoked_at == first, "a second time moves nothing"
    assert not decision(ends.office, made).allowed
    ends.office.cards.trust(gone, RecipientKind.ORGANISATION)
    assert decision(ends.office, made).allowed


def test_what_came_before_it_goes_on_counting(ends: Ends) -> None:
    made, gone = interview(ends.office), invented("gone")
    own = consent_id_of(made.id)
    let_trust(ends.office, gone)
    no = said(CONSENT_KIND, own, replace(all_yes(made), answers=()), author=gone)
    send(ends, CONSENT_KIND, own, no)
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), [sha256(no)], gone))
    assert decision(ends.office, made).allowed
    ends.office.cards.revoke(gone)
    assert decision(ends.office, made).allowed


def test_what_came_before_a_revocation_is_told_by_no_clock(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the laptop stood a month ahead when the card was revoked."""
    made, gone = interview(ends.office), invented("gone")
    own = consent_id_of(made.id)
    let_trust(ends.office, gone)
    no = said(CONSENT_KIND, own, replace(all_yes(made), answers=()), author=gone)
    send(ends, CONSENT_KIND, own, no)
    ahead = Moment("2099-01-01T00:00:00.000Z", 0)
    with monkeypatch.context() as patched:
        patched.setattr(Moment, "now", lambda: ahead)
        ends.office.cards.revoke(gone)
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), [sha256(no)], gone))
    assert not decision(ends.office, made).allowed
