"""What the vault alone has to say of what arrives: its lists, its search.

What every home does with it: ../homes/test_receiving.py.
"""

from __future__ import annotations

from desktop.model.custody import CustodyKind
from desktop.model.handoff import (
    Outcome,
)
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.model.person import PERSON_KIND
from desktop.vault import HandoffStage, Vault
from tests.authors import arrive
from tests.support import open_interview
from tests.unit.vault.made import (
    everything_of,
    interview_version,
)

PERSON, INTERVIEW = PERSON_KIND, INTERVIEW_KIND


def test_an_interview_arrives_whole_with_all_that_belongs_to_it(
    vault: Vault, office: Vault
) -> None:
    versions, interview = everything_of(vault)
    assert {arrive(office, data, "pkg") for data in versions} == {Outcome.ACCEPTED}
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


def test_a_branch_is_seen_in_the_list(vault: Vault, office: Vault) -> None:
    versions, interview = everything_of(vault)
    for data in versions:
        arrive(office, data, "pkg")
    for each in (office, vault):
        each.interviews.save_utterances(interview.id, (Utterance(new_id(), text="by one"),))
    more = vault.versions.cut(INTERVIEW, interview.id, "sent")
    arrive(office, more.data, "pkg 2")
    assert office.interviews.summaries()[0].has_branches


def test_the_words_of_another_interview_take_none_out_of_the_search(office: Vault) -> None:
    interview = open_interview(office)
    words = (Utterance("u-1", text="нашы словы"),)
    office.interviews.save_utterances(interview.id, words)
    arrive(office, interview_version("i-2", Utterance("u-1", text="іншыя")), "pkg")
    found = [(hit.record_id, hit.excerpt) for hit in office.search.find("словы")]
    assert found == [(interview.id, "нашы словы")]
