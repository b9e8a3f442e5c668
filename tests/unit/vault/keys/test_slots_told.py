"""The custody log tells of every slot that came, changed or went, whoever wrote ``keys.json``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.crypto.slots import KeySlots, new_vault_key
from desktop.errors import DamagedKeySlots
from desktop.vault import Vault, open_vault
from desktop.vault.file.folder import read_slots, write_slots
from desktop.vault_files import KEYS, LEFT
from tests.support import CHEAP_COST, PASSPHRASE, make_vault, reopened
from tests.ways_in import CODE, MAKERS


def told(vault: Vault) -> list[tuple[str, str]]:
    """Way and what became of it, in the order of the log."""
    events = [each for each in vault.custody.events() if each.object_kind == "key-slot"]
    return [(each.detail["way"], each.detail["what"]) for each in events]


def test_what_was_written_before_a_kill_is_told_at_the_next_opening(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
        assert told(vault) == []
    slots = read_slots(folder)
    key = slots.unlock(PASSPHRASE)
    more = slots.add(key, MAKERS["recovery-sheet"](key, slots.vault_id))
    write_slots(folder, more.change_passphrase(PASSPHRASE, PASSPHRASE, CHEAP_COST))
    with reopened(folder) as vault:
        assert sorted(told(vault)) == [("passphrase", "changed"), ("recovery-sheet", "added")]
    with reopened(folder) as vault:
        assert len(told(vault)) == 2


def test_slots_of_a_backup_that_were_laid_in_their_place_are_told(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
        older = (folder / KEYS).read_bytes()
        vault.ways_in.add(PASSPHRASE, MAKERS["recovery-sheet"], "Зося", "bank")
        vault.ways_in.change(PASSPHRASE, "another one", CHEAP_COST)
    (folder / KEYS).write_bytes(older)
    with reopened(folder) as vault:
        assert told(vault)[2:] == [("passphrase", "returned"), ("recovery-sheet", "gone")]
        assert len(vault.ways_in.all()) == 1


def test_a_name_whose_slot_was_never_written_is_forgotten_without_a_word(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
        vault.ways_in._name("never-written", "Зося", "bank")
    with reopened(folder) as vault:
        assert told(vault) == []
        assert vault._db.all("SELECT 1 FROM way_in WHERE slot_id = 'never-written'") == []


def test_slots_half_replaced_do_not_outlive_the_next_opening(tmp_path: Path) -> None:
    """They open by what may have been revoked since, and no list shows them."""
    with make_vault(tmp_path) as vault:
        folder = vault.folder
        vault.ways_in.add(PASSPHRASE, MAKERS["recovery-sheet"])
    left = folder / f".{KEYS}.0123abcd.new"
    assert LEFT.fullmatch(left.name)
    left.write_bytes((folder / KEYS).read_bytes())
    open_vault(folder, CODE).close()
    assert not left.exists()


@pytest.mark.parametrize("another", [".keys.json.new", ".keys.json.0123abcd.new.txt"])
def test_what_is_not_ours_stays(tmp_path: Path, another: str) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
    (folder / another).touch()
    reopened(folder).close()
    assert (folder / another).exists()


def test_slots_of_another_key_let_nobody_into_a_vault_that_is_open(tmp_path: Path) -> None:
    """A locked window that still holds words or a job asks for a secret, too."""
    with make_vault(tmp_path) as vault, make_vault(tmp_path, "theirs") as theirs:
        whole = (vault.folder / KEYS).read_bytes()
        forged = KeySlots.new(vault.vault_id).add_passphrase(
            new_vault_key(), "theirs alone", "", CHEAP_COST
        )
        for slots, typed in ((forged, "theirs alone"), (read_slots(theirs.folder), PASSPHRASE)):
            write_slots(vault.folder, slots)
            with pytest.raises(DamagedKeySlots):
                vault.check_secret(typed)
            with pytest.raises(DamagedKeySlots):
                vault.ways_in.add(typed, MAKERS["recovery-sheet"])
            with pytest.raises(DamagedKeySlots):
                vault.ways_in.change(typed, "another one", CHEAP_COST)
            with pytest.raises(DamagedKeySlots):
                vault.ways_in.raise_cost(typed, replace(CHEAP_COST, iterations=2))
            assert read_slots(vault.folder) == slots
        (vault.folder / KEYS).write_bytes(whole)
        vault.check_secret(PASSPHRASE)
