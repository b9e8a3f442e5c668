"""Whoever opens a vault in which something is older is told, and led to the check (issue 7)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QPushButton

from desktop.vault import open_vault
from desktop.vault_files import DATABASE, SEQUENCE
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, no_error
from tests.unit.vault.updates import one_more, update
from tests.unit.vault.versions.test_sums import behind_the_sums
from ui.app import rooms
from ui.settings.page import SettingsPage
from ui.shell.older import OlderBanner
from ui.shell.room import SETTINGS
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.tone import Tone

DECIDES = "UPDATE custody_head SET seq = seq - 1"
SHOWN = "UPDATE identity SET name = 'older'"


def opened(make_program: MakeProgram, vault: Path, *older: str) -> Program:
    """The program with this vault open, after these were run behind its sums."""
    if older:
        behind_the_sums(open_vault(vault, PASSPHRASE), *older).close()
    program = make_program(rooms())
    program.unlock()
    return program


def banner(program: Program) -> OlderBanner:
    assert program.controller.shell is not None
    return program.controller.shell.older


def test_who_opens_a_vault_whose_deciding_rows_are_older_is_told_and_led_to_the_check(
    make_program: MakeProgram, vault_folder: Path
) -> None:
    program = opened(make_program, vault_folder, DECIDES)
    told = banner(program)
    program.wait(lambda: told.tone is Tone.DANGER)
    assert told.isVisible()
    for word in ("nothing can be sent", "withdrawal", "backup"):
        assert word in told.text
    check, later = told.findChildren(QPushButton)
    check.click()
    shell = program.controller.shell
    assert shell is not None
    settings = cast(SettingsPage, shell.page(SETTINGS))
    program.wait(lambda: settings.care.banner.tone is Tone.DANGER)
    assert "the custody log" in settings.care.banner.text
    later.click()
    assert not told.isVisible()


def test_what_was_older_at_an_update_is_told_too(
    make_program: MakeProgram, vault_folder: Path, tmp_path: Path
) -> None:
    behind_the_sums(open_vault(vault_folder, PASSPHRASE), SHOWN).close()
    update(vault_folder, one_more(tmp_path / "migrations"))
    program = opened(make_program, vault_folder)
    program.wait(lambda: banner(program).tone is Tone.ATTENTION)
    assert "update" in banner(program).text


def test_nothing_is_told_of_a_vault_that_opens_whole(
    make_program: MakeProgram, vault_folder: Path
) -> None:
    program = opened(make_program, vault_folder)
    asked: list[bool] = []
    worker = program.controller.worker
    worker.run(lambda vault: vault.older, asked.append, no_error, worker)
    program.wait(lambda: asked == [False])
    assert banner(program).tone is None
    assert not banner(program).isVisible()


def test_who_opens_a_vault_that_lost_saves_says_that_the_consents_were_looked_at(
    make_program: MakeProgram, vault_folder: Path, tmp_path: Path
) -> None:
    with open_vault(vault_folder, PASSPHRASE) as vault:
        vault.people.new("P-LOST")
        sequence = (vault_folder / SEQUENCE).read_bytes()
        vault._db.checkpoint()
        vault.people.new("P-LAST")
        killed = [(vault_folder / name).read_bytes() for name in (DATABASE, SEQUENCE)]
    assert sequence != killed[1]
    for name, data in zip((DATABASE, SEQUENCE), killed, strict=True):
        (vault_folder / name).write_bytes(data)
    program = opened(make_program, vault_folder)
    told = banner(program)
    program.wait(lambda: told.tone is Tone.DANGER)
    assert "nothing is sent" in told.text
    _check, looked, _later = told.findChildren(QPushButton)
    looked.click()
    [dialog] = told.findChildren(ConfirmDialog)
    dialog.back_button.click()
    assert told.isVisible()
    looked.click()
    program.wait(lambda: any(each.isVisible() for each in told.findChildren(ConfirmDialog)))
    told.findChildren(ConfirmDialog)[-1].action_button.click()
    program.wait(lambda: not told.isVisible())
    left: list[object] = []
    worker = program.controller.worker
    worker.run(lambda vault: vault.unlooked, left.append, no_error, worker)
    program.wait(lambda: left == [None])
