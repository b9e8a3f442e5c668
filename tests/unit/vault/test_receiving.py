"""What arrives is laid beside what is here: nothing overwritten, nothing taken twice."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.canonical import NotADocument
from desktop.model.consent import CONSENT_KIND
from desktop.model.custody import CustodyKind
from desktop.model.handoff import (
    Outcome,
)
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, State, Utterance
from desktop.model.media import MEDIA_KIND, Attachment
from desktop.model.moment import Moment
from desktop.model.person import PERSON_KIND
from desktop.model.version import VersionDocument
from desktop.vault import HandoffStage, Vault
from tests.support import open_interview
from tests.unit.vault.made import (
    PERSON_DOCUMENT,
    add,
    attached_to,
    built_on,
    everything_of,
    heads,
    interview_version,
    media_of,
    person_version,
)

PERSON, INTERVIEW = PERSON_KIND, INTERVIEW_KIND


def test_an_interview_arrives_whole_with_all_that_belongs_to_it(
    vault: Vault, office: Vault
) -> None:
    versions, interview = everything_of(vault)
    assert {office.versions.receive(data, "pkg") for data in versions} == {Outcome.ACCEPTED}
    assert office.interviews.document(interview.id) == vault.interviews.document(interview.id)
    assert office.people.all() == vault.people.all()
    for_interview = vault.consents.for_interview(interview.id)
    assert office.consents.for_interview(interview.id) == for_interview
    assert office.search.find("сказ 2")[0].record_id == interview.id
    (row,) = office.interviews.summaries()
    assert (row.handoff, row.files) == (HandoffStage.RECEIVED, 1)
    assert office.interviews.handoff_state(interview.id).received_in == ("pkg",)
    assert office.custody.events(interview.id)[-1].kind is CustodyKind.INGESTION
    assert office.custody.verify().intact


def test_receiving_twice_changes_nothing(vault: Vault, office: Vault) -> None:
    versions, _ = everything_of(vault)
    for data in versions:
        office.versions.receive(data, "pkg")
    head = office.custody.head()
    for data in versions:
        assert office.versions.receive(data, "other pkg") is Outcome.ALREADY_THERE
    assert office.custody.head() == head


def test_what_came_is_sent_on_as_the_same_version(vault: Vault, office: Vault) -> None:
    versions, interview = everything_of(vault)
    for data in versions:
        office.versions.receive(data, "pkg")
    assert office.versions.cut(INTERVIEW, interview.id, "on").data == versions[2]


def test_a_photo_that_two_vaults_have_is_one_and_found_under_both_ids(
    vault: Vault, office: Vault
) -> None:
    ours = add(office, b"photo")
    versions, interview = everything_of(vault)
    for data in versions:
        office.versions.receive(data, "pkg")
    (attachment,) = office.interviews.attachments(interview.id)
    assert attachment.media_id != ours.id
    assert office.media.find(attachment.media_id) is None
    arrived = replace(media_of(b"photo"), id=attachment.media_id)
    assert office.media.add(arrived, [b"photo"]) == ours
    assert office.media.get(attachment.media_id) == ours
    assert attached_to(office, ours.id) == {interview.id}
    again = office.versions.cut(MEDIA_KIND, attachment.media_id, "on")
    assert again.data == versions[3]


def test_news_follow_and_work_of_ones_own_is_never_overwritten(vault: Vault, office: Vault) -> None:
    versions, interview = everything_of(vault)
    for data in versions:
        office.versions.receive(data, "pkg")
    theirs = [Utterance(new_id(), text="працяг")]
    vault.interviews.save_utterances(interview.id, theirs)
    news = vault.versions.cut(INTERVIEW, interview.id, "sent")
    office.versions.receive(news.data, "pkg 2")
    assert office.interviews.utterances(interview.id) == tuple(theirs)

    own = (Utterance(new_id(), text="запісана ў офісе"),)
    office.interviews.save_utterances(interview.id, own)
    vault.interviews.save_utterances(interview.id, ())
    more = vault.versions.cut(INTERVIEW, interview.id, "sent")
    office.versions.receive(more.data, "pkg 3")
    assert office.interviews.utterances(interview.id) == own
    branches = office.versions.heads(interview.id)
    assert {branch.document.parents for branch in branches} == {(news.id,)}
    assert len(branches) == 2
    assert office.interviews.summaries()[0].has_branches


def test_an_edit_that_was_taken_back_is_no_branch(vault: Vault, office: Vault) -> None:
    versions, interview = everything_of(vault)
    for data in versions:
        office.versions.receive(data, "pkg")
    before = office.interviews.utterances(interview.id)
    office.interviews.save_utterances(interview.id, ())
    office.interviews.save_utterances(interview.id, before)
    vault.interviews.save_utterances(interview.id, ())
    office.versions.receive(vault.versions.cut(INTERVIEW, interview.id, "sent").data, "pkg 2")
    assert len(office.versions.heads(interview.id)) == 1
    assert office.interviews.utterances(interview.id) == ()


DOCUMENT = PERSON_DOCUMENT
BODY = DOCUMENT.body


@pytest.mark.parametrize(
    "document",
    [
        replace(DOCUMENT, version=2),
        replace(DOCUMENT, format="other"),
        replace(DOCUMENT, salt="short"),
        replace(DOCUMENT, salt="Z" * 32),
        replace(DOCUMENT, parents=("0" * 63,)),
        replace(DOCUMENT, parents=("b" * 64, "a" * 64)),
        replace(DOCUMENT, parents=("a" * 64, "a" * 64)),
        replace(DOCUMENT, record_id="p-2"),
        replace(DOCUMENT, kind=CONSENT_KIND),
        replace(DOCUMENT, body={}),
        replace(DOCUMENT, body=BODY | {"surprise": 1}),
        replace(DOCUMENT, body=BODY | {"code": None}),
        replace(DOCUMENT, created_at=Moment("2026-01-01T00:00:00.000Z", 2**63)),
        replace(DOCUMENT, body=BODY | {"created_at": {"utc": "", "offset_minutes": 2**200}}),
    ],
)
def test_what_is_no_such_version_is_refused(office: Vault, document: VersionDocument) -> None:
    head = office.custody.head()
    with pytest.raises(NotADocument):
        office.versions.receive(canonical.encode(document), "pkg")
    assert office.people.all() == []
    assert office.custody.head() == head


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.data())
def test_other_bytes_are_another_version_or_none(archives: Vault, data: st.DataObject) -> None:
    genuine = bytearray(person_version(1).data)
    place = data.draw(st.integers(0, len(genuine) - 1))
    genuine[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ZeroDivisionError), archives.transaction():
        try:
            archives.versions.receive(bytes(genuine), "pkg")
        except NotADocument:
            assert heads(archives) == []
        else:
            assert person_version(1).id not in heads(archives)
        raise ZeroDivisionError


def test_a_version_takes_no_words_out_of_another_interview(office: Vault) -> None:
    interview = open_interview(office)
    words = (Utterance("u-1", text="нашы словы"),)
    office.interviews.save_utterances(interview.id, words)
    office.interviews.save_attachments(interview.id, [Attachment("a-1", "m-1")])
    theirs = (Utterance("u-1", text="іншыя"), Attachment("a-1", "m-2"))
    with pytest.raises(NotADocument):
        office.versions.receive(interview_version("i-2", words[0], words[0]), "pkg")
    office.versions.receive(interview_version("i-2", *theirs), "pkg")
    assert (*office.interviews.utterances("i-2"), *office.interviews.attachments("i-2")) == theirs
    assert office.interviews.utterances(interview.id) == words
    assert office.interviews.attachments(interview.id) == (Attachment("a-1", "m-1"),)
    found = [(hit.record_id, hit.excerpt) for hit in office.search.find("словы")]
    assert found == [(interview.id, "нашы словы")]


def test_a_record_stays_of_its_kind(office: Vault) -> None:
    person = office.people.new("P-1", ())
    with pytest.raises(NotADocument):
        office.versions.receive(interview_version(person.id), "pkg")


def test_a_version_of_another_record_hides_no_head(office: Vault) -> None:
    ours = person_version(1)
    thief = person_version(2, [ours], record_id="p-2")
    office.versions.receive(ours.data, "pkg")
    office.versions.receive(thief.data, "pkg")
    assert heads(office) == [ours.id]


def test_nothing_built_on_a_seal_or_a_withdrawal_takes_its_place(
    vault: Vault, office: Vault
) -> None:
    interview = open_interview(vault)
    words = (Utterance(new_id(), text="прачытана і пацверджана"),)
    vault.interviews.save_utterances(interview.id, words)
    sealed = vault.interviews.seal(interview.id)
    consent = vault.consents.for_interview(interview.id)
    assert consent is not None
    vault.consents.withdraw(interview.id, "")
    withdrawn = vault.versions.heads(consent.id)[0]
    reopened = replace(
        vault.interviews.document(interview.id),
        interview=replace(vault.interviews.get(interview.id), state=State.UNDER_WAY),
        utterances=(),
    )
    later = [built_on(sealed, reopened), built_on(withdrawn, consent)]
    for order in itertools.permutations([sealed, withdrawn, *later]):
        with pytest.raises(ZeroDivisionError), office.transaction():
            for version in order:
                office.versions.receive(version.data, "pkg")
            assert office.interviews.get(interview.id).state is State.SEALED
            assert office.interviews.utterances(interview.id) == words
            stands = office.consents.for_interview(interview.id)
            assert stands is not None
            assert stands.withdrawn_at is not None
            raise ZeroDivisionError
