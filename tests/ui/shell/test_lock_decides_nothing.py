"""A lock, the idle time and the closed window keep what was typed and decide nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Answer, Purpose, RecipientKind, answer_to
from desktop.model.phases import Phase
from desktop.vault import Vault, open_vault
from desktop.vocabulary.consent_matrix import cells
from tests.support import PASSPHRASE, consent_to
from tests.ui.conftest import MakeProgram, Program, press
from ui.app import rooms
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.page import InterviewsPage
from ui.shell.lock_screen import LockState

PUBLISH = (Purpose.PUBLISH, RecipientKind.PUBLIC)


def by_ctrl_l(program: Program) -> None:
    program.controller.lock()
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def by_idle_time(program: Program) -> None:
    assert program.controller.idle is not None
    program.controller.idle.expired.emit()
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def by_closing(program: Program) -> None:
    program.controller.window.close()
    program.wait(lambda: not program.controller.window.isVisible())
    program.controller.stop()


def by_the_end_of_the_session(program: Program) -> None:
    program.controller.save_drafts()
    program.controller.stop()


@pytest.mark.parametrize(
    "leave",
    [
        by_ctrl_l,
        pytest.param(by_idle_time, marks=pytest.mark.rare),
        pytest.param(by_closing, marks=pytest.mark.rare),
        pytest.param(by_the_end_of_the_session, marks=pytest.mark.rare),
    ],
)
def test_leaving_with_unsaved_consent_writes_no_version_and_offers_the_answers_again(
    make_program: MakeProgram, leave: Callable[[Program], None]
) -> None:
    program = make_program(rooms())
    with open_vault(program.folder, PASSPHRASE) as vault:
        record = vault.interviews.new("I-1", vault.people.new("P-1").id, "be").id
        vault.consents.save(consent_to(record, Purpose.KEEP), "asked")
        before = decided(vault)
    program.unlock()
    typed = consent_phase(program, record)
    row = cells().index(PUBLISH)
    QTest.mouseClick(
        typed.form.matrix.choice_of(row).button(Answer.YES.value), Qt.MouseButton.LeftButton
    )
    press(typed.form.interpreter, "Volha")
    leave(program)
    with open_vault(program.folder, PASSPHRASE) as vault:
        assert decided(vault) == before, "a version or a custody event that nobody decided"
    again = program if leave in (by_ctrl_l, by_idle_time) else make_program(rooms())
    unlock(again)
    offered = consent_phase(again, record)
    assert answer_to(offered.form.consent, *PUBLISH).answer is Answer.YES
    assert offered.form.consent.interpreter == "Volha"
    assert offered.undecided()


def decided(vault: Vault) -> tuple[object, ...]:
    """Everything a decision leaves behind: versions, custody and the consent as it stands."""
    return (
        vault._db.all("SELECT id FROM record_version ORDER BY id"),
        [event for event in vault.custody.events() if event.kind.value == "consent"],
        vault._db.all("SELECT * FROM consent"),
        vault._db.all("SELECT * FROM consent_answer"),
    )


def unlock(program: Program) -> None:
    if program.controller.lock_screen is None:
        program.unlock()
        return
    press(program.locked.field.edit, PASSPHRASE)
    program.locked.button.click()
    program.wait(lambda: program.controller.shell is not None)


def consent_phase(program: Program, record: str) -> ConsentPhase:
    shell = program.controller.shell
    assert shell is not None
    shell.navigate("interviews", interview=record, phase="consent")
    interviews = shell.page("interviews")
    assert isinstance(interviews, InterviewsPage)
    program.wait(lambda: interviews.open_page is not None)
    assert interviews.open_page is not None
    phase = interviews.open_page.page(Phase.CONSENT)
    assert isinstance(phase, ConsentPhase)
    return phase
