"""A border is crossed without the vault, in the window: left behind, nothing kept, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from desktop.crypto.shares import split
from desktop.crypto.slots.making import by_shares
from desktop.settings import load_settings
from desktop.system.paths import settings_file
from desktop.vault import open_vault
from desktop.vault.file.folder import read_slots
from tests.support import PASSPHRASE, make_vault
from tests.ui.conftest import MakeProgram, Program, press
from tests.unit.vault.backups.backed_up import forge_log
from ui.given import given
from ui.settings import room as settings_room
from ui.settings.page import SettingsPage
from ui.settings.travelling import TravelSheet
from ui.settings.ways_in.new_passphrase import NewPassphraseDialog
from ui.shell.room import SETTINGS
from ui.start.housing.named import DeleteVaultDialog
from ui.start.leaving_behind import LeavePage
from ui.start.restoring import RestorePage
from ui.start.unlock import UnlockPage
from ui.start.welcome import WelcomePage
from ui.unlocking.secret_entry import Way
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

SHARING = split(2, 3)
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    return make_program([settings_room()])


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def shared(program: Program) -> Program:
    """The program on a vault of which others hold shares."""
    with open_vault(program.folder, PASSPHRASE) as vault:
        vault.people.new("P-0001")
        vault.ways_in.add(PASSPHRASE, by_shares(SHARING), "three friends")
    return program


def sheet(program: Program) -> TravelSheet:
    program.unlock()
    assert program.controller.shell is not None
    program.controller.shell.navigate(SETTINGS)
    page = program.controller.shell.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    program.wait(lambda: bool(page.travel.opens.text()))
    return page.travel


def leaving(program: Program) -> LeavePage:
    page = program.start.page
    assert isinstance(page, LeavePage)
    return page


def dialog(kind: type[D]) -> D:
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    [found] = [each for each in shown if isinstance(each, kind)]
    return found


def packed(program: Program, stick: Path) -> LeavePage:
    """The page on which the vault was backed up and is still there."""
    program.start.show_leave(program.folder)
    page = leaving(program)
    page.place.take(stick)
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: page.delete_button.isVisible() and page.delete_button.isEnabled())
    assert page.banner.tone is Tone.SAFE
    return page


def delete(program: Program, page: LeavePage) -> str:
    """Say yes, and what was asked."""
    page.delete_button.click()
    asked = dialog(DeleteVaultDialog)
    assert not asked.delete_button.isEnabled()
    press(asked.line, program.folder.stem)
    asked.delete_button.click()
    return asked.accessibleName()


def test_it_is_left_behind_and_comes_back_by_shares(shared: Program, stick: Path) -> None:
    program, folder = shared, shared.folder
    travel = sheet(program)
    assert "three friends" in travel.opens.text()
    assert "never tried" in travel.opens.text()
    travel.leave_button.click()
    program.wait(lambda: program.controller.lock_screen is None)
    page = leaving(program)
    program.wait(lambda: [box.text() for box in page.ways.values()] == ["Recovery shares"])
    page = packed(program, stick)
    [backup] = stick.iterdir()
    assert str(backup) in page.banner.text
    assert folder.exists()
    assert folder.stem in delete(program, page)
    program.wait(lambda: isinstance(program.start.page, WelcomePage))
    assert "no longer" in program.start.banner.title
    assert not folder.exists()
    assert load_settings().known_vaults == ()
    assert load_settings().unlocking_ms == 0
    assert "researcher" not in settings_file().read_text("utf-8")

    program.start.welcome.restore.click()
    restoring = program.start.page
    assert isinstance(restoring, RestorePage)
    restoring.source.take(backup)
    program.wait(lambda: restoring.which.name is not None)
    restoring.where.set_place(folder.parent)
    restoring.entry.choose(Way.SHARES)
    for words in SHARING.words[:2]:
        press(restoring.entry.shares.edit, words)
        program.qtbot.keyClick(restoring.entry.shares.edit, Qt.Key.Key_Return)
    program.wait(lambda: restoring.open_button.isVisible() and restoring.open_button.isEnabled())
    back = restoring.folder
    restoring.open_button.click()
    program.wait(lambda: program.controller.window.findChild(NewPassphraseDialog) is not None)
    assert back.is_dir()


def test_where_nobody_could_open_it_the_ways_are_shown_first(program: Program) -> None:
    travel = sheet(program)
    assert "Nobody could open it" in travel.opens.text()
    assert not travel.leave_button.isEnabled()
    assert travel.ways_button.isVisible()


def test_who_goes_back_keeps_the_vault_on_the_list(shared: Program, stick: Path) -> None:
    page = packed(shared, stick)
    page.back.click()
    assert isinstance(shared.start.page, UnlockPage)
    assert load_settings().known_vaults == (str(shared.folder),)
    shared.unlock()


def test_what_was_written_meanwhile_is_not_destroyed(shared: Program, stick: Path) -> None:
    page = packed(shared, stick)
    with open_vault(shared.folder, PASSPHRASE) as vault:
        vault.people.new("P-0002")
    delete(shared, page)
    shared.wait(lambda: page.banner.tone is Tone.DANGER)
    assert "changed meanwhile" in page.banner.title
    assert page.button.isVisible()
    assert not page.delete_button.isVisible()
    with open_vault(shared.folder, PASSPHRASE) as vault:
        assert len(vault.people.all()) == 2


def start_packing(program: Program, page: LeavePage) -> None:
    press(page.entry.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)


def test_of_several_shares_those_are_chosen_that_open_it(shared: Program, stick: Path) -> None:
    with open_vault(shared.folder, PASSPHRASE) as vault:
        second = vault.ways_in.add(PASSPHRASE, by_shares(split(2, 3)), "two cousins")
    shared.start.show_leave(shared.folder)
    page = leaving(shared)
    page.place.take(stick)
    start_packing(shared, page)
    shared.wait(lambda: page.banner.tone is Tone.INFO)
    named = {box.text(): box for box in page.ways.values()}
    assert list(named) == ["Recovery shares, three friends", "Recovery shares, two cousins"]
    assert not any(box.isChecked() for box in named.values())
    named["Recovery shares, two cousins"].setChecked(True)
    start_packing(shared, page)
    shared.wait(lambda: page.delete_button.isVisible() and page.delete_button.isEnabled())
    [backup] = stick.iterdir()
    [generation] = (backup / "generations").iterdir()
    assert [slot.id for slot in read_slots(generation).slots] == [second.slot_id]


def test_a_damaged_vault_goes_only_when_told_to_and_with_a_list(
    shared: Program, stick: Path
) -> None:
    with open_vault(shared.folder, PASSPHRASE) as vault:
        forge_log(vault)
    shared.start.show_leave(shared.folder)
    page = leaving(shared)
    page.place.take(stick)
    start_packing(shared, page)
    shared.wait(lambda: page.banner.tone is Tone.DANGER)
    assert "Custody log" in page.banner.text
    [go_on] = [b for b in page.banner.findChildren(QPushButton) if b.text() == "Back up as it is"]
    go_on.click()
    start_packing(shared, page)
    shared.wait(lambda: page.delete_button.isVisible() and page.delete_button.isEnabled())
    assert page.banner.tone is Tone.ATTENTION
    page.delete_button.click()
    assert "Custody log" in dialog(DeleteVaultDialog).accessibleDescription()


def test_a_folder_beside_the_vault_is_warned_of(shared: Program, stick: Path) -> None:
    shared.start.show_leave(shared.folder)
    page = leaving(shared)
    assert not page.beside.isVisible()
    page.place.take(stick)
    shared.wait(page.beside.isVisible)


def test_stopped_or_without_a_folder_nothing_is_done(shared: Program, stick: Path) -> None:
    shared.start.show_leave(shared.folder)
    page = leaving(shared)
    press(page.entry.field.edit, PASSPHRASE)
    page.button.click()
    assert page.banner.tone is Tone.INFO
    page.place.take(stick)
    page.button.click()
    page.progress.cancel_button.click()
    shared.wait(lambda: page.button.isEnabled() and not page.progress.isVisible())
    assert not page.delete_button.isVisible()
    open_vault(shared.folder, PASSPHRASE).close()


def test_another_vault_that_is_opened_meanwhile_ends_the_errand(
    shared: Program, tmp_path: Path
) -> None:
    (tmp_path / "office").mkdir()
    with make_vault(tmp_path / "office") as vault:
        other = vault.folder
    travel = sheet(shared)
    travel.leave_button.click()
    shared.controller.given.begin(given([str(other)]))
    shared.wait(lambda: shared.controller.lock_screen is None)
    page = shared.start.page
    assert isinstance(page, UnlockPage)
    assert page.folder == other
    assert not shared.controller._errands.one_waits
