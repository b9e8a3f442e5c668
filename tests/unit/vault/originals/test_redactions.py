"""Of what a file was made is told of both, rests on all that is behind either, and is bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.media import MEDIA_KIND
from desktop.model.redacted import Redaction, redaction_id, refuse_misplaced
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.records.redactions import MOST
from tests.support import open_interview
from tests.unit.vault.made import add, cover


def test_both_files_tell_of_each_other_and_so_does_the_log(vault: Vault) -> None:
    original, made = add(vault, b"original"), add(vault, b"made")
    redaction = cover(vault, original, made)
    assert vault.redactions.made(made.id) == (redaction,)
    assert vault.redactions.made_of(original.id) == ((redaction, made),)
    assert vault.redactions.made(original.id) == ()
    assert vault.redactions.made_of(made.id) == ()
    for each in (original, made):
        kinds = [event.kind for event in vault.custody.events(each.id)]
        assert kinds.count(CustodyKind.REDACTION) == 1


def test_the_new_file_rests_on_the_interview_of_the_original_as_well(vault: Vault) -> None:
    original, made = add(vault, b"original"), add(vault, b"made")
    one, other = open_interview(vault), open_interview(vault, "W-002")
    vault.interviews.attach(one.id, original.id)
    vault.interviews.attach(other.id, made.id)
    cover(vault, original, made)
    grounds = vault.outlines.grounds(MEDIA_KIND, [made.id, original.id])
    assert set(grounds[made.id]) == {one.id, other.id}
    assert set(grounds[original.id]) == {one.id}


def test_of_a_redaction_of_a_redaction_the_first_original_counts(vault: Vault) -> None:
    original, first, second = (add(vault, data) for data in (b"original", b"first", b"second"))
    interview = open_interview(vault)
    vault.interviews.attach(interview.id, original.id)
    cover(vault, original, first)
    cover(vault, first, second)
    assert list(vault.outlines.grounds(MEDIA_KIND, [second.id])[second.id]) == [interview.id]


def test_of_a_file_that_is_not_here_nothing_is_said(vault: Vault) -> None:
    made = add(vault, b"made")
    away = Redaction(redaction_id(made.id), Moment.now(), made.id, "away")
    with pytest.raises(NoSuchRecord), vault.transaction():
        vault.redactions.came(away)
    assert vault.redactions.made(made.id) == ()


def test_a_body_whose_id_is_not_that_of_its_file_is_refused(vault: Vault) -> None:
    original, made = add(vault, b"original"), add(vault, b"made")
    redaction = cover(vault, original, made)
    refuse_misplaced(redaction)
    for wrong in (replace(redaction, id=redaction_id("x")), replace(redaction, parent_id=made.id)):
        with pytest.raises(ValueError, match="not that of the file"):
            refuse_misplaced(wrong)


def test_a_file_removed_as_added_by_mistake_takes_what_was_said_along(vault: Vault) -> None:
    original, made = add(vault, b"original"), add(vault, b"made")
    cover(vault, original, made)
    vault.removal.remove(MEDIA_KIND, made.id)
    assert vault.redactions.made_of(original.id) == ()
    assert vault.redactions.find(redaction_id(made.id)) is None


def test_of_very_many_made_of_one_file_some_are_told(vault: Vault) -> None:
    original = add(vault, b"original")
    for number in range(MOST + 3):
        cover(vault, original, add(vault, f"made {number}".encode()))
    assert len(vault.redactions.made_of(original.id)) == MOST
