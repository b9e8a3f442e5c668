"""Backups by hand: a new folder, again, what was removed, and off the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.vault import open_vault
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from tests.support import PASSPHRASE
from tests.ui.room_bench import Bench, dialog
from tests.unit.vault.backups.backed_up import forge_log
from ui.settings.backups import BackupsSheet
from ui.settings.page import SettingsPage
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def backups(bench: Bench) -> BackupsSheet:
    bench.shell.navigate("settings")
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    bench.settle()
    return page.backups


def saved_to(bench: Bench, sheet: BackupsSheet, stick: Path) -> Path:
    sheet.new_button.click()
    bench.settle()
    [asked] = sheet.findChildren(SaveDialog)
    asked.place.choose(stick)
    bench.qtbot.waitUntil(asked.save_button.isEnabled)
    asked.save_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.SAFE, timeout=20_000)
    bench.settle()
    [made] = stick.iterdir()
    return made


def test_a_backup_is_made_again_in_the_same_folder_and_opens(bench: Bench, tmp_path: Path) -> None:
    sheet, stick = backups(bench), tmp_path / "stick"
    stick.mkdir()
    assert not sheet.list.isVisible()
    place = saved_to(bench, sheet, stick)
    assert place.name.endswith(".backups")
    assert sheet.chosen is not None
    assert Path(sheet.chosen.path) == place
    sheet.banner.clear()
    sheet.again_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.SAFE, timeout=20_000)
    assert len(generations_in(place)) >= 1
    restore_generation(place, tmp_path / "back.skrynia", PASSPHRASE)
    open_vault(tmp_path / "back.skrynia", PASSPHRASE).close()


def test_backups_are_checked_and_what_is_wrong_is_said(bench: Bench, tmp_path: Path) -> None:
    sheet, stick = backups(bench), tmp_path / "stick"
    stick.mkdir()
    place = saved_to(bench, sheet, stick)
    sheet.banner.clear()
    sheet.check_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.SAFE, timeout=20_000)
    assert "1 backup was read whole" in sheet.banner.text
    [generation] = (place / "generations").iterdir()
    (generation / "vault.db").write_bytes(b"damaged")
    sheet.check_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.DANGER, timeout=20_000)
    assert "1 backup is damaged" in sheet.banner.text
    assert "back up into a new one" in sheet.banner.text


def test_of_a_damaged_vault_it_is_asked_first(bench: Bench, tmp_path: Path) -> None:
    sheet, stick = backups(bench), tmp_path / "stick"
    stick.mkdir()
    place = saved_to(bench, sheet, stick)
    bench.ask(forge_log)
    sheet.again_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.DANGER, timeout=20_000)
    assert "Custody log" in sheet.banner.text
    assert "Older backups stay" in sheet.banner.text
    assert len(generations_in(place)) == 1
    [as_it_is] = [
        b for b in sheet.banner.findChildren(QPushButton) if b.text() == "Back up as it is"
    ]
    as_it_is.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.ATTENTION, timeout=20_000)
    assert len(generations_in(place)) == 2


def test_a_stick_that_is_gone_is_said_and_nothing_lands_elsewhere(
    bench: Bench, tmp_path: Path
) -> None:
    sheet, stick = backups(bench), tmp_path / "stick"
    stick.mkdir()
    place = saved_to(bench, sheet, stick)
    stick.rename(tmp_path / "unplugged")
    sheet.again_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.DANGER, timeout=20_000)
    assert not place.exists()
    assert sheet.again_button.isEnabled()


def test_a_place_is_taken_off_the_list_after_a_question(bench: Bench, tmp_path: Path) -> None:
    sheet, stick = backups(bench), tmp_path / "stick"
    stick.mkdir()
    place = saved_to(bench, sheet, stick)
    sheet.forget_button.click()
    question = dialog(ConfirmDialog)
    question.action_button.click()
    bench.settle()
    assert sheet.chosen is None
    assert not sheet.list.isVisible()
    assert generations_in(place), "nothing in the folder is touched"
