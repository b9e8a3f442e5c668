"""Versions are cut once a state, content-addressed, and sealed by a signature."""

from __future__ import annotations

import hashlib
import json

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop import canonical
from desktop.errors import BadSignature, NoSuchRecord
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.model.person import PERSON_KIND
from desktop.model.version import VersionDocument
from desktop.vault import SEAL_NAMESPACE, Seal, Vault
from tests.authors import arrive
from tests.support import consent_to, open_interview

PERSON, INTERVIEW = PERSON_KIND, INTERVIEW_KIND


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


def test_a_seal_travels_and_holds_only_over_its_version(vault: Vault, office: Vault) -> None:
    interview = open_interview(vault)
    sealed = vault.interviews.seal(interview.id)
    seal = vault.versions.seal_of(sealed.id)
    assert seal is not None
    with pytest.raises(sqlcipher.IntegrityError):
        office.versions.keep_seal(seal)
    arrive(office, sealed.data, "pkg")
    with pytest.raises(BadSignature):
        Seal.read(sealed.id, sealed.data, vault.identity.sign(b"other", SEAL_NAMESPACE))
    received = Seal.read(sealed.id, sealed.data, seal.signature)
    assert received.signer == vault.identity.fingerprint
    office.versions.keep_seal(received)
    assert office.versions.seal_of(sealed.id) == seal


def test_a_consent_of_a_second_interview_is_its_own_record(vault: Vault) -> None:
    open_interview(vault)
    consent = consent_to(vault.interviews.new("W-2", "p", "be").id)
    vault.consents.save(consent)
    assert len(vault.versions.history(consent.id)) == 1
