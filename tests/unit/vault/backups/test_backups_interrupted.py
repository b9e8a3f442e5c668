"""A medium that goes away, is full, or takes no long file, in the middle of a run: named, nothing
that looks whole and is not, and the next run goes on."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.errors import DamagedBackup, DiskFull, FileTooLarge, NotWritable, VaultReadOnly
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.generation import keys_of
from desktop.vault.backups.place import generations_in
from tests.read_only import refuse_writes
from tests.support import PASSPHRASE
from tests.systems import largest_file
from tests.unit.vault.backups.backed_up import day, filled, originals

pytestmark = pytest.mark.disk


@pytest.fixture
def full(vault: Vault) -> Vault:
    return filled(vault)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "researcher.backups"


@pytest.mark.parametrize(
    "share",
    [pytest.param(0.1, marks=pytest.mark.rare), 0.6, pytest.param(1, marks=pytest.mark.rare)],
)
def test_a_stick_that_is_pulled_ends_the_run_and_harms_nothing(
    full: Vault, place: Path, share: float
) -> None:
    full.backups.create(place, now=day(1))
    for number in range(2):
        media = full.media.all()[number]
        place.joinpath("originals", *_named(full, media.sha256)).unlink()
    stick, away = place.parent, place.parent.with_name("away")

    def pull(done: int, total: int, what: str) -> None:
        if stick.exists() and total > 1 and done >= share * total:
            stick.rename(away)

    with pytest.raises(NotWritable):
        full.backups.create(place, pull, now=day(2))
    assert not stick.exists()
    away.rename(stick)
    assert [each.name[:8] for each in generations_in(place)] == ["20260301"]
    assert [each.made_at for each in full.backups.places()] == [day(1)]
    assert full.check().intact
    full.backups.create(place, now=day(2))
    assert check_place(place, PASSPHRASE).intact
    assert not list(place.rglob("*.partial"))


def test_a_medium_that_takes_no_long_file_is_named(full: Vault, place: Path) -> None:
    full._db.checkpoint()  # the vault's own file is longer, and lies elsewhere
    with largest_file() as limit:
        limit(100_000)
        with pytest.raises(FileTooLarge):
            full.backups.create(place)
        assert generations_in(place) == ()
    full.backups.create(place)
    assert check_place(place, PASSPHRASE).intact


def test_a_disk_that_fills_up_in_the_middle_is_named(
    full: Vault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a program beside this one: there was room when the run began."""
    full.backups.create(place, now=day(1))
    before = generations_in(place)
    for each in (place / "originals").rglob("*"):
        if each.is_file():
            each.unlink()

    def filling(_path: Path, **_how: int) -> int:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("desktop.vault.backups.settling.open_private_file", filling)
    with pytest.raises(DiskFull):
        full.backups.create(place, now=day(2))
    monkeypatch.undo()
    assert generations_in(place) == before
    assert full.backups.create(place, now=day(2)).originals == 4
    assert check_place(place, PASSPHRASE).intact


@pytest.mark.parametrize("turn", [1, 4])
def test_a_medium_that_gives_other_bytes_back_is_named(
    full: Vault, place: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """As a stick does whose flash is worn: once the system's memory of it was dropped."""
    settled: list[int] = []

    def worn(descriptor: int) -> bool:
        settled.append(descriptor)
        if len(settled) == turn:
            os.lseek(descriptor, 90_000, os.SEEK_SET)
            byte = os.read(descriptor, 1)
            os.lseek(descriptor, 90_000, os.SEEK_SET)
            os.write(descriptor, bytes([byte[0] ^ 1]))
        return True

    monkeypatch.setattr("desktop.vault.backups.settling.drop_from_page_cache", worn)
    with pytest.raises(DamagedBackup, match="does not read back"):
        full.backups.create(place)
    monkeypatch.undo()
    assert len(settled) >= turn
    assert generations_in(place) == ()
    whole = originals(place)
    assert len(whole) < 4
    assert not list(place.rglob("*.partial"))
    assert full.backups.create(place).originals == 4 - len(whole)
    assert check_place(place, PASSPHRASE).intact


def test_a_vault_that_can_only_be_read_makes_no_backup(
    full: Vault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not say where it is; whoever has to copy it copies its folder."""
    folder = full.folder
    full.close()
    refuse_writes(monkeypatch, folder)
    with open_vault(folder, PASSPHRASE) as opened:
        assert opened.read_only
        with pytest.raises(VaultReadOnly):
            opened.backups.create(place)
    assert not place.exists()


def _named(vault: Vault, sha256: str) -> tuple[str, str]:
    name = keys_of(vault._db.subkey).name_of(bytes.fromhex(sha256))
    return name[:2], name
