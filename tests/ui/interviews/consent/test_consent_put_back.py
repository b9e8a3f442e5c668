"""Answers that are no decision yet: put back at any time, marked, and no trap on the way out; and
what is said above the form, both things where there are two."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Answer, Purpose, answer_to
from desktop.model.phases import Phase, Point
from tests.support import RESPONSIBLE, consent_to
from tests.ui.interviews.consent.test_consent import (
    ANALYSE,
    KEEP,
    answer,
    consent_page,
    new_interview,
    put_back,
    reopened,
    stored,
)
from tests.ui.interviews.consent.test_consent_beside import by_another
from tests.ui.room_bench import Bench, dialog, press_button, words_seen
from tests.unit.vault.made import send_perhaps
from ui.interviews.consent.reading import Speaking
from ui.interviews.interview_page import InterviewPage
from ui.scale import TARGET
from ui.widgets.buttons import Button
from ui.widgets.dialogs.confirm import ConfirmDialog

pytestmark = pytest.mark.rare

LEFT = Qt.MouseButton.LeftButton
LEFT_BEHIND = (Phase.CONSENT, Point.CONSENT_UNSAVED, "Answers not recorded yet")


def mark(page: InterviewPage) -> str:
    return page.stepper._steps[Phase.CONSENT.value].accessibleDescription()


def test_answers_are_put_back_marked_and_never_a_trap(bench: Bench) -> None:
    bench.ask(lambda vault: vault.organisation.save(RESPONSIBLE))
    record = new_interview(bench)
    consent = consent_to(record, Purpose.KEEP)
    bench.ask(lambda vault: vault.consents.save(consent, "asked"))
    page, phase = consent_page(bench, record)
    bench.settle()
    assert not phase.put_back_button.isVisible()
    answer(phase, ANALYSE, Answer.NO)
    assert phase.put_back_button.isVisible()
    assert mark(page) == "not recorded"
    answer(phase, ANALYSE, Answer.NOT_ASKED)
    assert not phase.undecided(), "as it is recorded"
    assert not phase.put_back_button.isVisible()
    bench.settle()
    assert mark(page) != "not recorded"
    answer(phase, KEEP, Answer.NO)
    page.show_phase(Phase.PLAN)
    assert page.phase is Phase.PLAN
    assert LEFT_BEHIND in page.still_open.list.lines
    assert page.still_open.isVisible()
    page.show_phase(Phase.CONSENT)
    QTest.mouseClick(phase.put_back_button, LEFT)
    dialog(ConfirmDialog).reject()
    assert phase.undecided(), "asked once"
    put_back(phase)
    bench.settle()
    assert stored(bench, record) == consent
    assert not phase.undecided()
    page.show_phase(Phase.PLAN)
    assert LEFT_BEHIND not in page.still_open.list.lines


def test_putting_the_answers_back_forgets_the_draft(bench: Bench) -> None:
    record, other = new_interview(bench), new_interview(bench, "I-0002")
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    bench.shell.drafts.save_now()
    _, phase = reopened(bench, record, other)
    put_back(phase)
    bench.settle()
    assert not phase.undecided()
    _, phase = reopened(bench, record, other)
    assert answer_to(phase.form.consent, *KEEP).answer is Answer.NOT_ASKED
    assert not phase.banner.title


def test_what_was_not_read_out_after_all_is_taken_back_until_it_is_recorded(bench: Bench) -> None:
    bench.ask(lambda vault: vault.organisation.save(RESPONSIBLE))
    record = new_interview(bench)
    _page, phase = consent_page(bench, record)
    bench.settle()
    reading = phase.form.reading
    assert not reading.back_button.isVisible()
    QTest.mouseClick(reading.language.button("ru"), LEFT)
    bench.settle()
    assert phase.form.text.toPlainText().startswith("Спасибо"), "the language stays chosen"
    QTest.mouseClick(reading.language.button("be"), LEFT)
    QTest.mouseClick(reading.confirm_button, LEFT)
    first = phase.form.consent.read_out_at
    QTest.mouseClick(reading.back_button, LEFT)
    assert not phase.undecided(), "as if it had not been pressed"
    assert reading.confirm_button.isEnabled()
    assert reading.confirm_button.hasFocus()
    QTest.mouseClick(reading.confirm_button, LEFT)
    answer(phase, KEEP, Answer.NO)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    recorded = stored(bench, record).read_out_at
    assert recorded is not None
    assert recorded != first
    assert not reading.back_button.isVisible(), "a decision stands on it"
    phase.form._interpret("Зміцер")
    QTest.mouseClick(reading.confirm_button, LEFT)
    QTest.mouseClick(reading.back_button, LEFT)
    assert phase.form.consent.read_out_at == recorded
    bench.ask(lambda vault: vault.consents.withdraw(record, ""))
    phase._draft.refresh()
    bench.settle()
    ended = phase.form.reading
    assert phase.form.consent.withdrawn_at is not None
    assert not ended.back_button.isVisible(), "what was withdrawn is changed no more"
    ended.speak(Speaking("Somebody else", RESPONSIBLE))
    assert not ended.confirm_button.isEnabled()
    assert not phase.undecided()


def test_less_than_before_and_what_others_decided_are_both_said(
    bench: Bench, tmp_path: Path
) -> None:
    record = new_interview(bench)
    bench.ask(
        lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP, Purpose.ANALYSE), "a")
    )
    bench.ask(lambda vault: send_perhaps(vault, record, tmp_path))
    bench.ask(lambda vault: by_another(vault, record, "somebody", "b"))
    _page, phase = consent_page(bench, record)
    answer(phase, ANALYSE, Answer.NO)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert phase.banner.title == "Less is agreed to than before."
    assert phase.stands.title == "Others decided something else about this interview."
    assert max(phase.banner.height(), phase.stands.height()) <= 2 * TARGET, "a line each"
    assert phase.banner.text not in words_seen(phase)
    press_button(phase.banner, "More…")
    bench.settle()
    assert phase.banner.text in words_seen(phase)
    ways = [each.text() for each in phase.stands.findChildren(Button) if each.isVisible()]
    assert "What others decided…" in ways, "what one may do is not folded away"
    bench.ask(lambda vault: vault.consents.restrict(record, "a dispute"))
    bench.settle()
    assert "restricted" in phase.stands.title
