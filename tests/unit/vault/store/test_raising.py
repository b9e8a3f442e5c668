"""A passphrase becomes slower to guess on a quicker machine, and never quicker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from desktop.crypto import kdf
from desktop.crypto.kdf import CEILING_KIB, FLOOR, Argon2Cost, calibrate
from desktop.crypto.key_file import new_key_file
from desktop.crypto.secret import PassphraseWithFile
from desktop.crypto.slots.making import by_passphrase
from desktop.errors import NoSlotForSecret, WrongPassphrase
from desktop.system.machine_memory import machine_memory
from desktop.vault import Vault, open_vault
from desktop.vault.file.folder import read_slots
from tests.support import CHEAP_COST, PASSPHRASE

DEARER: Final = replace(CHEAP_COST, memory_kib=2 * CHEAP_COST.memory_kib)
MORE_PASSES: Final = replace(CHEAP_COST, iterations=3)


def costs(vault: Vault) -> list[Argon2Cost]:
    return [slot.kdf.cost for slot in read_slots(vault.folder).slots if hasattr(slot, "kdf")]


def test_it_rises_and_opens_the_vault_as_before(vault: Vault) -> None:
    assert vault.ways_in.raise_cost(PASSPHRASE, DEARER)
    assert costs(vault) == [DEARER]
    folder = vault.folder
    vault.close()
    open_vault(folder, PASSPHRASE).close()


def test_it_never_falls_in_either_part(vault: Vault) -> None:
    assert vault.ways_in.raise_cost(PASSPHRASE, DEARER)
    assert vault.ways_in.raise_cost(PASSPHRASE, MORE_PASSES)
    assert costs(vault) == [replace(DEARER, iterations=3)]
    before = (vault.folder / "keys.json").read_bytes()
    assert not vault.ways_in.raise_cost(PASSPHRASE, CHEAP_COST)
    assert (vault.folder / "keys.json").read_bytes() == before


def test_another_passphrase_and_what_is_no_passphrase_raise_nothing(vault: Vault) -> None:
    with pytest.raises(WrongPassphrase):
        vault.ways_in.raise_cost("another one", DEARER)
    both = PassphraseWithFile("сем слоў без сувязі", new_key_file())
    with pytest.raises(NoSlotForSecret):
        vault.ways_in.raise_cost(both, DEARER)
    vault.ways_in.add(PASSPHRASE, by_passphrase(both, CHEAP_COST))
    assert vault.ways_in.raise_cost(both, DEARER)
    assert costs(vault) == [CHEAP_COST, DEARER]


def test_what_took_no_time_might_rise_and_what_took_a_second_not(vault: Vault) -> None:
    [slot] = read_slots(vault.folder).slots
    vault.ways_in.opened_by(slot, 0.2)
    assert vault.ways_in.might_rise()
    vault.ways_in.opened_by(slot, 1.1)
    assert not vault.ways_in.might_rise()


def test_a_machine_gives_at_most_an_eighth_of_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_seconds", lambda _cost: 0.01)
    for gigabytes, most in ((2, FLOOR.memory_kib), (4, CEILING_KIB // 2), (64, CEILING_KIB)):
        monkeypatch.setattr(kdf, "machine_memory", lambda size=gigabytes: size << 30)
        assert calibrate().memory_kib == most
    monkeypatch.setattr(kdf, "machine_memory", lambda: None)
    assert calibrate().memory_kib == CEILING_KIB


def test_the_system_says_how_much_memory_there_is() -> None:
    found = machine_memory()
    assert found is not None
    assert found > 1 << 30
    assert Path("/proc/meminfo").exists() is False or abs(found - _told()) < found / 50


def _told() -> int:
    line = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()[0]
    return int(line.split()[1]) * 1024
