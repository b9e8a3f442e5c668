"""What arrives is laid beside what is here, in every home: nothing overwritten, nothing twice."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.canonical import NotADocument
from desktop.model.handoff import (
    Outcome,
)
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, State, Utterance
from desktop.model.media import MEDIA_KIND, Attachment
from desktop.model.person import PERSON_KIND
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from tests.authors import SOMEBODY, arrive, authorship
from tests.examples import examples
from tests.homes.either import EitherHome
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


def test_receiving_twice_changes_nothing(field: EitherHome, office: EitherHome) -> None:
    versions, _ = everything_of(field)
    for data in versions:
        arrive(office, data, "pkg")
    head = office.custody.head()
    for data in versions:
        assert arrive(office, data, "other pkg") is Outcome.ALREADY_THERE
    assert office.custody.head() == head


def test_what_came_is_sent_on_as_the_same_version(field: EitherHome, office: EitherHome) -> None:
    versions, interview = everything_of(field)
    for data in versions:
        arrive(office, data, "pkg")
    assert office.versions.cut(INTERVIEW, interview.id, "on").data == versions[2]


def test_a_photo_that_two_vaults_have_is_one_and_found_under_both_ids(
    field: EitherHome, office: EitherHome
) -> None:
    ours = add(office, b"photo")
    versions, interview = everything_of(field)
    for data in versions:
        arrive(office, data, "pkg")
    (attachment,) = office.interviews.attachments(interview.id)
    assert attachment.media_id != ours.id
    assert office.media.find(attachment.media_id) is None
    arrived = replace(media_of(b"photo"), id=attachment.media_id)
    assert office.media.add(arrived, [b"photo"]) == ours
    described = field.media.get(attachment.media_id)
    assert office.media.get(attachment.media_id) == replace(described, id=ours.id)
    assert office.media.get(ours.id) == ours
    assert attached_to(office, ours.id) == {interview.id}
    again = office.versions.cut(MEDIA_KIND, attachment.media_id, "on")
    assert again.data == versions[3]


def test_news_follow_and_work_of_ones_own_is_never_overwritten(
    field: EitherHome, office: EitherHome
) -> None:
    versions, interview = everything_of(field)
    for data in versions:
        arrive(office, data, "pkg")
    theirs = [Utterance(new_id(), text="працяг")]
    field.interviews.save_utterances(interview.id, theirs)
    news = field.versions.cut(INTERVIEW, interview.id, "sent")
    arrive(office, news.data, "pkg 2")
    assert office.interviews.utterances(interview.id) == tuple(theirs)

    own = (Utterance(new_id(), text="запісана ў офісе"),)
    office.interviews.save_utterances(interview.id, own)
    field.interviews.save_utterances(interview.id, ())
    more = field.versions.cut(INTERVIEW, interview.id, "sent")
    arrive(office, more.data, "pkg 3")
    assert office.interviews.utterances(interview.id) == own
    branches = office.versions.heads(interview.id)
    assert {branch.document.parents for branch in branches} == {(news.id,)}
    assert len(branches) == 2


def test_an_edit_that_was_taken_back_is_no_branch(field: EitherHome, office: EitherHome) -> None:
    versions, interview = everything_of(field)
    for data in versions:
        arrive(office, data, "pkg")
    before = office.interviews.utterances(interview.id)
    office.interviews.save_utterances(interview.id, ())
    office.interviews.save_utterances(interview.id, before)
    field.interviews.save_utterances(interview.id, ())
    arrive(office, field.versions.cut(INTERVIEW, interview.id, "sent").data, "pkg 2")
    assert len(office.versions.heads(interview.id)) == 1
    assert office.interviews.utterances(interview.id) == ()


DOCUMENT = PERSON_DOCUMENT
BODY = DOCUMENT.body


@pytest.mark.parametrize(
    "document",
    [
        replace(DOCUMENT, version=0),
        replace(DOCUMENT, format="other"),
        replace(DOCUMENT, salt="short"),
        replace(DOCUMENT, salt="Z" * 32),
        replace(DOCUMENT, parents=("0" * 63,)),
        replace(DOCUMENT, parents=("b" * 64, "a" * 64)),
        replace(DOCUMENT, parents=("a" * 64, "a" * 64)),
        replace(DOCUMENT, record_id="p-2"),
        replace(DOCUMENT, created_at=Moment("2026-01-01T00:00:00.000Z", 2**63)),
        replace(DOCUMENT, body=BODY | {"other": 2**200}),
    ],
)
def test_what_is_no_such_version_is_refused(office: EitherHome, document: VersionDocument) -> None:
    head = office.custody.head()
    with pytest.raises(NotADocument):
        arrive(office, canonical.encode(document), "pkg")
    assert office.people.all() == []
    assert office.custody.head() == head


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(80))
@given(st.data())
def test_other_bytes_are_another_version_or_none(archive: EitherHome, data: st.DataObject) -> None:
    genuine = bytearray(person_version(1).data)
    place = data.draw(st.integers(0, len(genuine) - 1))
    genuine[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ZeroDivisionError), archive.transaction():
        try:
            arrive(archive, bytes(genuine), "pkg", authorship(person_version(1).data))
        except NotADocument:
            assert heads(archive) == []
        else:
            assert person_version(1).id not in heads(archive)
        raise ZeroDivisionError


def test_a_version_takes_no_words_out_of_another_interview(office: EitherHome) -> None:
    interview = open_interview(office)
    words = (Utterance("u-1", text="нашы словы"),)
    office.interviews.save_utterances(interview.id, words)
    office.interviews.save_attachments(interview.id, [Attachment("a-1", "m-1")])
    theirs = (Utterance("u-1", text="іншыя"), Attachment("a-1", "m-2"))
    with pytest.raises(NotADocument):
        arrive(office, interview_version("i-2", words[0], words[0]), "pkg")
    arrive(office, interview_version("i-2", *theirs), "pkg")
    assert (*office.interviews.utterances("i-2"), *office.interviews.attachments("i-2")) == theirs
    assert office.interviews.utterances(interview.id) == words
    assert office.interviews.attachments(interview.id) == (Attachment("a-1", "m-1"),)


def test_a_record_stays_of_its_kind(office: EitherHome) -> None:
    person = office.people.new("P-1", ())
    with pytest.raises(NotADocument):
        arrive(office, interview_version(person.id), "pkg")


def test_a_version_of_another_record_hides_no_head(office: EitherHome) -> None:
    ours = person_version(1)
    thief = person_version(2, [ours], record_id="p-2")
    arrive(office, ours.data, "pkg")
    arrive(office, thief.data, "pkg")
    assert heads(office) == [ours.id]


def test_nothing_built_on_a_seal_or_a_withdrawal_takes_its_place(
    field: EitherHome, office: EitherHome
) -> None:
    interview = open_interview(field)
    words = (Utterance(new_id(), text="прачытана і пацверджана"),)
    field.interviews.save_utterances(interview.id, words)
    sealed = field.interviews.seal(interview.id)
    consent = field.consents.for_interview(interview.id)
    assert consent is not None
    field.consents.withdraw(interview.id, "")
    withdrawn = field.versions.heads(consent.id)[0]
    reopened = replace(
        field.interviews.document(interview.id),
        interview=replace(field.interviews.get(interview.id), state=State.UNDER_WAY),
        utterances=(),
    )
    later = [built_on(sealed, reopened), built_on(withdrawn, consent, SOMEBODY)]
    for order in itertools.permutations([sealed, withdrawn, *later]):
        with pytest.raises(ZeroDivisionError), office.transaction():
            for version in order:
                arrive(office, version.data, "pkg")
            assert office.interviews.get(interview.id).state is State.SEALED
            assert office.interviews.utterances(interview.id) == words
            stands = office.consents.for_interview(interview.id)
            assert stands is not None
            assert stands.withdrawn_at is not None
            raise ZeroDivisionError
