"""What is missing to record a decision is said when *Save* is pressed, and nothing is recorded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.model.consent import Answer, HowGiven, Purpose, answer_to, why_not_kept
from desktop.model.consent.showing import Places
from desktop.model.consent.shown_alike import WAYS, ways_unasked
from tests.support import consent_to
from tests.ui.interviews.asked import ask_the_rest, read_the_text
from tests.ui.interviews.consent.test_consent import (
    KEEP,
    answer,
    consent_page,
    new_interview,
    stored,
)
from tests.ui.room_bench import Bench, press_button

pytestmark = pytest.mark.rare

LEFT = Qt.MouseButton.LeftButton


def test_a_yes_is_recorded_after_the_text_was_read_out_alone(bench: Bench) -> None:
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert bench.ask(lambda vault: vault.consents.for_interview(record)) is None
    assert "was read out" in phase.banner.text
    assert phase.form.reading.names_button.hasFocus(), "the text names nobody yet"
    assert phase.undecided()
    ask_the_rest(bench, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert why_not_kept(stored(bench, record)) is None


def test_nobody_chose_how_the_person_is_shown_nor_how_consent_was_given(bench: Bench) -> None:
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    form = phase.form
    assert {form.for_all.choice_of(way).value for way in WAYS} == {""}
    assert form.how.value == ""
    answer(phase, KEEP, Answer.YES)
    read_the_text(bench, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    assert phase.banner.text.count("\n") == 1, "how shown, and how given"
    first = form.for_all.choice_of("identification").button("nothing")
    assert first.hasFocus()
    for _way in WAYS:
        asked = QApplication.focusWidget()
        assert asked is not None
        QTest.keyClick(asked, Qt.Key.Key_2)
    assert not [way for each in form.consent.answers for way in ways_unasked(each)]
    QTest.mouseClick(phase.save_button, LEFT)
    assert form.how.button("oral").hasFocus()
    QTest.keyClick(form.how.button("oral"), Qt.Key.Key_Space)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert (consent.how_given, answer_to(consent, *KEEP).places) == (HowGiven.ORAL, Places.COUNTRY)


def test_a_blank_form_is_no_decision_also_after_a_withdrawal(bench: Bench) -> None:
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    QTest.mouseClick(phase.save_button, LEFT)
    assert phase.form.matrix.choice_of(0).button("not-asked").hasFocus()
    assert phase.banner.title == "Nothing is recorded yet."
    bench.settle()
    assert bench.ask(lambda vault: vault.consents.for_interview(record)) is None
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    bench.ask(lambda vault: vault.consents.withdraw(record, "asked to"))
    bench.qtbot.waitUntil(lambda: "withdrawn" in phase.stands.title)
    press_button(phase, "Record a new decision")
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert "Not one use is answered" in phase.banner.text
    assert stored(bench, record).withdrawn_at is not None
