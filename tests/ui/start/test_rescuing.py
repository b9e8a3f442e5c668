"""A damaged vault in the window: what is offered, what is saved of it, and what is said of it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.settings import Settings, save_settings
from desktop.vault import open_vault
from desktop.vault_files import DATABASE, KEYS
from tests.damaged import damaged, held, whole
from tests.support import PASSPHRASE, TEMPLATES
from tests.ui.conftest import MakeProgram, Program, press
from ui.settings import room as settings_room
from ui.settings.page import SettingsPage
from ui.shell.room import SETTINGS
from ui.start.rescuing import RescuePage
from ui.start.restoring import RestorePage
from ui.start.unlock import UnlockPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

OFFERED = "Save what can still be read…"


@pytest.fixture(scope="module")
def person_page(tmp_path_factory: pytest.TempPathFactory) -> int:
    """A page with people on it."""
    found = held(whole(TEMPLATES, tmp_path_factory.mktemp("whole")))
    return min(found.pages["person"] - found.inner.get("person", set()))


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    """The vault of :mod:`tests.damaged`, still whole."""
    folder = whole(TEMPLATES, tmp_path)
    save_settings(Settings(language="en", theme="light").with_vault(folder))
    return folder


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    return make_program([settings_room()])


def spoil(folder: Path, page: int) -> None:
    """Damage a page of the vault in its place."""
    damaged(folder, folder.with_name("spoilt"), {page}, Random(1))
    shutil.copy(folder.with_name("spoilt") / DATABASE, folder / DATABASE)
    shutil.rmtree(folder.with_name("spoilt"))


def files(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}


def offered(banner: Banner) -> list[Button]:
    return [each for each in banner.findChildren(Button) if each.text() == OFFERED]


def refused(program: Program) -> UnlockPage:
    """The page on which the vault did not open."""
    page = program.start.page
    assert isinstance(page, UnlockPage)
    press(page.field.edit, PASSPHRASE)
    program.qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: page.banner.tone is Tone.DANGER)
    return page


def rescuing(program: Program) -> RescuePage:
    page = program.start.page
    assert isinstance(page, RescuePage)
    return page


def begin(program: Program, page: RescuePage, passphrase: str = PASSPHRASE) -> None:
    press(page.entry.field.edit, passphrase)
    program.qtbot.keyClick(page.entry.field.edit, Qt.Key.Key_Return)


def ended(program: Program, page: RescuePage) -> None:
    program.wait(lambda: page.open_button.isVisible() and page.open_button.isEnabled())


def test_a_vault_that_does_not_open_is_saved_beside_it(program: Program) -> None:
    spoil(program.folder, 1)
    before = files(program.folder)
    [button] = offered(refused(program).banner)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page = rescuing(program)
    begin(program, page)
    ended(program, page)
    assert page.banner.tone is Tone.SAFE
    assert "Interviews: 4" in page.banner.text
    assert not page.list_button.isVisible()
    assert page.folder == program.folder.with_name("researcher-2.skrynia")
    assert files(program.folder) == before
    page.open_button.click()
    program.wait(lambda: program.controller.shell is not None)


def test_what_is_missing_is_listed_and_kept_as_a_text(
    program: Program, person_page: int, tmp_path: Path
) -> None:
    spoil(program.folder, person_page)
    program.start.show_rescue(program.folder)
    page = rescuing(program)
    begin(program, page)
    ended(program, page)
    assert page.banner.tone is Tone.ATTENTION
    assert "1 page of" in page.banner.text
    assert "Person" in page.missing.text()
    page.save_list(tmp_path)
    program.wait(lambda: page.kept.tone is Tone.SAFE)
    [saved] = tmp_path.glob("researcher-2-*.txt")
    text = saved.read_text("utf-8")
    assert str(program.folder) in text
    for sentence in page.missing.text().split("\n\n"):
        assert sentence in text


def test_a_check_that_finds_damage_closes_the_vault_and_leads_there(
    program: Program, person_page: int
) -> None:
    spoil(program.folder, person_page)
    program.unlock()
    shell = program.controller.shell
    assert shell is not None
    shell.navigate(SETTINGS, care="check")
    care = shell.page(SETTINGS)
    assert isinstance(care, SettingsPage)
    banner = care.care.banner
    program.wait(lambda: banner.tone is Tone.DANGER)
    [button] = offered(banner)
    button.click()
    program.wait(lambda: program.controller.lock_screen is None)
    assert rescuing(program).source == program.folder
    assert program.controller.shell is None
    program.start.page.back.click()  # type: ignore[union-attr]
    assert isinstance(program.start.page, UnlockPage)
    assert program.start.page.folder == program.folder


def test_damaged_keys_are_taken_from_a_backup(program: Program, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(program.folder, copy)
    (program.folder / KEYS).write_bytes(b"{}")
    [button] = offered(refused(program).banner)
    button.click()
    page = rescuing(program)
    assert not page.keys.isVisible()
    begin(program, page)
    program.wait(page.keys.isVisible)
    page.keys.take(copy)
    begin(program, page)
    ended(program, page)
    assert page.banner.tone is Tone.SAFE
    open_vault(page.folder, PASSPHRASE).close()


def test_a_backup_beside_it_is_named_and_offered_first(program: Program) -> None:
    place = program.folder.with_name("daily.backups")
    with open_vault(program.folder, PASSPHRASE) as vault:
        vault.backups.create(place)
    spoil(program.folder, 1)
    program.start.show_rescue(program.folder)
    page = rescuing(program)
    program.wait(page.near.isVisible)
    assert str(place) in page.near.text
    [button] = page.near.findChildren(Button)
    button.click()
    restoring = program.start.page
    assert isinstance(restoring, RestorePage)
    assert restoring.source.folder == place


def test_a_wrong_passphrase_and_a_taken_name_leave_nothing(program: Program) -> None:
    spoil(program.folder, 1)
    program.start.show_rescue(program.folder)
    page = rescuing(program)
    before = sorted(program.folder.parent.iterdir())
    page.where.set_text(program.folder.stem)
    begin(program, page)
    assert page.where.name.error
    page.where.set_text("another")
    page.entry.clear()
    begin(program, page, "not this one")
    program.wait(lambda: page.banner.tone is Tone.DANGER)
    assert page.entry.field.text() == ""
    assert sorted(program.folder.parent.iterdir()) == before


def test_stopped_it_leaves_nothing(program: Program) -> None:
    spoil(program.folder, 1)
    program.start.show_rescue(program.folder)
    page = rescuing(program)
    before = sorted(program.folder.parent.iterdir())
    begin(program, page)
    page.progress.cancel_button.click()
    program.wait(lambda: page.banner.tone is Tone.INFO)
    assert page.button.isVisible()
    assert sorted(program.folder.parent.iterdir()) == before


def test_one_that_was_damaged_while_it_was_locked_is_offered_there_too(program: Program) -> None:
    program.unlock()
    program.lock_and_wait()
    spoil(program.folder, 1)
    press(program.locked.field.edit, PASSPHRASE)
    program.qtbot.keyClick(program.locked.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: program.locked.banner.tone is Tone.DANGER)
    [button] = offered(program.locked.banner)
    button.click()
    assert rescuing(program).source == program.folder


def test_what_is_no_damage_offers_nothing(program: Program) -> None:
    page = program.start.page
    assert isinstance(page, UnlockPage)
    press(page.field.edit, "not this one")
    program.qtbot.keyClick(page.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: page.banner.tone is Tone.DANGER)
    assert offered(page.banner) == []
    (program.folder / DATABASE).unlink()
    assert offered(refused(program).banner) == []
