"""What a yes needs beside it, done in the form of consent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support import AS_TOLD, RESPONSIBLE
from tests.ui.room_bench import Bench
from ui.interviews.consent.phase import ConsentPhase


def read_the_text(bench: Bench, phase: ConsentPhase) -> None:
    """What the text does not say yet is said, and then it is read out."""
    bench.ask(lambda vault: vault.organisation.save(RESPONSIBLE))
    phase._draft.refresh()
    bench.settle()
    QTest.mouseClick(phase.form.reading.confirm_button, Qt.MouseButton.LeftButton)


def ask_the_rest(bench: Bench, phase: ConsentPhase) -> None:
    """What a yes needs beside it: the text was read out, how the person is shown, how given."""
    read_the_text(bench, phase)
    ask_how_shown(phase)
    phase.form.how.button("oral").click()


def ask_how_shown(phase: ConsentPhase) -> None:
    for way, code in AS_TOLD.items():
        phase.form.for_all.choice_of(way).button(code).click()
