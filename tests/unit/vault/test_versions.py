"""Versions merge as sets: any order, any repetition, nothing overwritten, nothing believed."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.canonical import NotADocument
from desktop.errors import BadSignature, NoSuchRecord
from desktop.model.consent import Consent, Purpose
from desktop.model.custody import CustodyKind
from desktop.model.handoff import Outcome
from desktop.model.identity import Role
from desktop.model.ids import new_id
from desktop.model.interview import Interview, InterviewDocument, Utterance
from desktop.model.media import Attachment
from desktop.model.moment import Moment
from desktop.model.person import Person
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault import SEAL_NAMESPACE, HandoffStage, Vault
from tests.support import consent_to, make_vault, open_interview
from tests.unit.vault.test_media import add, media_of

PERSON, INTERVIEW = RecordKind.PERSON, RecordKind.INTERVIEW


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Vault]:
    """A second vault, which receives."""
    with make_vault(tmp_path, "office", Role.ORGANISATION) as opened:
        yield opened


def bytes_of(document: VersionDocument) -> bytes:
    return canonical.encode(document)


def version_of(document: VersionDocument) -> RecordVersion:
    data = bytes_of(document)
    return RecordVersion(hashlib.sha256(data).hexdigest(), data, document)


def person_version(
    number: int, parents: Sequence[RecordVersion] = (), record_id: str = "p-1"
) -> RecordVersion:
    """A version of a person as some other vault cut it, ``number`` seconds into a day."""
    at = Moment(f"2026-01-01T00:{number // 60:02}:{number % 60:02}.000Z", 0)
    person = Person(record_id, Moment("2026-01-01T00:00:00.000Z", 0), f"P-{number}")
    return version_of(
        VersionDocument(
            kind=PERSON,
            record_id=record_id,
            parents=tuple(sorted(parent.id for parent in parents)),
            author="SHA256:somebody",
            created_at=at,
            reason="",
            salt=f"{number:032x}",
            body=canonical.to_plain(person),
        )
    )


def heads(vault: Vault, record_id: str = "p-1") -> list[str]:
    return sorted(version.id for version in vault.versions.heads(record_id))


def test_a_cut_version_is_content_addressed_and_salted(vault: Vault) -> None:
    person = vault.people.new("P-1", ())
    version = vault.versions.cut(PERSON, person.id, "sent")
    assert version.id == hashlib.sha256(version.data).hexdigest()
    assert canonical.decode(version.data, VersionDocument) == version.document
    assert version.document.author == vault.identity.fingerprint
    assert version.document.body == json.loads(canonical.encode(person))
    assert len(version.document.salt) == 32
    assert vault.versions.get(version.id) == version
    with pytest.raises(NoSuchRecord):
        vault.versions.get("0" * 64)
    with pytest.raises(NoSuchRecord):
        vault.versions.cut(PERSON, "nobody", "sent")


def test_the_same_state_is_not_cut_twice(vault: Vault) -> None:
    interview = open_interview(vault)
    first = vault.versions.cut(INTERVIEW, interview.id, "sent")
    assert vault.versions.cut(INTERVIEW, interview.id, "sent again") == first
    assert not vault.versions.would_differ(INTERVIEW, interview.id)
    words = [Utterance(new_id(), text="больш")]
    vault.interviews.save_utterances(interview.id, words)
    assert vault.versions.would_differ(INTERVIEW, interview.id)
    vault.interviews.save_utterances(interview.id, ())
    assert vault.versions.cut(INTERVIEW, interview.id, "back as it was") == first
    vault.interviews.save_utterances(interview.id, words)
    second = vault.versions.cut(INTERVIEW, interview.id, "more")
    assert second.document.parents == (first.id,)
    assert vault.versions.heads(interview.id) == [second]
    assert vault.versions.history(interview.id) == [first, second]


def everything_of(vault: Vault) -> tuple[list[bytes], Interview]:
    """An interview with all that belongs to it, as versions."""
    interview = open_interview(vault, "W-1", Purpose.PUBLISH)
    media = add(vault, b"photo")
    vault.interviews.attach(interview.id, media.id, "подпіс")
    words = [Utterance(new_id(), text=f"сказ {n}") for n in range(3)]
    vault.interviews.save_utterances(interview.id, words)
    consent = vault.consents.for_interview(interview.id)
    assert consent is not None
    cuts = [
        vault.versions.cut(PERSON, interview.person_id, "sent"),
        vault.versions.cut(RecordKind.CONSENT, consent.id, "sent"),
        vault.versions.cut(INTERVIEW, interview.id, "sent"),
        vault.versions.cut(RecordKind.MEDIA, media.id, "sent"),
    ]
    return [cut.data for cut in cuts], interview


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
    assert office.media.attached_to(ours.id) == [interview.id]
    again = office.versions.cut(RecordKind.MEDIA, attachment.media_id, "on")
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


@st.composite
def histories(draw: st.DrawFn) -> list[RecordVersion]:
    """Up to eight versions of one person, each built on any of those before it."""
    made: list[RecordVersion] = []
    for number in range(draw(st.integers(1, 8))):
        parents = draw(st.lists(st.sampled_from(made), max_size=2, unique_by=id)) if made else []
        made.append(person_version(number, parents))
    return made


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("archive"), "archive") as opened:
        yield opened


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(histories(), st.integers(0, 2**32))
def test_any_set_in_any_order_twice_ends_in_the_same_heads_and_the_same_words(
    archives: Vault, versions: list[RecordVersion], seed: int
) -> None:
    built_on = {parent for version in versions for parent in version.document.parents}
    expected = sorted(version.id for version in versions if version.id not in built_on)
    chance = random.Random(seed)
    seen = []
    for _ in range(2):
        order = versions * 2
        chance.shuffle(order)
        # Undone after each order, so that one vault serves for all of them.
        with pytest.raises(ZeroDivisionError), archives.transaction():
            for version in order:
                archives.versions.receive(version.data, "pkg")
            seen.append((heads(archives), archives.people.get("p-1").code))
            raise ZeroDivisionError
    assert [found for found, _ in seen] == [expected, expected]
    assert seen[0] == seen[1]


def test_a_child_may_come_before_its_parent(office: Vault) -> None:
    first = person_version(1)
    second = person_version(2, [first])
    third = person_version(3, [second])
    for order in itertools.permutations((first, second, third)):
        with pytest.raises(ZeroDivisionError), office.transaction():
            for version in order:
                office.versions.receive(version.data, "pkg")
            assert heads(office) == [third.id]
            assert office.people.get("p-1").code == "P-3"
            raise ZeroDivisionError


def test_a_withdrawn_consent_goes_before_any_branch(vault: Vault, office: Vault) -> None:
    interview = open_interview(vault, "W-1", Purpose.PUBLISH)
    (base,) = _consents(vault, interview.id)
    office.versions.receive(base.data, "pkg")
    vault.consents.withdraw(interview.id, "")
    withdrawn = _consents(vault, interview.id)[-1]
    later = _branch(base, answers=())
    for order in itertools.permutations((withdrawn, later)):
        with pytest.raises(ZeroDivisionError), office.transaction():
            for version in order:
                office.versions.receive(version.data, "pkg")
            consent = office.consents.for_interview(interview.id)
            assert consent is not None
            assert consent.withdrawn_at is not None
            raise ZeroDivisionError


def _consents(vault: Vault, interview_id: str) -> list[RecordVersion]:
    consent = vault.consents.for_interview(interview_id)
    assert consent is not None
    return vault.versions.history(consent.id)


def _branch(base: RecordVersion, **changes: Any) -> RecordVersion:
    """A later version built on ``base`` by somebody else."""
    consent = canonical.from_plain(base.document.body, Consent)
    return version_of(
        replace(
            base.document,
            parents=(base.id,),
            author="SHA256:somebody",
            created_at=Moment("2099-01-01T00:00:00.000Z", 0),
            body=canonical.to_plain(replace(consent, **changes)),
        )
    )


DOCUMENT = person_version(1).document
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
        replace(DOCUMENT, kind=RecordKind.CONSENT),
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
        office.versions.receive(bytes_of(document), "pkg")
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


def interview_version(interview_id: str, *items: Utterance | Attachment) -> bytes:
    interview = Interview(interview_id, Moment.now(), "W", "p")
    body = InterviewDocument(
        interview,
        tuple(item for item in items if isinstance(item, Utterance)),
        tuple(item for item in items if isinstance(item, Attachment)),
    )
    plain = canonical.to_plain(body)
    document = replace(DOCUMENT, kind=INTERVIEW, record_id=interview_id, body=plain)
    return bytes_of(document)


def test_a_version_takes_no_words_out_of_another_interview(office: Vault) -> None:
    interview = open_interview(office)
    words = (Utterance("u-1", text="нашы словы"),)
    office.interviews.save_utterances(interview.id, words)
    office.interviews.save_attachments(interview.id, [Attachment("a-1", "m-1")])
    for item in (Utterance("u-1", text="іншыя"), Attachment("a-1", "m-2")):
        with pytest.raises(NotADocument):
            office.versions.receive(interview_version("i-2", item), "pkg")
    with pytest.raises(NotADocument):
        office.versions.receive(interview_version("i-2", words[0], words[0]), "pkg")
    assert office.interviews.utterances(interview.id) == words


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


def test_a_seal_travels_and_holds_only_over_its_version(vault: Vault, office: Vault) -> None:
    interview = open_interview(vault)
    sealed = vault.interviews.seal(interview.id)
    seal = vault.versions.seal_of(sealed.id)
    assert seal is not None
    with pytest.raises(NoSuchRecord):
        office.versions.add_seal(sealed.id, seal.signature)
    office.versions.receive(sealed.data, "pkg")
    with pytest.raises(BadSignature):
        office.versions.add_seal(sealed.id, vault.identity.sign(b"other", SEAL_NAMESPACE))
    assert office.versions.add_seal(sealed.id, seal.signature).signer == vault.identity.fingerprint
    assert office.interviews.prior_seal(interview.id) == seal


def test_a_consent_of_a_second_interview_is_its_own_record(vault: Vault) -> None:
    interview = open_interview(vault)
    consent = consent_to(interview.id)
    vault.consents.save(consent)
    assert len(vault.versions.history(consent.id)) == 1
