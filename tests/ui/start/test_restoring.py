"""A backup is restored on the start screen: by any way, checked, and then it is offered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.crypto.shares import split
from desktop.crypto.slots.making import by_shares
from desktop.model.values.moment import Moment
from desktop.settings import load_settings
from desktop.vault import open_vault
from desktop.vault.backups.place import generations_in
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, press
from tests.ui.shell.rooms import notebook
from tests.unit.vault.backups.backed_up import forge_log
from ui.settings.ways_in.new_passphrase import NewPassphraseDialog
from ui.start.restoring import RestorePage
from ui.unlocking.secret_entry import Way
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

SHARING = split(2, 3)


@pytest.fixture
def backup(vault_folder: Path, tmp_path: Path) -> Path:
    """A copy on a stick; the vault itself went with the laptop."""
    stick = tmp_path / "stick" / "backup.skrynia"
    stick.parent.mkdir()
    with open_vault(vault_folder, PASSPHRASE) as vault:
        vault.ways_in.add(PASSPHRASE, by_shares(SHARING), "three friends")
        vault.people.new("P-0001")
        vault.backup(stick)
    return stick


@pytest.fixture
def program(backup: Path, make_program: MakeProgram) -> Program:
    assert backup.exists()
    return make_program([notebook().room()])


def begun(program: Program, backup: Path, place: Path) -> RestorePage:
    """The page with a backup and a new place chosen."""
    program.start.show_welcome()
    program.start.welcome.restore.click()
    page = program.start.page
    assert isinstance(page, RestorePage)
    page.source.take(backup)
    place.mkdir()
    page.where.set_place(place)
    return page


def restored(program: Program, page: RestorePage) -> None:
    program.wait(lambda: page.open_button.isVisible() and page.open_button.isEnabled())


def test_it_is_checked_and_then_opens_with_what_restored_it(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    page = begun(program, backup, tmp_path / "new laptop")
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    restored(program, page)
    assert page.banner.tone is Tone.SAFE
    assert "newest entry is of" in page.banner.text
    assert "revoke it again" in page.banner.text
    assert page.entry.field.text() == ""
    folder = page.folder
    page.open_button.click()
    program.wait(lambda: program.controller.shell is not None)
    assert load_settings().known_vaults[0] == str(folder)
    assert folder.parent == tmp_path / "new laptop"


def test_the_language_stays_while_a_backup_is_restored(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    """Another one builds the screen anew, and the restore ended with it without a word."""
    page, start = begun(program, backup, tmp_path / "new laptop"), program.start
    offered: list[tuple[bool, bool]] = []
    program.controller.worker.busy.connect(
        lambda busy: offered.append((busy, start.languages.isEnabled()))
    )
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    restored(program, page)
    assert offered == [(True, False), (False, True)]


def test_shares_restore_it_and_a_new_passphrase_is_asked_for(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    page = begun(program, backup, tmp_path / "new laptop")
    folder = page.folder
    page.entry.choose(Way.SHARES)
    for words in SHARING.words[:2]:
        press(page.entry.shares.edit, words)
        program.qtbot.keyClick(page.entry.shares.edit, Qt.Key.Key_Return)
    restored(program, page)
    page.open_button.click()
    find = program.controller.window.findChild
    program.wait(lambda: find(NewPassphraseDialog) is not None)
    program.lock_and_wait()
    with open_vault(folder, PASSPHRASE) as vault:
        assert [person.code for person in vault.people.all()] == ["P-0001"]


def test_the_newest_of_the_backups_at_a_place_is_restored(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    place = backup.parent / "researcher.backups"
    with open_vault(program.folder, PASSPHRASE) as vault:
        vault.backups.create(place)
        vault.people.new("P-0002")
        vault.backups.create(place)
    page = begun(program, place, tmp_path / "new laptop")
    folder = page.folder
    press(page.entry.field.edit, PASSPHRASE)
    page.button.click()
    restored(program, page)
    assert page.banner.tone is Tone.SAFE
    with open_vault(folder, PASSPHRASE) as vault:
        assert [each.code for each in vault.people.all()] == ["P-0001", "P-0002"]


def test_a_wrong_passphrase_leaves_nothing_and_can_be_typed_again(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    page = begun(program, backup, tmp_path / "new laptop")
    press(page.entry.field.edit, "not the one at all")
    page.button.click()
    program.wait(lambda: page.banner.title == "Wrong passphrase")
    assert page.entry.field.text() == ""
    assert list((tmp_path / "new laptop").iterdir()) == []
    press(page.entry.field.edit, PASSPHRASE)
    page.button.click()
    restored(program, page)


def test_what_is_missing_is_asked_for(program: Program, backup: Path, tmp_path: Path) -> None:
    page = begun(program, backup, tmp_path / "new laptop")
    page.source.folder = None
    press(page.entry.field.edit, PASSPHRASE)
    page.button.click()
    assert page.banner.title == "Choose the backup first."
    page.source.take(backup)
    page.folder.mkdir()
    page.button.click()
    assert page.where.name.error == "Something with this name already exists."


def test_a_damaged_backup_is_refused_with_nothing_left(
    program: Program, backup: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    database = backup / "vault.db"
    whole = bytearray(database.read_bytes())
    whole[-2000] ^= 1
    database.write_bytes(whole)
    page = begun(program, backup, tmp_path / "new laptop")
    press(page.entry.field.edit, PASSPHRASE)
    page.button.click()
    qtbot.waitUntil(lambda: page.banner.tone is Tone.DANGER)
    assert list((tmp_path / "new laptop").iterdir()) == []


def test_leaving_the_page_forgets_what_was_typed(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    page = begun(program, backup, tmp_path / "new laptop")
    press(page.entry.field.edit, PASSPHRASE)
    page.hide()
    assert page.entry.field.text() == ""


def test_of_several_backups_the_newest_is_offered_and_another_can_be_chosen(
    program: Program, vault_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick" / "anna.backups"
    with open_vault(vault_folder, PASSPHRASE) as vault:
        for day in (1, 2):
            at = Moment(f"2026-11-0{day}T12:00:00.000Z", 0)
            vault.backups.create(place, now=at)
            vault.people.new(f"P-100{day}")
    older, newer = generations_in(place)
    page = begun(program, place, tmp_path / "new laptop")
    program.wait(page.which.isVisible)
    assert page.which.name == newer.name
    assert page.which.choice is not None
    page.which.choice.button(older.name).click()
    assert page.which.name == older.name
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    restored(program, page)
    with open_vault(page.folder, PASSPHRASE) as vault:
        assert "P-1001" not in [person.code for person in vault.people.all()]


def test_a_renamed_backup_is_shown_as_what_it_is_before_it_is_restored(
    program: Program, vault_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick" / "anna.backups"
    with open_vault(vault_folder, PASSPHRASE) as vault:
        for day in (1, 2):
            vault.backups.create(place, now=Moment(f"2026-11-0{day}T12:00:00.000Z", 0))
    older, newer = generations_in(place)
    false = f"20261220T120000Z-0009-{older.name[-8:]}"
    (place / "generations" / older.name).rename(place / "generations" / false)
    page = begun(program, place, tmp_path / "new laptop")
    program.wait(page.which.isVisible)
    assert page.which.choice is not None
    for name in (newer.name, false):
        page.which.choice.button(name).click()
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: page.banner.tone is Tone.DANGER)
    assert "renamed" in page.banner.title
    assert not page.folder.exists()
    assert page.which.name == older.name
    labels = [page.which.choice.button(each).text() for each in (newer.name, older.name)]
    assert ["2 November" in labels[0], "1 November" in labels[1]] == [True, True]
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    restored(program, page)


def test_what_does_not_read_is_said_before_an_older_one_is_restored(
    program: Program, vault_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick" / "anna.backups"
    with open_vault(vault_folder, PASSPHRASE) as vault:
        for day in (1, 2, 3):
            vault.backups.create(place, now=Moment(f"2026-11-0{day}T12:00:00.000Z", 0))
    older, damaged, lacking = generations_in(place)
    (place / "generations" / lacking.name / "manifest").unlink()
    (place / "generations" / damaged.name / "vault.db").write_bytes(b"invented")
    page = begun(program, place, tmp_path / "new laptop")
    program.wait(page.which.isVisible)
    assert page.which.choice is not None
    assert "cannot be read" in page.which.choice.button(lacking.name).text()
    assert "cannot be read" not in page.which.choice.button(damaged.name).text()
    assert page.which.name == damaged.name
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: page.banner.tone is Tone.ATTENTION)
    said, _happened, chosen = page.banner.text.splitlines()
    assert "2 November 2026" in said
    assert "3 November 2026" in said
    assert "1 November 2026" in chosen
    assert "cannot be read" in page.which.choice.button(damaged.name).text()
    assert page.which.name == older.name
    assert not page.folder.exists()
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    restored(program, page)
    assert page.folder.is_dir()


def test_before_one_of_a_damaged_vault_is_restored_the_newest_whole_one_is_offered(
    program: Program, vault_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick" / "anna.backups"
    with open_vault(vault_folder, PASSPHRASE) as vault:
        vault.backups.create(place, now=Moment("2026-11-01T12:00:00.000Z", 0))
        forge_log(vault)
        vault.backups.create(place, now=Moment("2026-11-02T12:00:00.000Z", 0), damaged=True)
    whole, newest = generations_in(place)
    page = begun(program, place, tmp_path / "new laptop")
    program.wait(page.which.isVisible)
    assert page.which.name == newest.name
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: page.banner.tone is Tone.ATTENTION)
    assert page.banner.title == "The newest backup is of a damaged vault"
    assert "1 November 2026" in page.banner.text.splitlines()[-1]
    assert (page.which.name, page.folder.exists()) == (whole.name, False)
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    restored(program, page)


def test_the_backups_of_a_folder_are_checked_without_restoring(
    program: Program, backup: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick" / "researcher.backups"
    with open_vault(backup, PASSPHRASE) as vault:
        vault.backups.create(place)
    page = begun(program, backup, tmp_path / "new laptop")
    assert not page.check_button.isVisible()
    page.source.take(place)
    program.wait(page.check_button.isVisible)
    press(page.entry.field.edit, PASSPHRASE)
    page.check_button.click()
    program.wait(lambda: page.banner.tone is Tone.SAFE)
    assert "1 backup was read whole" in page.banner.text
    assert page.button.isVisible()
    assert not list((tmp_path / "new laptop").iterdir())
