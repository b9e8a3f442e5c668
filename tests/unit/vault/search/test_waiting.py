"""What came in a package is indexed behind it: nobody waits for it, and nothing is lost by that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.changes import Part
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.media import Attachment
from desktop.model.person import NameForm
from desktop.vault import PersonFilter, Vault, open_vault
from desktop.vault.search import search, waiting
from desktop.vault.search.folding import fold
from desktop.vault.search.index import HitKind, index
from desktop.vault.search.vocabulary import drop_some
from desktop.vault.store.connection import Database
from tests.read_only import refuse_writes
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.made import add
from tests.unit.vault.search.test_search import account

INTERVIEW = "Interview W-001"


@pytest.fixture(autouse=True)
def piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """One record a piece, and one piece a search."""
    monkeypatch.setattr(waiting, "_AT_A_TIME", 1)
    monkeypatch.setattr(search, "_MOMENT", 0.0)


def arrive(vault: Vault, *said: str, code: str = "W-001") -> str:
    """An interview and a file that wait to be indexed; the id of the interview."""
    with vault.found_behind():
        interview_id = account(vault, *said, code=code)
        photo = add(vault, code.encode())
        named = Attachment(new_id(), photo.id, f"caption {code}")
        vault.interviews.save_attachments(interview_id, [named])
    return interview_id


def index_all(vault: Vault) -> None:
    while vault.go_on_with_leftovers():
        continue


def test_a_search_says_that_something_waits_until_nothing_does(vault: Vault) -> None:
    for code in ("W-1", "W-2"):
        arrive(vault, f"said in {code}", code=code)
    seen = [vault.search.look("said") for _ in range(4)]
    assert [each.waiting for each in seen] == [True, True, True, False]
    assert [len(each.hits) for each in seen][-1] == 2
    assert len(vault.search.find("caption")) == 2
    assert not vault.search.look("said").waiting
    assert vault.check().found == ()


def test_in_a_moment_a_search_reads_all_of_a_small_package(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MOMENT", 9.0)
    arrive(vault, "said")
    found = vault.search.look("said")
    assert (len(found.hits), found.waiting) == (1, False)


def test_a_person_is_found_above_the_list_while_accounts_wait(vault: Vault) -> None:
    with vault.found_behind():
        vault.people.new("P-1", [NameForm("Ручаінская")])
        arrive(vault, "said")
    assert [each.code for each in vault.people.summaries(PersonFilter("ruchainskaya"))] == ["P-1"]


def test_where_a_name_stands_letter_for_letter_is_known_at_once_and_once(vault: Vault) -> None:
    early = arrive(vault, "Ядвіга і Ядвіга", code="W-1")
    late = arrive(vault, "Ядвіга", "ядвіга", code="W-2")
    told = {(each, times) for _kind, each, times in vault.search.written("Ядвіга")}
    assert told == {(early, 2), (late, 1)}
    vault.search.index_waiting()
    index_all(vault)
    assert len(list(vault.search.written("Ядвіга"))) == 2


def test_what_is_indexed_between_two_places_is_named_once(vault: Vault) -> None:
    for number in range(3):
        arrive(vault, "Ядвіга", code=f"W-{number}")

    def another_job() -> None:
        vault.search.index_waiting()

    assert len(list(vault.search.written("Ядвіга", another_job))) == 3


def test_what_is_edited_while_it_waits_is_found_by_its_new_words_alone(vault: Vault) -> None:
    interview_id = arrive(vault, "ranejšaje", "stays", "goes")
    first, second, _gone = vault.interviews.utterances(interview_id)
    edited = [replace(first, text="novaje"), second, Utterance(new_id(), text="added")]
    vault.interviews.save_utterances(interview_id, edited)
    assert vault.check().found == ()
    index_all(vault)
    assert [len(vault.search.find(word)) for word in ("novaje", "stays", "added")] == [1, 1, 1]
    assert vault.search.find("ranejšaje") == vault.search.find("goes") == []
    assert vault.check().found == ()


def test_what_was_undone_does_not_wait(vault: Vault, db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction():
        arrive(vault, "said")
        raise RuntimeError
    assert not waiting.any_waits(db)


def test_while_a_job_of_many_transactions_runs_a_search_takes_none_of_its_time(
    vault: Vault,
) -> None:
    with vault.log_moved_apart():
        arrive(vault, "said")
        found = vault.search.look("said")
        assert (found.hits, found.waiting) == ((), True)
        assert not vault.search.index_waiting()
        vault.take_changes()
    assert vault.take_changes().of(Part.LEFT)
    index_all(vault)
    assert len(vault.search.find("said")) == 1


def test_what_waits_when_a_vault_is_closed_is_indexed_in_the_next_one(vault: Vault) -> None:
    arrive(vault, "said")
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert opened.search.look("said").waiting
        index_all(opened)
        assert len(opened.search.find("said")) == 1


def test_a_vault_that_cannot_be_written_says_that_something_waits(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(vault, "Ядвіга")
    vault.close()
    refuse_writes(monkeypatch, vault.folder)
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert opened.read_only
        found = opened.search.look("Ядвіга")
        assert (found.hits, found.waiting) == ((), True)
        assert len(list(opened.search.written("Ядвіга"))) == 1
        assert opened.check().found == ()


def test_an_index_that_is_made_anew_waits_for_nothing(vault: Vault, db: Database) -> None:
    arrive(vault, "said")
    vault.renew_index()
    assert not waiting.any_waits(db)
    assert len(vault.search.find("said")) == 1
    assert vault.check().found == ()


def test_words_that_were_dropped_between_two_pieces_are_met_again(
    vault: Vault, db: Database
) -> None:
    arrive(vault, "Ручаінская", code="W-1")
    arrive(vault, "Ручаінская", code="W-2")
    word = "SELECT 1 FROM search_word WHERE term = ?", (fold("Ручаінская"),)
    while db.one(*word) is None:
        assert vault.search.index_waiting()
    with db.transaction():
        assert drop_some(db)
    index_all(vault)
    assert len(vault.search.find("ruchainskaya")) == 2


@pytest.mark.parametrize(
    ("place_id", "words"), [("", "other words"), ("nowhere", "said")], ids=["other", "besides"]
)
def test_a_record_that_waits_is_named_where_it_is_found_by_what_it_does_not_hold(
    vault: Vault, place_id: str, words: str
) -> None:
    interview_id = arrive(vault, "said")
    [said] = vault.interviews.utterances(interview_id)
    index(vault._db, HitKind("utterance"), interview_id, place_id or said.id, words)
    assert vault.check().found == (INTERVIEW,)


def test_a_record_that_is_removed_waits_no_more(vault: Vault, db: Database) -> None:
    with vault.found_behind():
        made = open_interview(vault)
    assert made.id in waiting.waiting_ids(db)
    waiting.forget_waiting(db, made.id)
    assert made.id not in waiting.waiting_ids(db)
