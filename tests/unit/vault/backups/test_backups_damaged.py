"""What does not hold in a place of backups is named, and the rest comes back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import DamagedBackup, NotWritable, RenamedBackup, UnreadBackups
from desktop.messages.backup_made import (
    unread_told,
)
from desktop.messages.backups import (
    checked_told,
)
from desktop.model.media import MEDIA_KIND
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.generation import VERSION, keys_of, read_generation, write_manifest
from desktop.vault.backups.near import backups_near
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from desktop.vault.file.check_messages import findings
from tests.support import CHEAP_COST, PASSPHRASE
from tests.unit.vault.backups.backed_up import day, filled, flip, originals
from tests.unit.vault.made import add

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
        read = again.check()
        assert read.media == read.absent == found.missing
        [lacking] = found.missing
        assert findings(read) == (f"Originals that are missing: IMG_0001.jpg ({lacking})",)
        assert found.names == (again.media.get(lacking).original_name,)
    victim.unlink()
    assert check_place(place, PASSPHRASE).missing == 1
    assert full.backups.create(place).originals == 1
    assert check_place(place, PASSPHRASE).intact


def test_what_a_check_finds_damaged_is_stored_anew_by_the_next_backup(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    full.backups.create(place, now=day(1))
    victim, *others = originals(place)
    victim.write_bytes(bytes(victim.stat().st_size))
    assert check_place(place, PASSPHRASE).damaged == 1
    assert full.backups.create(place, now=day(2)).originals == 1
    assert originals(place) == [victim, *others]
    assert check_place(place, PASSPHRASE).intact
    assert full.backups.create(place, now=day(3)).originals == 0
    assert not restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE).missing


def test_what_is_damaged_in_the_vault_too_stays_marked(full: Vault, place: Path) -> None:
    full.backups.create(place, now=day(1))
    flip(originals(place)[0], 5000)
    [generation] = check_place(place, PASSPHRASE).generations
    full._db.execute("UPDATE media_chunk SET bytes = x'00'")
    made = full.backups.create(place, now=day(2), damaged=True)
    assert made.damaged == generation.lacking
    assert full.backups.create(place, now=day(3)).damaged == generation.lacking


def test_a_generation_of_a_later_version_is_called_that_and_not_damaged(
    full: Vault, place: Path
) -> None:
    made = full.backups.create(place, now=day(1))
    full.backups.create(place, now=day(2))
    folder, keys = place / "generations" / made.generation, keys_of(full._db.subkey)
    manifest = read_generation(folder, keys).manifest
    write_manifest(folder, keys, replace(manifest, version=VERSION + 1))
    report = check_place(place, PASSPHRASE)
    assert [(each.holds, each.newer) for each in report.generations] == [
        (False, True),
        (True, False),
    ]
    assert not report.intact
    title, told = checked_told(report)
    assert title == "Not every backup could be checked"
    assert [("newer version" in each, "damaged" in each) for each in told] == [(True, False)]


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


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "manifest"])
def test_of_a_newest_that_is_damaged_an_older_one_is_named(
    full: Vault, place: Path, tmp_path: Path, name: str
) -> None:
    older = full.backups.create(place, now=day(1)).generation
    newest = full.backups.create(place, now=day(2)).generation
    flip(place / "generations" / newest / name, -30)
    refuse_to_guess(place, tmp_path, newest, older)


def refuse_to_guess(place: Path, tmp_path: Path, unread: str, newest: str) -> None:
    """Without a name nothing is laid down; by the one that is named it is."""
    again = tmp_path / "again.skrynia"
    with pytest.raises(UnreadBackups) as refused:
        restore_generation(place, again, PASSPHRASE)
    assert (refused.value.unread, refused.value.newest) == ((unread,), newest)
    assert not again.exists()
    assert restore_generation(place, again, PASSPHRASE, newest).generation == newest


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "manifest"])
def test_a_generation_that_lacks_a_file_keeps_no_other_from_anything(
    full: Vault, place: Path, tmp_path: Path, name: str
) -> None:
    photo = add(full, b"made by mistake")
    older = full.backups.create(place, now=day(1))
    broken = full.backups.create(place, now=day(2))
    (place / "generations" / broken.generation / name).unlink()
    held = {each.name: each.holds for each in check_place(place, PASSPHRASE).generations}
    assert held == {older.generation: True, broken.generation: False}
    refuse_to_guess(place, tmp_path, broken.generation, older.generation)
    listed = {each.name: each.unread for each in generations_in(place)}
    assert listed == {older.generation: False, broken.generation: True}
    [near] = backups_near(full.folder, [tmp_path])
    assert near.made.utc == day(1).utc
    full.removal.remove(MEDIA_KIND, photo.id)
    made = full.backups.create(place, now=day(3))
    assert (made.cleared, made.unread) == (1, (broken.generation,))


@pytest.mark.parametrize("name", ["20260331T100000Z-0001-{}", "20260301T100000Z-9999-{}"])
def test_an_older_generation_is_not_taken_for_the_newest_by_another_name(
    full: Vault, place: Path, tmp_path: Path, name: str
) -> None:
    """Everybody who had the stick can rename what lies there."""
    older = full.backups.create(place, now=day(1)).generation
    newest = full.backups.create(place, now=day(2)).generation
    renamed = name.format(older[-8:])
    (place / "generations" / older).rename(place / "generations" / renamed)
    assert renamed in {each.name for each in generations_in(place)}
    called = f"20260301T100000Z-0001-{older[-8:]}"
    with pytest.raises(RenamedBackup) as refused:
        restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, renamed)
    assert (refused.value.name, refused.value.made) == (called, day(1))
    assert not (tmp_path / "again.skrynia").exists()
    report = check_place(place, PASSPHRASE)
    assert report.intact
    assert [(each.name, each.made, each.called) for each in report.generations] == [
        (renamed, day(1), called),
        (newest, day(2), ""),
    ]
    found = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert found.generation == newest
    found = restore_generation(place, tmp_path / "older.skrynia", PASSPHRASE, called)
    assert found.made == day(1)
    assert full.backups.create(place, now=day(3)).unread == ()
    assert [each.name for each in generations_in(place)][:2] == [called, newest]


def test_the_newest_renamed_to_an_older_number_is_not_passed_over(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    full.backups.create(place, now=day(1))
    full.backups.create(place, now=day(2))
    newest = full.backups.create(place, now=day(3)).generation
    renamed = f"20260301T100000Z-0001-{newest[-8:]}"
    (place / "generations" / newest).rename(place / "generations" / renamed)
    found = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert (found.generation, found.made) == (renamed, day(3))


def test_a_generation_of_any_name_stays_and_keeps_what_it_names(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    older = full.backups.create(place, now=day(1)).generation
    (place / "generations" / older).rename(place / "generations" / "before the holidays")
    listed = [(each.name, each.made) for each in generations_in(place)]
    assert listed == [("before the holidays", None)]
    assert full.backups.create(place, now=day(2)).generations == 2
    [mended, _newest] = generations_in(place)
    assert mended.name.startswith("20260301T100000Z-0001-")
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, mended.name)


def test_what_lies_beside_generations_and_is_none_keeps_nothing_from_going(
    full: Vault, place: Path
) -> None:
    photo = add(full, b"made by mistake")
    full.backups.create(place, now=day(1))
    before = len(originals(place))
    full.removal.remove(MEDIA_KIND, photo.id)
    beside = place / "generations" / "notes"
    beside.mkdir()
    (beside / "manifest").write_bytes(b"of a ship")
    assert full.backups.create(place, now=day(2)).unread == ()
    assert [each.holds for each in full.backups.places()] == [0]
    assert len(originals(place)) == before - 1
    assert (beside / "manifest").read_bytes() == b"of a ship"


def test_what_keeps_originals_and_can_be_deleted_is_said(full: Vault, place: Path) -> None:
    """Until it is, nothing that was removed from the vault is cleared there for good."""
    photo = add(full, b"made by mistake")
    first = full.backups.create(place, now=day(1)).generation
    full.removal.remove(MEDIA_KIND, photo.id)
    broken = place / "generations" / first
    flip(broken / "manifest", -30)
    made = full.backups.create(place, now=day(2))
    said = unread_told(made.unread)
    assert first in said
    assert "can be deleted, as a folder in generations" in said
    before = len(originals(place))
    shutil.rmtree(broken)
    assert full.backups.create(place, now=day(3)).unread == ()
    assert [each.holds for each in full.backups.places()] == [0]
    assert len(originals(place)) == before - 1


def test_those_that_lack_a_file_take_no_others_place(full: Vault, place: Path) -> None:
    made = [full.backups.create(place, now=day(number)).generation for number in range(1, 13)]
    for name in made[-6:]:
        (place / "generations" / name / "vault.db").write_bytes(b"")
    there = {each.name for each in generations_in(place) if not each.unread}
    made.append(full.backups.create(place, now=day(13)).generation)
    left = {each.name for each in generations_in(place)}
    assert left == {*there, *made[-7:]}, "none of those that read had to go"


def test_those_that_are_damaged_take_no_others_place(full: Vault, place: Path) -> None:
    """Of the seven days each counts that reads, to its last byte."""
    made = [full.backups.create(place, now=day(number)).generation for number in range(1, 10)]
    there = {each.name for each in generations_in(place)}
    for name in made[-3:]:
        flip(place / "generations" / name / "vault.db", -30)
    last = full.backups.create(place, now=day(10))
    assert set(last.unread) == set(made[-3:])
    assert {each.name for each in generations_in(place)} == {*there, last.generation}


def test_what_cannot_be_read_beside_backups_hides_none_of_them(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    """As lost+found on a stick, which only root may look into."""
    vault.backups.create(place, now=day(1))
    entry = tmp_path / "lost+found"
    entry.symlink_to("x" * 300)
    with pytest.raises(OSError, match="too long"):
        (entry / "backups.json").is_file()
    [near] = backups_near(vault.folder, [tmp_path, tmp_path / "gone"])
    assert (near.path, near.made.utc) == (place, day(1).utc)


def test_one_original_in_the_place_of_another_is_noticed(full: Vault, place: Path) -> None:
    full.backups.create(place)
    one, other, *_ = originals(place)
    one.write_bytes(other.read_bytes())
    assert check_place(place, PASSPHRASE).damaged == 1


@pytest.mark.parametrize("name", ["originals", "generations", "originals/ab", "generations/old"])
def test_a_place_that_leads_out_of_itself_is_refused(
    vault: Vault, tmp_path: Path, name: str
) -> None:
    place, elsewhere = tmp_path / "their.backups", tmp_path / "elsewhere"
    vault.backups.create(place)
    elsewhere.mkdir()
    (elsewhere / "letter.partial").write_text("invented", "utf-8")
    if (place / name).exists():
        shutil.rmtree(place / name)
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(DamagedBackup):
        vault.backups.create(place)
    assert [each.name for each in elsewhere.iterdir()] == ["letter.partial"]


@pytest.mark.parametrize("within", ["backups", "a/backups"])
def test_a_vault_and_its_backups_lie_beside_each_other(vault: Vault, within: str) -> None:
    before = sorted(each.name for each in vault.folder.iterdir())
    with pytest.raises(NotWritable):
        vault.backups.create(vault.folder / within)
    with pytest.raises(NotWritable):
        vault.backups.create(vault.folder.parent)
    assert sorted(each.name for each in vault.folder.iterdir()) == before
