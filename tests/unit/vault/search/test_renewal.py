"""A vault that an earlier program wrote is filtered as one of today."""

from __future__ import annotations

import hashlib
from itertools import product
from pathlib import Path

import pytest

from desktop import canonical
from desktop.model.interview import State
from desktop.model.person import NameForm
from desktop.vault import InterviewFilter, PersonFilter, Vault, open_vault
from desktop.vault.search.folding import FOLDING, fold, tokens
from desktop.vault.search.renewal import is_folded
from desktop.vault.search.vocabulary import OUTLINES, keys_of
from desktop.vault.store.connection import PAGE_SIZE, Database
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.made import begin_perhaps


def found(vault: Vault, text: str) -> tuple[list[str], list[str]]:
    """Codes of the planned interviews and of the people that a text finds."""
    interviews = vault.interviews.summaries(InterviewFilter(State.PLANNED, text=text))
    people = vault.people.summaries(PersonFilter(text))
    return [each.code for each in interviews], [each.code for each in people]


def fill(vault: Vault) -> None:
    alena = vault.people.new("Ё-1", [NameForm("Алёна"), NameForm("Šašeńka", "Latn")])
    nobody = vault.people.new("P-2")
    vault.interviews.new("Ў-9", alena.id, "be")
    vault.interviews.new("W-2", nobody.id, "be")
    vault.interviews.new("W-3", "somebody who stayed behind", "be")


def make_old(db: Database) -> None:
    """As the migration leaves a vault: with the columns, and nothing in them."""
    db.execute("UPDATE interview SET folded = ''")
    db.execute("UPDATE person SET folded = ''")
    db.execute("DELETE FROM vault_meta WHERE key = 'folding'")


def test_an_old_vault_is_filtered_by_code_and_name_once_it_was_opened(
    vault: Vault, db: Database
) -> None:
    fill(vault)
    asked = ("алена", "sasen", "у-9", "w-", "е-1", "p-2", "няма", "")
    expected = [found(vault, text) for text in asked]
    assert expected[0] == (["Ў-9"], ["Ё-1"])
    before = db.all("SELECT id, folded FROM interview UNION SELECT id, folded FROM person")
    make_old(db)
    assert [found(vault, text) for text in asked] == expected
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert [found(opened, text) for text in asked] == expected
        again = opened._db.all(
            "SELECT id, folded FROM interview UNION SELECT id, folded FROM person"
        )
        assert sorted(again) == sorted(before)


def test_after_a_failed_folding_filters_miss_nobody_and_it_is_tried_again(
    vault: Vault, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = begin_perhaps(vault, open_interview(vault).id, tmp_path / "gone")
    state = "SELECT state FROM package_sent WHERE package_id = ?", (package,)
    fill(vault)
    vault.people.new("алена " * PAGE_SIZE)
    expected = found(vault, "алена")
    assert (len(expected[0]), len(expected[1])) == (1, 2)
    make_old(db)
    db.execute("VACUUM")
    pages = db.one("PRAGMA page_count")
    assert pages is not None
    vault.close()
    with monkeypatch.context() as full:
        no_more = f"PRAGMA max_page_count = {pages[0] + 2}"
        full.setattr(Database, "settings", (*Database.settings, no_more))
        with open_vault(vault.folder, PASSPHRASE) as opened:
            assert not is_folded(opened._db)
            assert found(opened, "алена") == expected
            assert opened._db.one(*state) == ("unknown",)
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert is_folded(opened._db)
        assert found(opened, "алена") == expected


def test_what_was_folded_by_this_program_is_not_folded_again(vault: Vault, db: Database) -> None:
    fill(vault)
    db.execute("UPDATE person SET folded = 'as it stood'")
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert found(opened, "as it stood")[1] == ["P-2", "Ё-1"]
        assert opened._db.one("SELECT value FROM vault_meta WHERE key = 'folding'") == (FOLDING,)


def test_another_name_is_found_at_once_and_the_one_before_no_more(vault: Vault) -> None:
    fill(vault)
    (summary,) = vault.people.summaries(PersonFilter("алена"))
    person = vault.people.get(summary.id)
    vault.people.save(
        type(person)(person.id, person.created_at, "Ё-1", names=(NameForm("Зоська"),))
    )
    assert found(vault, "зось") == (["Ў-9"], ["Ё-1"])
    assert found(vault, "алена") == ([], [])


def test_another_folding_has_another_name_so_that_old_vaults_are_folded_anew() -> None:
    alphabets = "".join(map(chr, [*range(0x20, 0x530), *range(0x1E00, 0x2030)]))
    said = "\n".join((fold(alphabets), *tokens(alphabets)))
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    assert (FOLDING.partition(" ")[0], digest) == ("4", "1e7c36aad0b85af9"), (
        "fold() or tokens() answers otherwise: count FOLDING up in "
        "desktop/vault/search/folding.py, and write the new pair here"
    )


def test_other_outlines_have_another_name_so_that_old_vaults_meet_their_words_anew() -> None:
    alphabets = ("абвгґдежзёійклмнорстуўхцчшщьыэюя", "abcdefghijklmnopqrstuvwxyz")
    words = {fold("".join(word)) for letters in alphabets for word in product(letters, repeat=3)}
    digest = hashlib.sha256(canonical.encode(sorted(keys_of(words)))).hexdigest()[:16]
    assert (OUTLINES, digest) == ("1", "0490fa0da506fd3a"), (
        "outline() answers otherwise: count OUTLINES up in desktop/vault/search/vocabulary.py, and "
        "write the new pair here"
    )
