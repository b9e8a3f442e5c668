"""An older keys.json was laid back: what was revoked opens the vault again, and that is said."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from desktop.crypto.secret import SheetCode
from desktop.crypto.slots.making import by_sheet
from desktop.vault import Vault, open_vault
from desktop.vault_files import KEYS
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, no_error
from ui.app import rooms
from ui.settings.page import SettingsPage
from ui.shell.room import SETTINGS
from ui.widgets.tone import Tone

CODE = SheetCode(bytes(range(20)))


def revoke(vault: Vault) -> None:
    vault.ways_in.revoke(PASSPHRASE, vault.ways_in.all()[-1].slot_id)


def test_a_revoked_way_that_came_back_is_said_until_it_is_revoked_again(
    make_program: MakeProgram, vault_folder: Path
) -> None:
    with open_vault(vault_folder, PASSPHRASE) as vault:
        vault.ways_in.add(PASSPHRASE, by_sheet(CODE), "Вольга", "у сястры")
        older = (vault_folder / KEYS).read_bytes()
        revoke(vault)
    (vault_folder / KEYS).write_bytes(older)
    program = make_program(rooms())
    program.unlock()
    shell = program.controller.shell
    assert shell is not None
    told = shell.amiss
    program.wait(lambda: told.tone is Tone.DANGER)
    assert "Вольга" in told.text
    show, _later = told.findChildren(QPushButton)
    show.click()
    page = shell.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    program.wait(lambda: page.ways.model.rowCount() == 2)
    tags = [row.tag for row in map(page.ways.model.row_at, range(2)) if row]
    assert tags == ["", "Ended, works again"]
    program.controller.worker.run(revoke, lambda _none: None, no_error, shell)
    program.wait(lambda: not told.isVisible())


def test_of_a_vault_as_it_was_left_nothing_is_said(
    make_program: MakeProgram, vault_folder: Path
) -> None:
    with open_vault(vault_folder, PASSPHRASE) as vault:
        vault.ways_in.add(PASSPHRASE, by_sheet(CODE))
        revoke(vault)
    program = make_program(rooms())
    program.unlock()
    shell = program.controller.shell
    assert shell is not None
    program.wait(lambda: shell.amiss.asked)
    assert not shell.amiss.isVisible()
