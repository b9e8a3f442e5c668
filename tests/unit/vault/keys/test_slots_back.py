"""An older ``keys.json`` laid in the place of the last: what was ended, and what went, is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.crypto.slots.kinds import Slot
from desktop.vault import Vault, open_vault
from desktop.vault.file.folder import read_slots, write_slots
from desktop.vault_files import KEYS
from tests.support import CHEAP_COST, PASSPHRASE, make_vault, reopened
from tests.unit.vault.keys.test_slots_told import told
from tests.ways_in import CODE, MAKERS

NEW = "another one after it"
DEARER = replace(CHEAP_COST, iterations=2)


def revoke(vault: Vault) -> str:
    vault.ways_in.revoke(PASSPHRASE, vault.ways_in.all()[1].slot_id)
    return PASSPHRASE


def change(vault: Vault) -> str:
    vault.ways_in.change(PASSPHRASE, NEW, CHEAP_COST)
    return NEW


def make_slower(vault: Vault) -> str:
    assert vault.ways_in.raise_cost(PASSPHRASE, DEARER)
    return PASSPHRASE


ENDINGS: dict[str, tuple[Callable[[Vault], str], int]] = {
    "revoked": (revoke, 1),
    "changed": (change, 0),
    "raised": (make_slower, 0),
}
"""What ends a way, and which of the two ways that is."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with a passphrase, and a sheet that a bank keeps."""
    with make_vault(tmp_path) as vault:
        vault.ways_in.add(PASSPHRASE, MAKERS["recovery-sheet"], "Зося", "bank")
        return vault.folder


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_ended_and_opens_the_vault_again_is_marked_until_it_is_ended_again(
    folder: Path, ending: str
) -> None:
    end, number = ENDINGS[ending]
    older = (folder / KEYS).read_bytes()
    with reopened(folder) as vault:
        own = end(vault)
        newer = (folder / KEYS).read_bytes()
    with open_vault(folder, own) as vault:
        assert not any(way.came_back for way in vault.ways_in.all())
        assert vault.ways_in.amiss().back == ()
    (folder / KEYS).write_bytes(older)
    for _time in range(2):
        with reopened(folder) as vault:
            ways = vault.ways_in.all()
            assert [way.came_back for way in ways if way != ways[number]] == [""]
            assert ways[number].came_back == ending
            assert [way.person for way in ways] == ["researcher", "Зося"]
            assert vault.ways_in.amiss().back == (ways[number],)
            assert told(vault)[-1][1] == "returned"
    with reopened(folder) as vault:
        own = end(vault)
        assert vault.ways_in.amiss().back == ()
    (folder / KEYS).write_bytes(newer)
    with open_vault(folder, own if ending != "changed" else NEW) as vault:
        assert vault.ways_in.amiss().back == ()
        assert vault.custody.verify().intact


def test_a_way_that_went_is_said_once_by_its_name_and_keeps_it_when_it_is_back(
    tmp_path: Path,
) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
        older = (folder / KEYS).read_bytes()
        sheet = vault.ways_in.add(PASSPHRASE, MAKERS["recovery-sheet"], "Зося", "bank")
        newer = (folder / KEYS).read_bytes()
    (folder / KEYS).write_bytes(older)
    with reopened(folder) as vault:
        assert vault.ways_in.amiss().gone == (sheet,)
        assert told(vault)[-1] == ("recovery-sheet", "gone")
    with reopened(folder) as vault:
        assert vault.ways_in.amiss().gone == ()
    (folder / KEYS).write_bytes(newer)
    with open_vault(folder, CODE) as vault:
        assert vault.ways_in.amiss() == type(vault.ways_in.amiss())()
        assert vault.ways_in.all()[1].person == "Зося"
        assert ("recovery-sheet", "returned") in told(vault)


def edited(folder: Path, edit: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]) -> None:
    """``keys.json`` written as a process does that is killed before it says so."""
    slots = read_slots(folder)
    key = slots.unlock(PASSPHRASE)
    write_slots(folder, slots._with_slots(key, edit(slots.slots)))


def test_what_was_meant_before_a_kill_counts_as_done(folder: Path) -> None:
    older = (folder / KEYS).read_bytes()
    with reopened(folder) as vault:
        vault.ways_in._told.means("revoked", vault.ways_in.all()[1].slot_id)
    edited(folder, lambda slots: slots[:1])
    with reopened(folder) as vault:
        assert told(vault)[-1] == ("recovery-sheet", "revoked")
        assert vault.ways_in.amiss().gone == ()
    (folder / KEYS).write_bytes(older)
    with reopened(folder) as vault:
        assert [way.came_back for way in vault.ways_in.all()] == ["", "revoked"]


def test_what_was_meant_and_never_done_is_forgotten(folder: Path) -> None:
    with reopened(folder) as vault:
        vault.ways_in._told.means("revoked", vault.ways_in.all()[1].slot_id)
    reopened(folder).close()
    edited(folder, lambda slots: slots[:1])
    with reopened(folder) as vault:
        assert told(vault)[-1] == ("recovery-sheet", "gone")
