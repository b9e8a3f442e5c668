"""What a job changed comes back with it: only what was committed, and never without end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from desktop.model.changes import Part
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.vault import Vault
from desktop.vault.store.touched import MOST_IDS, Touched
from tests.support import open_interview


def test_what_a_transaction_wrote_is_told_once(vault: Vault) -> None:
    vault.take_changes()
    person = vault.people.new("P-0001")
    changes = vault.take_changes()
    assert changes.of("person")
    assert changes.touches("person", person.id)
    assert not changes.touches("person", "somebody else")
    assert not changes.of("interview", "media")
    assert not vault.take_changes()


def test_what_was_rolled_back_is_not_told(vault: Vault) -> None:
    vault.take_changes()
    with pytest.raises(RuntimeError), vault.transaction():
        vault.people.new("P-0001")
        raise RuntimeError
    assert not vault.take_changes()


def test_an_inner_piece_that_was_rolled_back_reports_no_record(vault: Vault) -> None:
    vault.take_changes()
    with vault.transaction():
        kept = vault.people.new("P-0001")
        with suppress(RuntimeError), vault.attempt():
            undone = vault.people.new("P-0002")
            with vault.attempt():
                undone_too = vault.people.new("P-0003")
            raise RuntimeError
        with vault.attempt():
            kept_too = vault.people.new("P-0004")
    changes = vault.take_changes()
    told = [changes.touches("person", p.id) for p in (kept, undone, undone_too, kept_too)]
    assert told == [True, False, False, True]


def test_nothing_is_told_before_the_outermost_commit(vault: Vault) -> None:
    vault.take_changes()
    with vault.transaction():
        vault.people.new("P-0001")
        assert not vault.take_changes()
    assert vault.take_changes().of("person")


def test_words_of_an_account_do_not_touch_the_plan(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.take_changes()
    vault.interviews.save_utterances(interview.id, (Utterance("u-1", text="It was night."),))
    changes = vault.take_changes()
    assert changes.touches("account", interview.id)
    assert not changes.of("interview")
    vault.interviews.save(replace(vault.interviews.get(interview.id), purpose="to keep"))
    assert vault.take_changes().touches("interview", interview.id)


def test_the_first_words_since_a_version_are_news_of_the_interview(vault: Vault) -> None:
    """The list says "News since sending" of it; of later words it says nothing more."""
    interview = open_interview(vault)
    vault.versions.cut(INTERVIEW_KIND, interview.id, "sent")
    told = []
    for text in ("It was night.", "It was night, and cold."):
        vault.take_changes()
        vault.interviews.save_utterances(interview.id, (Utterance("u-1", text=text),))
        changes = vault.take_changes()
        assert changes.touches(Part.ACCOUNT, interview.id)
        told.append(changes.touches(INTERVIEW_KIND, interview.id))
    assert told == [True, False]


def test_too_many_ids_are_only_counted_as_many() -> None:
    touched = Touched()
    touched.begin()
    for number in range(MOST_IDS + 1):
        touched.add("media", str(number))
    touched.add("person", "p-1")
    touched.commit()
    changes = touched.take()
    assert changes.ids == {"media": None, "person": frozenset({"p-1"})}
    assert changes.touches("media", "any")
