"""A package that is chosen and not written: what was chosen is there again, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.model.sending.package_wish import WISH
from desktop.vault import open_vault
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.ui.conftest import MakeProgram, Program
from tests.ui.drafts.asking import asked, unlock_again
from ui.app import rooms
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep
from ui.handoff.target_step import TargetStep
from ui.handoff.write_flow import WriteFlow


@pytest.fixture
def program(make_program: MakeProgram, vault_folder: Path, tmp_path: Path) -> Program:
    """Two interviews may go to an office that is trusted."""
    with make_vault(tmp_path, "office", Role.ORGANISATION) as office:
        theirs = office.identity.card()
    with open_vault(vault_folder, PASSPHRASE) as vault:
        known = vault.cards.add(theirs.document, theirs.signature)
        vault.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
        for code in ("W-001", "W-002"):
            open_interview(vault, code, Purpose.KEEP)
    made = make_program(rooms())
    made.unlock()
    return made


def flow(program: Program) -> WriteFlow:
    shell = program.controller.shell
    assert shell is not None
    page = shell.page("handoff")
    assert isinstance(page, HandoffPage)
    assert isinstance(page.current, WriteFlow)
    return page.current


def preview(program: Program) -> PreviewStep:
    program.wait(lambda: isinstance(flow(program).steps.currentWidget(), PreviewStep))
    step = flow(program).steps.currentWidget()
    assert isinstance(step, PreviewStep)
    return step


def leave_one_out(program: Program) -> frozenset[str]:
    """Choose the office, and untick the first interview."""
    assert program.controller.shell is not None
    program.controller.shell.navigate("handoff", path="write")
    first = flow(program).steps.currentWidget()
    assert isinstance(first, RecipientStep)
    program.wait(lambda: first.next_button.isEnabled() and first.recipient.count() == 1)
    QTest.mouseClick(first.next_button, Qt.MouseButton.LeftButton)
    model = preview(program).going_model
    role = Qt.ItemDataRole.CheckStateRole
    assert model.setData(model.index(0), Qt.CheckState.Unchecked, role)
    return preview(program).selection.left_out


def test_a_lock_brings_back_what_was_unticked(program: Program) -> None:
    left_out = leave_one_out(program)
    program.lock_and_wait()
    unlock_again(program)
    again = preview(program)
    assert again.selection.left_out == left_out != frozenset()
    assert asked(program, lambda vault: vault.packages.count_sent()) == 0


@pytest.mark.rare
def test_closing_the_window_keeps_it_and_begin_anew_forgets_it(
    program: Program, make_program: MakeProgram
) -> None:
    left_out = leave_one_out(program)
    program.controller.window.close()
    program.wait(lambda: not program.controller.window.isVisible())
    program.controller.stop()
    again = make_program(rooms())
    again.unlock()
    assert again.controller.shell is not None
    again.controller.shell.navigate("handoff", path="write")
    path = flow(again)
    again.wait(lambda: path.banner.title == "A package was started and is not created yet.")
    first = path.steps.currentWidget()
    assert isinstance(first, RecipientStep)
    QTest.mouseClick(first.next_button, Qt.MouseButton.LeftButton)
    assert preview(again).selection.left_out == left_out
    path._begin_anew()
    assert asked(again, lambda vault: vault.drafts.find(WISH, "")) is None


@pytest.mark.rare
def test_what_may_go_no_more_does_not_go_whatever_was_chosen(program: Program) -> None:
    [left_out] = leave_one_out(program)
    other = asked(
        program,
        lambda vault: next(i for i in vault.outlines.interview_ids() if i != left_out),
    )
    asked(program, lambda vault: vault.consents.withdraw(other, ""))
    program.lock_and_wait()
    unlock_again(program)
    assert preview(program).selection.empty


def test_written_is_forgotten(program: Program, tmp_path: Path) -> None:
    leave_one_out(program)
    program.controller.save_drafts()
    assert asked(program, lambda vault: len(vault.drafts.unfinished())) == 1
    preview(program).agreed.emit()
    target = flow(program).steps.currentWidget()
    assert isinstance(target, TargetStep)
    target.chosen.emit(tmp_path)
    program.wait(lambda: not flow(program).busy)
    assert asked(program, lambda vault: vault.packages.count_sent()) == 1
    program.controller.save_drafts()
    assert asked(program, lambda vault: vault.drafts.unfinished()) == []
