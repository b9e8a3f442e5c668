"""A key file or a hardware key beside the passphrase: what is lost with it is said before."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.crypto.secret import PassphraseWithFile
from desktop.system import hardware_key
from desktop.vault.file.secret_files import load_key_file
from tests.software_token import SoftwareToken, plugged
from tests.support import PASSPHRASE
from tests.ui.room_bench import Bench, dialog, press_button, type_into
from tests.ui.settings.ways import NEW, kinds, ways_sheet, with_sheet
from ui.settings.page import SettingsPage
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.settings.ways_in.hardware_dialog import HardwareDialog
from ui.settings.ways_in.key_file_dialogs import SecondPartDialog
from ui.settings.ways_in.sheet_dialog import SheetDialog
from ui.unlocking.secret_entry import SecretEntry, Way
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> SoftwareToken:
    """A hardware key that is plugged in, and touched each time."""
    key = SoftwareToken()
    monkeypatch.setattr(hardware_key, "plugged_in", lambda: plugged(key))
    return key


def test_a_key_file_is_asked_for_beside_the_passphrase(bench: Bench, tmp_path: Path) -> None:
    ways_sheet(bench).add(SecondPartDialog)
    opened, path = dialog(SecondPartDialog), tmp_path / "holiday.txt"
    bench.settle()
    opened.only.leave.click()
    type_into(opened.own.field.edit, "not the one at all")
    opened.save(path)
    bench.qtbot.waitUntil(lambda: opened.banner.tone is Tone.DANGER)
    assert not path.exists(), "a file that opens nothing is not left on the stick"
    type_into(opened.own.field.edit, PASSPHRASE)
    opened.save(path)
    bench.settle()
    assert kinds(bench) == ["passphrase-and-file"]
    secret = PassphraseWithFile(PASSPHRASE, load_key_file(path))
    bench.ask(lambda vault: vault.check_secret(secret))


@pytest.mark.parametrize("kind", [SecondPartDialog, HardwareDialog])
def test_where_nothing_else_opens_the_vault_leave_is_asked_for(
    bench: Bench, kind: type[SecondPartDialog | HardwareDialog], tmp_path: Path
) -> None:
    sheet = ways_sheet(bench)
    sheet.add(kind)
    opened = dialog(kind)
    bench.settle()
    assert opened.only.isVisible()
    assert not opened.only.may_go_on
    type_into(opened.own.field.edit, PASSPHRASE)
    opened.own.submitted.emit()
    if isinstance(opened, SecondPartDialog):
        opened.save(tmp_path / "key")
    bench.settle()
    assert kinds(bench) == ["passphrase"]
    assert not list(tmp_path.glob("key"))
    press_button(opened, "Add a recovery sheet")
    assert dialog(SheetDialog).isVisible()
    dialog(SheetDialog).give_up()


def test_with_a_sheet_nothing_more_is_asked(bench: Bench) -> None:
    bench.ask(with_sheet)
    ways_sheet(bench).add(SecondPartDialog)
    opened = dialog(SecondPartDialog)
    bench.settle()
    assert not opened.only.isVisible()
    assert opened.save_button.isEnabled()
    opened.give_up()


def test_a_hardware_key_goes_with_the_passphrase_from_then_on(
    bench: Bench, token: SoftwareToken
) -> None:
    bench.ask(with_sheet)
    sheet = ways_sheet(bench)
    sheet.add(HardwareDialog)
    asked = dialog(HardwareDialog)
    bench.settle()
    type_into(asked.own.field.edit, PASSPHRASE)
    asked.add_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.SAFE)
    assert kinds(bench) == ["passphrase-and-hardware-key", "recovery-sheet"]
    assert token.touched == 2

    entry = SecretEntry("Passphrase")
    bench.qtbot.addWidget(entry)
    entry.choose(Way.WITH_HARDWARE)
    assert entry.entered() is None
    type_into(entry.field.edit, PASSPHRASE)
    entered = entry.entered()
    assert entered is not None
    bench.ask(lambda vault: vault.check_secret(entered.read()))


def test_without_a_hardware_key_nothing_changes_and_it_is_said(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware_key, "_clients", list)
    sheet = ways_sheet(bench)
    sheet.add(HardwareDialog)
    asked = dialog(HardwareDialog)
    bench.settle()
    asked.only.leave.click()
    type_into(asked.own.field.edit, PASSPHRASE)
    asked.add_button.click()
    bench.qtbot.waitUntil(asked.banner.isVisible)
    assert asked.banner.title == "The hardware key did not answer"
    assert kinds(bench) == ["passphrase"]


def test_a_passphrase_with_a_hardware_key_is_changed_too(
    bench: Bench, token: SoftwareToken
) -> None:
    """It was said to be changed, and was not."""
    ways_sheet(bench).add(HardwareDialog)
    asked = dialog(HardwareDialog)
    bench.settle()
    asked.only.leave.click()
    type_into(asked.own.field.edit, PASSPHRASE)
    asked.add_button.click()
    bench.settle()
    touched = token.touched
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    page.care.passphrase_button.click()
    opened = dialog(PassphraseDialog)
    bench.settle()
    assert opened.own.way is Way.WITH_HARDWARE, "it is what opens this vault"
    type_into(opened.own.field.edit, PASSPHRASE)
    type_into(opened.new.first.edit, NEW)
    type_into(opened.new.again.edit, NEW)
    opened.change_button.click()
    bench.settle()
    assert token.touched > touched
    entry = SecretEntry("Passphrase", [Way.WITH_HARDWARE])
    bench.qtbot.addWidget(entry)
    type_into(entry.field.edit, NEW)
    entered = entry.entered()
    assert entered is not None
    bench.ask(lambda vault: vault.check_secret(entered.read()))
