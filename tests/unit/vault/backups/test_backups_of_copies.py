"""Backups of a copy of the vault never take from a folder what that copy never had."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.errors import OtherCopysBackups
from desktop.model.media import MEDIA_KIND
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from tests.support import PASSPHRASE
from tests.unit.vault.backups.backed_up import day, filled
from tests.unit.vault.made import add

pytestmark = pytest.mark.disk


@pytest.fixture
def place(vault: Vault, tmp_path: Path) -> Path:
    """Two generations; the second has a person more."""
    path = tmp_path / "researcher.backups"
    full = filled(vault)
    full.backups.create(path, now=day(1))
    full.people.new("P-0099")
    full.backups.create(path, now=day(2))
    return path


def test_an_older_state_that_was_restored_takes_nothing_of_a_newer_backup(
    place: Path, tmp_path: Path
) -> None:
    first, second = sorted(each.name for each in generations_in(place))
    restore_generation(place, tmp_path / "older.skrynia", PASSPHRASE, name=first)
    with open_vault(tmp_path / "older.skrynia", PASSPHRASE) as older:
        with pytest.raises(OtherCopysBackups):
            older.backups.create(place, now=day(2))
        older.backups.create(tmp_path / "new.backups", now=day(2))
    assert sorted(each.name for each in generations_in(place)) == [first, second]
    assert check_place(place, PASSPHRASE).intact


def test_the_newest_state_that_was_restored_goes_on_in_its_folder(
    place: Path, tmp_path: Path
) -> None:
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.backups.create(place, now=day(3)).number == 3


def test_two_copies_of_a_folder_do_not_share_their_backups(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    vault.close()
    copied = shutil.copytree(vault.folder, tmp_path / "copied.skrynia")
    with open_vault(vault.folder, PASSPHRASE) as one:
        one.people.new("P-0100")
        one.backups.create(place, now=day(3))
    with open_vault(copied, PASSPHRASE) as other:
        other.people.new("P-0101")
        with pytest.raises(OtherCopysBackups):
            other.backups.create(place, now=day(4))


def test_a_place_that_was_copied_is_counted_by_itself_from_its_next_run_on(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    copied = shutil.copytree(place, tmp_path / "copied.backups")
    gone = add(vault, b"made by mistake")
    made = vault.backups.create(place, now=day(3))
    vault.removal.remove(MEDIA_KIND, gone.id)
    assert not made.apart
    assert not vault.backups.create(place, now=day(4)).apart
    [known] = vault.backups.places()
    there = vault.backups.known_at(copied)
    assert there is not None
    assert (there.id, there.path) == (known.id, str(copied))
    assert (there.made_at, there.generations, there.holds) == (day(2), 2, 1)
    assert vault.backups.create(copied, now=day(5)).apart
    assert not vault.backups.create(copied, now=day(6)).apart
    assert not vault.backups.create(place, now=day(7)).apart
    rows = {each.path: each for each in vault.backups.places()}
    assert rows.keys() == {str(place), str(copied)}
    assert len({each.id for each in rows.values()}) == 2
    for path in (place, copied):
        assert vault.backups.known_at(path) == rows[str(path)]
        assert check_place(path, PASSPHRASE).intact


def test_of_two_copies_the_one_that_is_used_does_not_speak_for_the_other(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    gone = add(vault, b"made by mistake")
    vault.backups.create(place, now=day(3))
    copied = shutil.copytree(place, tmp_path / "copied.backups")
    vault.removal.remove(MEDIA_KIND, gone.id)
    vault.backups.create(copied, now=day(4))
    there = vault.backups.known_at(place)
    assert there is not None
    assert there.holds == 1
    assert vault.backups.create(place, now=day(5)).apart
    assert [each.holds for each in vault.backups.places()] == [0, 0]


def test_a_place_of_which_the_newest_does_not_read_is_no_copy(vault: Vault, place: Path) -> None:
    [_first, newest] = sorted((place / "generations").iterdir())
    (newest / "manifest").write_bytes(b"damaged")
    assert not vault.backups.create(place, now=day(3)).apart
    assert len(vault.backups.places()) == 1
