"""A record that is found by other words than it holds is named, and made found again (issue 7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.media import Attachment
from desktop.model.person import NameForm
from desktop.model.place import PlaceName
from desktop.vault import Vault
from desktop.vault.search.index import HitKind, index
from tests.support import open_interview
from tests.unit.vault.made import add
from tests.unit.vault.versions.test_sums import behind_the_sums

pytestmark = pytest.mark.rare

INTERVIEW = "Interview W-001"
SAID = "Сям’я Łódź_x went home, home "


@pytest.fixture
def full(vault: Vault) -> Vault:
    """A vault with a record of each kind, written, edited and partly taken away again."""
    made = open_interview(vault, "W-001")
    words = [
        Utterance(new_id(), text="Сям’я Łódź_x went " + "z" * 40_000),
        Utterance(new_id(), text="…"),
        Utterance(new_id(), text="gone again"),
    ]
    vault.interviews.save_utterances(made.id, words)
    words[0] = replace(words[0], text=SAID + "z" * 40_000)
    vault.interviews.save_utterances(made.id, words[:2])
    photo = add(vault, b"a photo")
    vault.interviews.save_attachments(made.id, [Attachment(new_id(), photo.id, "a caption")])
    person = vault.people.get(made.person_id)
    names = (NameForm("Імя Прыдуманае", "Cyrl", "be"),)
    vault.people.save(replace(person, names=names, note="a note"))
    vault.places.new((PlaceName("Горад"),), "locality")
    return vault


def _renewed(vault: Vault) -> None:
    vault.renew_index()
    report = vault.check()
    assert report.found == ()
    assert report.intact


def test_a_vault_that_was_written_and_edited_is_found_by_what_it_holds(full: Vault) -> None:
    assert full.check().found == ()


def test_an_edited_record_whose_index_has_older_words_is_named(full: Vault) -> None:
    [hit] = full.search.find("home")
    index(full._db, hit.kind, hit.record_id, hit.place_id, "older words", SAID)
    assert full.check().found == (INTERVIEW,)
    assert not full.check().intact
    assert full.search.find("home") == []
    _renewed(full)
    assert full.search.find("home") == [hit]
    assert full.search.find("older") == []


@pytest.mark.parametrize(
    ("older", "named"),
    [
        ("DELETE FROM search_entry WHERE kind = 'utterance'", INTERVIEW),
        ("UPDATE search_entry SET place_id = 'gone' WHERE kind = 'attachment'", INTERVIEW),
        ("INSERT INTO search_entry SELECT row + 9, object, kind, 'x' FROM search_entry", INTERVIEW),
        ("DELETE FROM search_text WHERE rowid = 1", ""),
        ("INSERT INTO search_text (rowid, text) VALUES (999, 'lost')", "the search"),
        ("DELETE FROM search_word WHERE term = 'home'", "the search"),
        ("INSERT INTO search_word VALUES ('kn', 'gone')", "the search"),
        ("UPDATE search_word SET outline = 'k' WHERE term = 'home'", "the search"),
        ("UPDATE person SET folded = 'somebody'", "Person P-W-001"),
        ("UPDATE interview SET folded = ''", INTERVIEW),
    ],
)
def test_what_is_missing_moved_or_added_in_what_is_found_is_named_and_made_anew(
    full: Vault, older: str, named: str
) -> None:
    with behind_the_sums(full, older) as again:
        report = again.check()
        assert report.parts == ("found",)
        assert any(named in each for each in report.found)
        _renewed(again)


def test_two_places_that_are_found_by_each_others_words_are_named(full: Vault) -> None:
    [caption] = full.search.find("caption")
    [place] = full.search.find("горад")
    index(full._db, caption.kind, caption.record_id, caption.place_id, "Горад")
    index(full._db, place.kind, place.record_id, place.place_id, "a caption")
    found = full.check().found
    assert len(found) == 2
    assert INTERVIEW in found
    _renewed(full)


def test_an_entry_of_a_record_that_is_not_here_is_named_and_goes(full: Vault) -> None:
    index(full._db, HitKind("interview"), new_id(), new_id(), "of nothing")
    assert full.check().found == ("the search",)
    _renewed(full)


def test_the_newest_is_still_found_first_when_the_index_was_made_anew(full: Vault) -> None:
    for number in range(5):
        open_interview(full, f"N-{number}")
    before = full.search.find("n")
    full.renew_index()
    assert full.search.find("n") == before
    assert len(before) >= 5


def test_renewing_goes_on_by_short_transactions_between_which_others_write(full: Vault) -> None:
    said: list[str] = []

    def meanwhile(done: int, total: int, what: str) -> None:
        assert done < total
        said.append(what)
        full.people.new(f"X-{len(said)}", ())

    full.renew_index(meanwhile)
    assert said
    assert full.check().intact


class _Stopped(Exception):
    """As by a person, or by a kill."""


@pytest.mark.parametrize("at", range(1, 8))
def test_a_renewal_that_was_stopped_anywhere_is_begun_again(full: Vault, at: int) -> None:
    calls = 0

    def stop(done: int, total: int, what: str) -> None:
        nonlocal calls
        calls += 1
        assert done <= total, what
        if calls == at:
            raise _Stopped

    with pytest.raises(_Stopped):
        full.renew_index(stop)
    _renewed(full)
    left = full._db.all("SELECT name FROM sqlite_schema WHERE name GLOB 'search_text_dropped*'")
    assert left == []
