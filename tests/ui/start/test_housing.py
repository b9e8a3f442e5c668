"""A closed vault is renamed, moved and deleted on the start screen."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.settings import load_settings
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, press
from tests.ui.shell.rooms import notebook
from ui.start.housing.named import DeleteVaultDialog, RenameVaultDialog
from ui.start.new_vault import WhosePart
from ui.start.unlock import UnlockPage
from ui.start.welcome import WelcomePage

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    return make_program([notebook().room()])


def page(program: Program) -> UnlockPage:
    shown = program.start.page
    assert isinstance(shown, UnlockPage)
    return shown


def dialog(kind: type[D]) -> D:
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    [found] = [each for each in shown if isinstance(each, kind)]
    return found


def known() -> list[Path]:
    return [Path(name) for name in load_settings().known_vaults]


def test_the_menu_offers_what_can_be_done(program: Program) -> None:
    menu = page(program).menu.menu()
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        "Rename…",
        "Move…",
        "Remove from list",
        "Save what can still be read…",
        "Delete for good…",
    ]
    menu.deleteLater()


def test_renamed_it_is_listed_and_opens_under_its_new_name(program: Program, qtbot: QtBot) -> None:
    page(program).menu.rename()
    asked = dialog(RenameVaultDialog)
    asked.line.setText("бульба")
    qtbot.mouseClick(asked.rename_button, Qt.MouseButton.LeftButton)
    target = program.folder.with_name("бульба.skrynia")
    program.wait(lambda: known() == [target])
    assert page(program).folder == target
    assert not program.folder.exists()
    open_vault(target, PASSPHRASE).close()


@pytest.mark.parametrize("name", ["", "a/b", "taken"])
def test_a_name_that_cannot_be_is_refused_in_place(
    program: Program, qtbot: QtBot, name: str
) -> None:
    program.folder.with_name("taken.skrynia").mkdir()
    page(program).menu.rename()
    asked = dialog(RenameVaultDialog)
    asked.line.setText(name)
    qtbot.mouseClick(asked.rename_button, Qt.MouseButton.LeftButton)
    assert asked.field.error
    assert program.folder.exists()
    asked.reject()


def test_one_that_is_open_elsewhere_is_not_touched(program: Program, tmp_path: Path) -> None:
    with open_vault(program.folder, PASSPHRASE):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        page(program).menu._move_into(elsewhere)
        program.wait(page(program).banner.isVisible)
    assert page(program).banner.title == "The vault is already open"
    assert page(program).isEnabled()
    assert program.folder.exists()


def test_deleted_it_is_gone_once_its_name_was_typed(program: Program, qtbot: QtBot) -> None:
    page(program).menu.delete()
    asked = dialog(DeleteVaultDialog)
    press(asked.line, "another")
    assert not asked.delete_button.isEnabled()
    asked.line.clear()
    press(asked.line, program.folder.stem)
    qtbot.mouseClick(asked.delete_button, Qt.MouseButton.LeftButton)
    program.wait(lambda: not program.folder.exists())
    program.wait(lambda: isinstance(program.start.page, WelcomePage))
    assert known() == []


def test_a_name_that_is_taken_is_not_proposed(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.skrynia").mkdir()
    part = WhosePart(lambda: None, lambda: None)
    qtbot.addWidget(part)
    part.set_place(tmp_path)
    assert part.folder == tmp_path / "notes-2.skrynia"
    (tmp_path / "elsewhere").mkdir()
    part.set_place(tmp_path / "elsewhere")
    assert part.folder.name == "notes.skrynia"
