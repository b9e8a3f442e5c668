"""What does not hold in a place of backups is named, and the rest comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import (
    DamagedBackup,
)
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.restore import restore_generation
from tests.support import CHEAP_COST, PASSPHRASE
from tests.unit.vault.backed_up import filled, flip, originals

pytestmark = pytest.mark.disk


@pytest.fixture
def full(vault: Vault) -> Vault:
    return filled(vault)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "researcher.backups"


def test_an_altered_original_is_named_and_the_rest_comes_back(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    full.backups.create(place)
    victim = originals(place)[0]
    flip(victim, 5000)
    report = check_place(place, PASSPHRASE)
    assert (report.damaged, report.missing, report.intact) == (1, 0, False)
    [generation] = report.generations
    found = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert found.missing == generation.lacking
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.check().media == found.missing
    victim.unlink()
    assert check_place(place, PASSPHRASE).missing == 1
    assert full.backups.create(place).originals == 1
    assert check_place(place, PASSPHRASE).intact


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "manifest"])
def test_an_altered_generation_is_refused(
    full: Vault, place: Path, tmp_path: Path, name: str
) -> None:
    made = full.backups.create(place)
    folder = place / "generations" / made.generation
    if name == "keys.json":
        # Slots of another day that open all the same.
        full.ways_in.change(PASSPHRASE, PASSPHRASE, CHEAP_COST)
        (folder / name).write_bytes((full.folder / name).read_bytes())
    else:
        flip(folder / name, -30)
    assert not check_place(place, PASSPHRASE).intact
    with pytest.raises(DamagedBackup):
        restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert not (tmp_path / "again.skrynia").exists()


def test_one_original_in_the_place_of_another_is_noticed(full: Vault, place: Path) -> None:
    full.backups.create(place)
    one, other, *_ = originals(place)
    one.write_bytes(other.read_bytes())
    assert check_place(place, PASSPHRASE).damaged == 1
