"""What the footer says of answers, while they are recorded."""

from __future__ import annotations

from PySide6.QtTest import QTest

from desktop.model.consent import Answer
from tests.ui.interviews.consent.test_consent import (
    KEEP,
    LEFT,
    PUBLISH,
    answer,
    consent_page,
    new_interview,
)
from tests.ui.room_bench import Bench


def test_what_is_typed_while_a_decision_is_recorded_is_not_called_kept(bench: Bench) -> None:
    """The footer named a draft of words that were on the screen alone."""
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.NO)
    bench.shell.drafts.save_now()
    bench.settle()
    said: list[tuple[bool, str]] = []
    phase._answers.decided.connect(
        lambda: said.append((phase._answers.unsaved(), bench.shell.bar.state))
    )
    QTest.mouseClick(phase.save_button, LEFT)
    answer(phase, PUBLISH, Answer.YES)
    bench.qtbot.waitUntil(lambda: bool(said))
    assert said == [(True, "Saving…")]
