"""The ways in: unlock, make a vault, look around."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.i18n import current_language
from desktop.model.identity import Role
from desktop.settings import load_settings
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, press
from tests.ui.shell.rooms import notebook
from ui.start.new_vault import Begun, NewVaultPage
from ui.start.sample import SamplePage
from ui.start.unlock import UnlockPage
from ui.start.welcome import WelcomePage
from ui.widgets.lists.list_pane import row_height
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

NEW_PASSPHRASE = "ліст папера рака восень"


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    return make_program([notebook().room()])


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def unlock_page(program: Program) -> UnlockPage:
    page = program.start.page
    assert isinstance(page, UnlockPage)
    return page


def test_the_vault_used_last_is_asked_for_and_enter_unlocks_it(program: Program) -> None:
    assert unlock_page(program).folder == program.folder
    program.unlock()
    assert program.controller.window.windowTitle() == "Skrynia"


def test_the_sheet_holds_the_page_in_front_and_no_empty_strip(program: Program) -> None:
    """The welcome is taller: going there and back must leave nothing of its height."""
    program.controller.window.resize(1366, 768)
    for _ in range(2):
        QApplication.processEvents()
        page = unlock_page(program)
        program.wait(page.entry.others.isHidden)  # its folder has said what opens it
        program.wait(lambda: is_tight(unlock_page(program)))
        assert page.list.viewport().height() == row_height()
        program.start.show_welcome()
        QApplication.processEvents()
        program.start.show_first()


def is_tight(page: UnlockPage) -> bool:
    return page.height() == page.sizeHint().height()


def test_a_passphrase_half_typed_does_not_sleep_with_the_computer(program: Program) -> None:
    program.wait(lambda: program.controller.resting is not None)
    resting = program.controller.resting
    assert resting is not None
    for told in (resting.watch.sleeping, resting.watch.locked):
        press(unlock_page(program).field.edit, PASSPHRASE[:9])
        told.emit()
        assert unlock_page(program).field.text() == ""
    resting.watch.awake.emit()
    program.unlock()


def test_a_wrong_passphrase_is_said_in_place_and_can_be_tried_again(
    program: Program, qtbot: QtBot
) -> None:
    page = unlock_page(program)
    press(page.field.edit, "not the right one")
    click(qtbot, page.button)
    program.wait(page.banner.isVisible)
    assert page.banner.title == "Wrong passphrase"
    assert page.field.text() == ""
    assert page.button.isEnabled()
    program.unlock()


def refused(program: Program, qtbot: QtBot) -> str:
    """What the banner says after the right passphrase was typed."""
    page = unlock_page(program)
    press(page.field.edit, PASSPHRASE)
    click(qtbot, page.button)
    program.wait(page.banner.isVisible)
    return page.banner.title


def test_a_damaged_key_file_is_another_message(program: Program, qtbot: QtBot) -> None:
    (program.folder / "keys.json").write_bytes(b"{")
    assert refused(program, qtbot) == "The vault's file keys.json is damaged"


def test_a_damaged_database_is_another_message(program: Program, qtbot: QtBot) -> None:
    database = program.folder / "vault.db"
    content = bytearray(database.read_bytes())
    content[200:4000] = bytes(3800)
    database.write_bytes(content)
    assert refused(program, qtbot) == "The vault is damaged"


def test_a_vault_in_use_is_another_message(program: Program, qtbot: QtBot) -> None:
    with open_vault(program.folder, PASSPHRASE):
        assert refused(program, qtbot) == "The vault is already open"


def test_a_folder_that_went_away_is_another_message(program: Program, qtbot: QtBot) -> None:
    shutil.rmtree(program.folder)
    assert refused(program, qtbot) == "This folder is not a vault"


def test_a_known_place_can_be_forgotten_and_the_vault_stays(program: Program) -> None:
    unlock_page(program).menu.forget()
    assert isinstance(program.start.page, WelcomePage)
    assert load_settings().known_vaults == ()
    assert (program.folder / "vault.db").is_file()


def test_the_language_changes_the_screen_at_once(program: Program, qtbot: QtBot) -> None:
    before = program.start
    click(qtbot, before.languages.button("be"))
    program.wait(lambda: program.controller.window.centralWidget() is not before)
    assert current_language() == "be"
    assert program.start.languages.value == "be"
    assert load_settings().language == "be"


def new_vault(program: Program, qtbot: QtBot, home: Path) -> NewVaultPage:
    program.start.show_welcome()
    click(qtbot, program.start.welcome.new)
    page = program.start.page
    assert isinstance(page, NewVaultPage)
    page.whose.set_place(home)
    return page


def test_a_second_vault_is_proposed_beside_the_first(program: Program) -> None:
    program.start.go_on(Begun("", "", "notes", Path("/elsewhere")))
    program.start.show_welcome()
    program.start.welcome.new.click()
    page = program.start.page
    assert isinstance(page, NewVaultPage)
    assert page.whose.begun().place == program.folder.parent


def test_leaving_a_vault_for_another_offers_the_one_used_before(program: Program) -> None:
    other = program.folder.with_name("other.skrynia")
    program.preferences.change(lambda settings: settings.with_vault(other))
    program.unlock()
    program.lock_and_wait()
    program.locked.other.click()
    assert unlock_page(program).folder == other
    assert unlock_page(program).field.edit.hasFocus()


def test_a_click_on_a_vault_leads_to_its_passphrase(program: Program, qtbot: QtBot) -> None:
    page = unlock_page(program)
    page.list.setFocus()
    row = page.list.visualRect(page.list.model().index(0, 0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert page.field.edit.hasFocus()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.field.edit.hasFocus()


def line(page: NewVaultPage, which: str) -> QLineEdit:
    editor = (page.whose.owner if which == "owner" else page.whose.name).editor
    assert isinstance(editor, QLineEdit)
    return editor


@pytest.mark.slow
def test_a_new_vault_from_name_to_first_room(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page = new_vault(program, qtbot, tmp_path)
    press(line(page, "owner"), "Зоська Прыдуманая")
    click(qtbot, page.whose.role.button(Role.ORGANISATION.value))
    line(page, "name").clear()
    press(line(page, "name"), "garden")
    click(qtbot, page.whose.next)
    press(page.secret.new.first.edit, NEW_PASSPHRASE)
    press(page.secret.new.again.edit, NEW_PASSPHRASE)
    qtbot.keyClick(page.secret.new.again.edit, Qt.Key.Key_Return)
    program.wait(lambda: program.controller.shell is not None)
    assert load_settings().known_vaults[0] == str(tmp_path / "garden.skrynia")
    program.controller.stop()
    with open_vault(tmp_path / "garden.skrynia", NEW_PASSPHRASE) as vault:
        assert vault.identity.party().name == "Зоська Прыдуманая"


def test_what_is_missing_for_a_new_vault_is_said_at_its_field(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page = new_vault(program, qtbot, tmp_path)
    line(page, "name").clear()
    press(line(page, "name"), "a/b")
    click(qtbot, page.whose.next)
    assert page.whose.owner.error
    assert page.whose.name.error.startswith("A name cannot")
    line(page, "name").clear()
    press(line(page, "name"), program.folder.stem)
    page.whose.set_place(program.folder.parent)
    click(qtbot, page.whose.next)
    assert page.whose.name.error == "Something with this name already exists."


def test_short_and_different_passphrases_go_no_further(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page = new_vault(program, qtbot, tmp_path)
    press(line(page, "owner"), "Zoska")
    click(qtbot, page.whose.next)
    press(page.secret.new.first.edit, "short")
    click(qtbot, page.secret.button)
    assert page.secret.problem.title.startswith("A passphrase needs 12 characters")
    page.secret.new.first.clear()
    press(page.secret.new.first.edit, NEW_PASSPHRASE)
    press(page.secret.new.again.edit, NEW_PASSPHRASE + "x")
    click(qtbot, page.secret.button)
    assert page.secret.problem.title == "The two passphrases differ."
    assert not page.whose.folder.exists()


def test_going_back_keeps_what_was_typed(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    page = new_vault(program, qtbot, tmp_path)
    press(line(page, "owner"), "Zoska")
    click(qtbot, page.whose.next)
    click(qtbot, page.secret.back)
    assert page.whose.owner_name == "Zoska"


@pytest.mark.slow
def test_looking_around_makes_the_sample_and_opens_it(
    program: Program, qtbot: QtBot, home: Path
) -> None:
    program.start.show_welcome()
    click(qtbot, program.start.welcome.sample)
    page = program.start.page
    assert isinstance(page, SamplePage)
    click(qtbot, page.button)
    qtbot.waitUntil(lambda: program.controller.shell is not None, timeout=60_000)
    assert (home / "sample.skrynia" / "vault.db").is_file()


def test_a_sample_that_is_cancelled_leaves_nothing(
    program: Program, qtbot: QtBot, home: Path
) -> None:
    before = sorted(home.rglob("*"))
    program.start.show_welcome()
    click(qtbot, program.start.welcome.sample)
    page = program.start.page
    assert isinstance(page, SamplePage)
    click(qtbot, page.button)
    click(qtbot, page.progress.cancel_button)
    qtbot.waitUntil(lambda: page.banner.tone is Tone.INFO and page.button.isEnabled())
    assert page.banner.title == "Stopped"
    assert sorted(home.rglob("*")) == before


def test_another_language_keeps_what_was_typed_for_a_new_vault_and_no_passphrase(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page = new_vault(program, qtbot, tmp_path)
    press(line(page, "owner"), "Зоська Прыдуманая")
    click(qtbot, page.whose.role.button(Role.ORGANISATION.value))
    press(page.secret.new.first.edit, PASSPHRASE)
    typed = page.begun()
    assert (typed.owner, typed.role) == ("Зоська Прыдуманая", Role.ORGANISATION.value)
    before = program.start
    click(qtbot, before.languages.button("ru"))
    program.wait(lambda: program.controller.window.centralWidget() is not before)
    again = program.start.page
    assert isinstance(again, NewVaultPage)
    assert again.begun() == typed
    assert typed.place == tmp_path
    assert again.secret.new.first.text() == ""
