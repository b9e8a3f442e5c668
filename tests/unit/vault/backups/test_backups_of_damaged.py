"""A vault that does not hold is backed up when told to, and takes the place of no whole backup."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from random import Random

import pytest

from desktop.errors import NotWhole, OfDamagedVault, UnreadBackups, UnreadVault
from desktop.i18n import set_language
from desktop.messages.backup_made import (
    check_offered,
    harmed_told,
)
from desktop.messages.backups import (
    checked_told,
)
from desktop.messages.errors import explain
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.faults import faults_kept
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from tests.damaged import damaged, held, whole
from tests.support import PASSPHRASE, TEMPLATES
from tests.unit.vault.backups.backed_up import day, flip, forge_log, originals
from tests.unit.vault.made import add

CHECK = "Check the vault in the settings, or use: skryniactl vault check"
WEEKLY = f"Once a week read all. {CHECK}"
pytestmark = pytest.mark.disk


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "researcher.backups"


def mend_log(vault: Vault) -> None:
    vault._db.execute("UPDATE custody SET agent = substr(agent, 2) WHERE seq = 1")


def harmed(folder: Path, table: str) -> Path:
    """A vault of which a page of this table, which is no page of its tree's inside, is another;
    beside it, as it was, ``whole.skrynia``."""
    sound = whole(TEMPLATES, folder).rename(folder / "whole.skrynia")
    lies = held(sound)
    page = max(lies.pages[table] - lies.inner.get(table, set()))
    return damaged(sound, folder / "harmed.skrynia", {page}, Random(1))


def names(place: Path) -> list[str]:
    return [each.name for each in generations_in(place)]


def test_what_does_not_hold_is_said_before_and_nothing_is_made(vault: Vault, place: Path) -> None:
    vault.backups.create(place, now=day(1))
    there = sorted(place.rglob("*"))
    forge_log(vault)
    with pytest.raises(NotWhole) as refused:
        vault.backups.create(place, now=day(2))
    assert refused.value.parts == ("custody",)
    [said] = refused.value.findings
    assert said.startswith("Custody log: ")
    assert sorted(place.rglob("*")) == there
    made = vault.backups.create(place, now=day(2), damaged=True)
    assert made.findings == (said,)
    assert check_offered(made) == [CHECK]
    report = check_place(place, PASSPHRASE)
    assert [each.amiss for each in report.generations] == [(), ("custody",)]
    assert (report.intact, report.damage) == (False, False)
    title, told = checked_told(report)
    assert title == "The newest backup is of a damaged vault"
    assert told[1].startswith("1 backup was made of the vault when it was damaged")
    mend_log(vault)
    vault.backups.create(place, now=day(3))
    assert check_place(place, PASSPHRASE).intact


def test_it_is_asked_once_for_the_same_and_again_for_something_else(
    vault: Vault, place: Path
) -> None:
    forge_log(vault)
    vault.backups.create(place, now=day(1), damaged=True)
    assert vault.backups.create(place, now=day(2)).findings
    photo = add(vault, b"another one")
    vault._db.execute("UPDATE media_chunk SET bytes = x'00'")
    with pytest.raises(NotWhole) as refused:
        vault.backups.create(place, now=day(3))
    assert set(refused.value.parts) >= {"custody", "media"}
    made = vault.backups.create(place, now=day(3), damaged=True)
    assert made.damaged == (photo.id,)


def test_a_photo_that_was_damaged_since_is_named_and_comes_back_whole(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    photo, other = add(vault, b"one"), add(vault, b"another one")
    assert vault.backups.create(place, now=day(1)).of_whole
    vault._db.execute(
        "UPDATE media_chunk SET bytes = x'00' WHERE media_row ="
        " (SELECT row FROM media WHERE id = ?)",
        (photo.id,),
    )
    for number in (2, 3):
        made = vault.backups.create(place, now=day(number))
        assert (made.harmed, made.damaged, made.findings) == ((photo.id,), (), ())
        assert not made.of_whole
    assert "1 photo or file in the vault is damaged" in harmed_told(len(made.harmed))
    assert "check the vault" in harmed_told(len(made.harmed))
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert not again.check().media
        assert again.media.get(other.id).original_name == other.original_name


def test_in_a_large_vault_each_original_is_read_again_once_in_a_round(
    vault: Vault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        add(vault, bytes([number]) * 100)
    vault.backups.create(place, now=day(1))
    monkeypatch.setattr("desktop.vault.backups.storing._A_RUN", 200)
    told = [check_offered(vault.backups.create(place, now=day(each))) for each in (2, 3)]
    assert told == [[f"Only part of the older photos and files was read again. {WEEKLY}"], []]
    vault._db.execute("UPDATE media_chunk SET bytes = x'00'")
    runs = [vault.backups.create(place, now=day(4 + each)).harmed for each in range(3)]
    assert all(runs)
    ids = [each for (each,) in vault._db.all("SELECT id FROM media")]
    assert sorted(chain(*runs)) == sorted(ids)


def test_of_a_part_that_was_damaged_already_what_is_new_is_asked_about(
    vault: Vault, place: Path
) -> None:
    harm = (
        "UPDATE media_chunk SET bytes = x'00' WHERE media_row ="
        " (SELECT row FROM media WHERE id = ?)"
    )
    first = add(vault, b"one")
    vault._db.execute(harm, (first.id,))
    vault.backups.create(place, now=day(1), damaged=True)
    assert vault.backups.create(place, now=day(2)).damaged == (first.id,)
    second = add(vault, b"another one")
    vault._db.execute(harm, (second.id,))
    with pytest.raises(NotWhole):
        vault.backups.create(place, now=day(3))
    vault.backups.create(place, now=day(3), damaged=True)
    assert vault.backups.create(place, now=day(4)).damaged == (first.id, second.id)


def test_what_is_found_is_known_again_in_the_other_languages_once_told(
    vault: Vault, place: Path
) -> None:
    forge_log(vault)
    for language in ("en", "be"):
        set_language(language)
        with pytest.raises(NotWhole):
            vault.backups.create(place, now=day(1))
        vault.backups.create(place, now=day(1), damaged=True)
    set_language("en")
    assert vault.backups.create(place, now=day(2)).findings


def test_more_faults_than_go_into_a_manifest_are_bounded() -> None:
    many = frozenset(f"{number:016x}" for number in range(30_000))
    few = frozenset({"a" * 16})
    assert len(faults_kept(many, few)) == 20_000
    assert faults_kept(few, many)[0] == "a" * 16
    assert len(faults_kept(few, many)) == 20_000
    assert faults_kept(frozenset(), many) == ()


def test_no_whole_backup_goes_for_one_of_a_damaged_vault(vault: Vault, place: Path) -> None:
    sound = [vault.backups.create(place, now=day(each)).generation for each in (1, 2, 3)]
    forge_log(vault)
    for each in range(4, 16):
        vault.backups.create(place, now=day(each), damaged=True)
    assert names(place)[:3] == sound
    assert len(names(place)) <= 3 + 11
    mend_log(vault)
    after = vault.backups.create(place, now=day(16))
    assert after.findings == ()
    assert {*sound, after.generation} <= {*names(place)}


def test_a_backup_of_a_damaged_vault_is_restored_and_says_so(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    vault.people.new("P-0077")
    forge_log(vault)
    made = vault.backups.create(place, damaged=True).generation
    with pytest.raises(OfDamagedVault) as refused:
        restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert (refused.value.newest, refused.value.whole) == (made, "")
    found = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, made)
    assert [each.split(":")[0] for each in found.findings] == ["Custody log"]
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert [each.code for each in again.people.all()] == ["P-0077"]


def test_of_a_damaged_vault_none_is_restored_before_the_newest_whole_one_is_named(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    first = vault.backups.create(place, now=day(1)).generation
    second = vault.backups.create(place, now=day(2)).generation
    forge_log(vault)
    third = vault.backups.create(place, now=day(3), damaged=True).generation
    again = tmp_path / "again.skrynia"
    with pytest.raises(OfDamagedVault) as refused:
        restore_generation(place, again, PASSPHRASE)
    assert (refused.value.newest, refused.value.offered) == (third, second)
    assert not again.exists()
    said = explain(refused.value).text
    assert second in said
    assert third in said
    flip(place / "generations" / second / "vault.db", -30)
    with pytest.raises(OfDamagedVault) as refused:
        restore_generation(place, again, PASSPHRASE)
    assert (refused.value.newest, refused.value.offered) == (third, first)
    flip(place / "generations" / second / "manifest", -30)
    with pytest.raises(UnreadBackups) as unread:
        restore_generation(place, again, PASSPHRASE)
    assert (unread.value.unread, unread.value.newest) == ((second,), third)
    assert first in explain(unread.value).text
    assert restore_generation(place, again, PASSPHRASE, unread.value.offered).findings == ()


def test_around_a_damaged_page_of_a_photo_all_else_is_backed_up(
    tmp_path: Path, place: Path
) -> None:
    folder = harmed(tmp_path, "media_chunk")
    with open_vault(folder, PASSPHRASE) as vault:
        with pytest.raises(NotWhole) as refused:
            vault.backups.create(place)
        assert refused.value.parts == ("media",)
        made = vault.backups.create(place, damaged=True)
        assert len(made.damaged) == 1
        assert len(originals(place)) == vault.media.count() - 1


def test_a_vault_that_does_not_read_makes_none_and_loses_none(tmp_path: Path, place: Path) -> None:
    folder = harmed(tmp_path, "record_version")
    with open_vault(folder.with_name("whole.skrynia"), PASSPHRASE) as vault:
        vault.backups.create(place, now=day(1))
    there = names(place)
    with open_vault(folder, PASSPHRASE) as vault, pytest.raises(UnreadVault):
        vault.backups.create(place, now=day(2), damaged=True)
    assert names(place) == there
