"""``skryniactl backup``: made, listed, checked, restored, and what is said of a place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.crypto.secret import Shares
from desktop.crypto.shares import split
from desktop.crypto.slots.making import by_shares
from desktop.errors import WrongPassphrase
from desktop.model.identity import Role
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.vault import open_vault
from desktop.vault.backups.place import generations_in, place_to_read
from tests.support import PASSPHRASE, make_vault
from tests.unit.cli.conftest import Desk
from tests.unit.handoff.ends import introduce
from tests.unit.vault.backups.backed_up import day, flip, forge_log, originals
from tests.unit.vault.made import add

NEW = "seven new words that nobody has ever used"

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def backups(desk: Desk) -> Path:
    return desk.stick / "researcher.backups"


def by_passphrase(desk: Desk) -> tuple[str, Path]:
    return "--passphrase-file", desk.folder / "passphrase"


def test_a_backup_is_made_listed_checked_and_restored(desk: Desk, backups: Path) -> None:
    made = desk.run("backup", "create", desk.researcher, backups)
    assert made.code == 0, made.err
    [name] = [line.split()[-1] for line in desk.run("backup", "list", backups).out.splitlines()[1:]]
    assert name in made.out
    checked = desk.run("backup", "check", backups, *by_passphrase(desk))
    assert checked.code == 0
    assert "No problems found." in checked.out.splitlines()
    again = desk.folder / "again.skrynia"
    restored = desk.run("backup", "restore", backups, again, "--backup", name[:10])
    assert restored.code == 0, restored.err
    assert desk.run("vault", "check", again).code == 0
    assert desk.run("interview", "show", again, "W-001").code == 0


def test_what_is_not_whole_is_said_and_ends_with_1(desk: Desk, backups: Path) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        add(vault, b"a photo of the yard")
    desk.run("backup", "create", desk.researcher, backups)
    flip(originals(backups)[0], 50)
    checked = desk.run("backup", "check", backups, *by_passphrase(desk))
    assert checked.code == 1
    assert "photos or files are missing" in checked.out
    again = desk.folder / "again.skrynia"
    restored = desk.run("backup", "restore", backups, again)
    assert restored.code == 1
    assert "1 photo or file could not be restored" in restored.err
    assert "IMG_0001.jpg" in restored.err
    assert again.is_dir()


def test_which_do_not_read_is_said_before_an_older_one_is_restored(
    desk: Desk, backups: Path
) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        older, newest = (vault.backups.create(backups, now=day(n)).generation for n in (1, 2))
    (backups / "generations" / newest / "manifest").unlink()
    again = desk.folder / "again.skrynia"
    refused = desk.run("backup", "restore", backups, again)
    assert (refused.code, again.exists()) == (1, False)
    assert f"Cannot be read: {newest}." in refused.err
    assert f"--backup {older}" in refused.err
    assert newest in desk.run("backup", "list", backups).err
    assert newest in desk.run("backup", "create", desk.researcher, backups).err
    assert desk.run("backup", "restore", backups, again, "--backup", older).code == 0


def test_a_place_that_may_hold_what_was_removed_is_named(desk: Desk, backups: Path) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        person, photo = vault.people.new("P-9"), add(vault, b"a mistake")
        vault.backups.create(backups, now=day(1))
    for kind, record_id in ((PERSON_KIND, person.id), (MEDIA_KIND, photo.id)):
        with open_vault(desk.researcher, PASSPHRASE) as vault:
            vault.removal.remove(kind, record_id)
    said = desk.run("backup", "places", desk.researcher).out
    assert str(backups) in said
    assert "2 records that were removed since" in said
    cleared = desk.run("backup", "create", desk.researcher, backups)
    assert "removed from 1 older backup too" in cleared.out
    [place] = desk.run("backup", "places", desk.researcher, "--json").json["places"]
    assert place["holds"] == 0
    gone = desk.run("backup", "forget", desk.researcher, place["id"][:6])
    assert gone.code == 0
    assert desk.run("backup", "places", desk.researcher).out == ""
    assert desk.run("backup", "forget", desk.researcher, place["id"]).code == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "These backups are in use"),
        ("be", "Гэтыя рэзервовыя копіі занятыя"),
        ("ru", "Эти резервные копии заняты"),
    ],
)
def test_two_runs_at_once_are_refused_in_words(
    desk: Desk, backups: Path, language: str, said: str
) -> None:
    desk.run("backup", "create", desk.researcher, backups)
    with place_to_read(backups):
        refused = desk.run("backup", "create", desk.researcher, backups, "--lang", language)
    assert (refused.code, refused.err.splitlines()[0]) == (1, said)


def test_where_no_backups_are_is_refused(desk: Desk, backups: Path) -> None:
    assert desk.run("backup", "list", desk.stick, "--json").json["error"]["type"] == "NoBackupsHere"
    again = desk.folder / "again.skrynia"
    assert desk.run("backup", "restore", backups, again).code == 1
    assert not again.exists()
    desk.run("backup", "create", desk.researcher, backups)
    others = desk.run("backup", "create", desk.office, backups, "--json")
    assert others.json["error"]["type"] == "OtherVaultsBackups"


def test_whoever_keeps_the_key_restores_a_backup_for_its_owner(desk: Desk, backups: Path) -> None:
    with (
        make_vault(desk.folder, "keeper", Role.ORGANISATION) as keeper,
        open_vault(desk.researcher, PASSPHRASE) as vault,
    ):
        introduce(vault, keeper)
    line = ("way", "add-escrow", desk.researcher, "keeper", "--yes")
    assert desk.run(*line).code == 0
    desk.run("backup", "create", desk.researcher, backups)
    again = desk.folder / "again.skrynia"
    new = desk.folder / "new"
    new.write_text(NEW, "utf-8")
    restored = desk.run(
        "backup", "restore", backups, again, "--escrow", keeper.folder, "--new-passphrase-file", new
    )
    assert restored.code == 0, restored.err
    assert "The new passphrase unlocks the vault of" in restored.out
    log = desk.run("custody", "list", keeper.folder, "--json").json["events"]
    said = [event["detail"]["what"] for event in log if event["detail"].get("way") == "escrow"]
    assert said == ["restored for its owner", "opened for its owner"]
    with open_vault(again, NEW) as vault:
        assert vault.check().intact


def test_a_damaged_vault_is_backed_up_when_it_is_said(desk: Desk, backups: Path) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        whole = vault.backups.create(backups, now=day(1)).generation
        forge_log(vault)
    refused = desk.run("backup", "create", desk.researcher, backups)
    assert refused.code == 1
    assert "Custody log: " in refused.err
    assert "Older backups stay as they are" in refused.err
    made = desk.run("backup", "create", desk.researcher, backups, "--damaged")
    assert made.code == 1
    assert "this backup contains it as it is" in made.err
    told = desk.run("backup", "check", backups, *by_passphrase(desk)).out
    assert "of a damaged vault" in told
    again = desk.folder / "again.skrynia"
    asked = desk.run("backup", "restore", backups, again)
    assert (asked.code, again.exists()) == (1, False)
    assert f"the newest of the undamaged vault is {whole}" in asked.err
    newest = generations_in(backups)[-1].name
    restored = desk.run("backup", "restore", backups, again, "--backup", newest)
    assert restored.code == 1
    assert "An older backup may be whole" in restored.err
    whole_one = desk.folder / "whole.skrynia"
    assert desk.run("backup", "restore", backups, whole_one, "--backup", whole).code == 0


def test_before_anything_is_unlocked_dates_are_called_unproven(desk: Desk, backups: Path) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        older, newest = (vault.backups.create(backups, now=day(n)).generation for n in (1, 2))
    false = f"20290101T100000Z-0009-{older[-8:]}"
    (backups / "generations" / older).rename(backups / "generations" / false)
    assert "Nothing was unlocked" in desk.run("backup", "list", backups).err
    checked = desk.run("backup", "check", backups, *by_passphrase(desk))
    assert checked.code == 0
    lines = checked.out.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["2026-03-01", "2026-03-02"]
    assert f"its name was {older}" in lines[1]
    again = desk.folder / "again.skrynia"
    refused = desk.run("backup", "restore", backups, again, "--backup", false)
    assert (refused.code, again.exists()) == (1, False)
    assert older in refused.err
    assert newest in desk.run("backup", "restore", backups, again).out


def test_what_is_no_folder_of_backups_is_named(desk: Desk, backups: Path) -> None:
    several = desk.run("backup", "create", desk.researcher, backups, "IMG_1.jpg", "IMG_2.jpg")
    assert several.code == 2
    assert "The whole vault is backed up" in several.err
    desk.run("backup", "create", desk.researcher, backups)
    [generation] = (backups / "generations").iterdir()
    again = desk.folder / "again.skrynia"
    for command in (("backup", "restore"), ("vault", "restore")):
        refused = desk.run(*command, generation, again)
        assert refused.code == 1
        assert "two levels up" in refused.err
    shutil.rmtree(generation)  # as where a first backup was killed
    assert "No backup was completed" in desk.run("backup", "list", backups).out


def test_what_was_removed_is_said_to_lie_in_backups_still(desk: Desk, backups: Path) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        photo = add(vault, b"a mistake")
    desk.run("backup", "create", desk.researcher, backups)
    removed = desk.run("photos", "remove", desk.researcher, photo.id, "--yes")
    assert removed.code == 0, removed.err
    assert f"{backups}: It may still contain 1 record" in removed.err


def test_of_two_who_could_open_a_journeys_backup_one_is_chosen(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        for whose in ("three friends", "two cousins"):
            way = vault.ways_in.add(PASSPHRASE, by_shares(split(2, 3)), whose)
    travel = ("vault", "travel", desk.researcher, desk.stick / "journey.backups", "--yes")
    asked = desk.run(*travel)
    assert asked.code == 1
    assert f"recovery shares, two cousins ({way.slot_id[:8]})" in asked.err
    assert desk.researcher.is_dir()
    assert desk.run(*travel, "--way", "none").code == 1
    assert desk.run(*travel, "--way", way.slot_id[:8]).code == 0
    assert not desk.researcher.exists()


def test_a_border_is_crossed_without_the_vault(desk: Desk) -> None:
    journey = desk.stick / "journey.backups"
    refused = desk.run("vault", "travel", desk.researcher, journey, "--yes")
    assert "Nobody could open it for you" in refused.err
    assert desk.researcher.is_dir()
    sharing = split(2, 3)
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.ways_in.add(PASSPHRASE, by_shares(sharing), "three friends")
    unsure = desk.run("vault", "travel", desk.researcher, desk.stick / "unsure.backups")
    assert unsure.code != 0
    told = f"All of it is now also in the backup {desk.stick / 'unsure.backups'}"
    assert told in " ".join(unsure.err.split())
    (desk.researcher / "letter.txt").write_text("dear", "utf-8")
    left = desk.run("vault", "travel", desk.researcher, journey, "--yes")
    assert left.code == 0, left.err
    assert [each.name for each in desk.researcher.iterdir()] == ["letter.txt"]
    assert "letter.txt" in left.err
    assert "nobody opens them" in left.err
    assert "Copies of the whole vault" in left.err
    back = desk.folder / "back.skrynia"
    closed = desk.run("backup", "restore", journey, back)
    assert closed.code != 0
    given: list[str | Path] = []
    for number in (1, 2):
        share = desk.folder / f"share{number}"
        share.write_text(sharing.words[number], "utf-8")
        given += ["--shares-file", share]
    new = desk.folder / "new"
    new.write_text(NEW, "utf-8")
    restored = desk.run("backup", "restore", journey, back, *given, "--new-passphrase-file", new)
    assert restored.code == 0, restored.err
    assert "left out then are gone" in restored.err
    assert "What others held for the journey still unlocks it" in restored.err
    assert "What unlocked it before still does" not in restored.err
    open_vault(back, NEW).close()
    with pytest.raises(WrongPassphrase):
        open_vault(back, PASSPHRASE)
    with open_vault(back, Shares(sharing.words[:2])) as vault:
        assert vault.check().intact
