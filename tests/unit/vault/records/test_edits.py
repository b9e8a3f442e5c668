"""An edit of an open form and what was written meanwhile: nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop import canonical
from desktop.model.custody import CustodyKind
from desktop.model.interview import INTERVIEW_KIND, InterviewDocument, State, Utterance
from desktop.model.merge.laid_over import Landed
from desktop.model.person import PERSON_KIND, NameForm, Person
from desktop.model.version import RecordVersion
from desktop.vault import Vault
from tests import authors
from tests.support import open_interview
from tests.unit.vault.made import built_on

INTERVIEW, PERSON = INTERVIEW_KIND, PERSON_KIND
ACCOUNT = (Utterance("a", text="першы"), Utterance("b", text="другі"))


@pytest.fixture
def before(vault: Vault) -> InterviewDocument:
    """An interview as it was sent, and as a form shows it."""
    record = open_interview(vault).id
    vault.interviews.save_utterances(record, ACCOUNT)
    vault.versions.cut(INTERVIEW, record, "sent")
    return vault.interviews.document(record)


def said(document: InterviewDocument, **texts: str) -> InterviewDocument:
    """The account with these words under these ids."""
    known = {u.id: u for u in document.utterances}
    changed = {key: replace(known.get(key, Utterance(key)), text=t) for key, t in texts.items()}
    return replace(document, utterances=tuple((known | changed).values()))


def arrive(vault: Vault, document: InterviewDocument) -> RecordVersion:
    """A version that somebody else built on the one that was sent."""
    (head,) = vault.versions.heads(document.interview.id)
    version = built_on(head, document)
    authors.arrive(vault, version.data)
    return version


def words(document: InterviewDocument) -> dict[str, str]:
    return {u.id: u.text for u in document.utterances}


def test_turns_of_both_sides_stand_in_the_account(vault: Vault, before: InterviewDocument) -> None:
    arrive(vault, said(before, a="папраўлены", c="прыйшло"))
    assert (
        vault.edits.record(vault.interviews, before, said(before, b="дапісаны", d="новы"))
        is Landed.CLEAN
    )
    stored = vault.interviews.document(before.interview.id)
    expected = {"a": "папраўлены", "b": "дапісаны", "c": "прыйшло", "d": "новы"}
    assert words(stored) == expected


def test_a_turn_removed_here_is_kept_where_it_was_rewritten_there(
    vault: Vault, before: InterviewDocument
) -> None:
    arrive(vault, said(before, a="папраўлены"))
    vault.edits.record(vault.interviews, before, replace(before, utterances=()))
    assert words(vault.interviews.document(before.interview.id)) == {"a": "папраўлены"}


def test_words_that_an_edit_replaces_stay_in_a_version(
    vault: Vault, before: InterviewDocument
) -> None:
    arrived = arrive(vault, said(before, b="прыйшло"))
    assert vault.edits.record(vault.interviews, before, said(before, b="напісана")) is Landed.OVER
    record = before.interview.id
    assert words(vault.interviews.document(record))["b"] == "напісана"
    assert arrived.id in {version.id for version in vault.versions.history(record)}
    assert arrived.id in vault.versions.cut(INTERVIEW, record, "sent").document.parents


def test_words_of_another_job_that_an_edit_replaces_are_kept_as_a_version(
    vault: Vault, before: InterviewDocument
) -> None:
    record = before.interview.id
    vault.interviews.save_utterances(record, said(before, b="іншая праца").utterances)
    assert vault.edits.record(vault.interviews, before, said(before, b="напісана")) is Landed.OVER
    newest = vault.versions.heads(record)[-1].document
    kept = canonical.from_plain(newest.body, InterviewDocument)
    assert words(kept)["b"] == "іншая праца"


def test_an_edit_saved_before_the_package_came_stays_and_the_other_is_a_branch(
    vault: Vault, before: InterviewDocument
) -> None:
    """Work that is in the tables is never laid over: what arrives waits beside it."""
    record = before.interview.id
    vault.edits.record(vault.interviews, before, said(before, b="напісана"))
    arrive(vault, said(before, b="прыйшло"))
    assert words(vault.interviews.document(record))["b"] == "напісана"
    assert len(vault.versions.heads(record)) == 2


def test_words_typed_while_a_seal_arrives_are_kept_beside_it(
    vault: Vault, before: InterviewDocument
) -> None:
    record = before.interview.id
    sealed = replace(before, interview=replace(before.interview, state=State.SEALED))
    arrived = arrive(vault, sealed)
    assert vault.edits.record(vault.interviews, before, said(before, b="позна")) is Landed.BESIDE
    assert vault.interviews.document(record) == sealed
    (kept,) = [head for head in vault.versions.heads(record) if head.id != arrived.id]
    assert kept.document.parents == arrived.document.parents
    assert words(canonical.from_plain(kept.document.body, InterviewDocument))["b"] == "позна"


@pytest.mark.parametrize("shown", State)
def test_two_saves_beside_a_seal_are_one_head_more_announced_and_in_the_log(
    vault: Vault, before: InterviewDocument, shown: State
) -> None:
    """The form may show the seal by the second one."""
    record = before.interview.id
    arrive(vault, replace(before, interview=replace(before.interview, state=State.SEALED)))
    heads = len(vault.versions.heads(record))
    first, second = said(before, b="позна"), said(before, b="яшчэ пазней")
    vault.edits.record(vault.interviews, before, first)
    vault.take_changes()
    first = replace(first, interview=replace(first.interview, state=shown))
    assert vault.edits.record(vault.interviews, first, second) is Landed.BESIDE
    assert vault.take_changes().touches(INTERVIEW, record)
    assert len(vault.versions.heads(record)) == heads + 1
    row = vault.custody.events(record)[-1]
    assert row.kind is CustodyKind.MODIFICATION
    kept = vault.versions.get(row.detail["version"]).document
    assert kept.body == canonical.to_plain(second)


def test_forms_beside_a_seal_that_know_nothing_of_each_other_are_two_branches(
    vault: Vault, before: InterviewDocument
) -> None:
    record = before.interview.id
    arrive(vault, replace(before, interview=replace(before.interview, state=State.SEALED)))
    heads = len(vault.versions.heads(record))
    for text in ("адна", "другая"):
        vault.edits.record(vault.interviews, before, said(before, b=text))
    assert len(vault.versions.heads(record)) == heads + 2


def test_forms_of_a_name_from_both_sides_are_kept(vault: Vault) -> None:
    person = vault.people.new("P-0001", [NameForm("Алена")])
    base = vault.versions.cut(PERSON, person.id, "sent")
    there = replace(person, names=(*person.names, NameForm("Alena", "Latn")))
    authors.arrive(vault, built_on(base, there).data)
    typed = replace(person, names=(*person.names, NameForm("Елена", "Cyrl", "ru")))
    assert vault.edits.record(vault.people, person, typed) is Landed.CLEAN
    assert {name.text for name in vault.people.get(person.id).names} == {"Алена", "Alena", "Елена"}


def test_a_note_that_an_edit_of_a_person_replaces_stays_in_a_version(vault: Vault) -> None:
    person = vault.people.new("P-0001")
    vault.people.save(replace(person, note="іншая праца"))
    assert vault.edits.record(vault.people, person, replace(person, note="напісана")) is Landed.OVER
    (kept,) = vault.versions.heads(person.id)
    assert canonical.from_plain(kept.document.body, Person).note == "іншая праца"
    assert vault.people.get(person.id).note == "напісана"
