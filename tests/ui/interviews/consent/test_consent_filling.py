"""The form of consent is made in slices; nobody who looks or types is to notice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import SIGNAL, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.model.consent import Answer, Purpose
from desktop.model.phases import Phase
from desktop.vault import Vault
from desktop.vocabulary.consent_matrix import cells
from tests.support import consent_to
from tests.ui.interviews.consent.test_consent import put_back
from tests.ui.room_bench import Bench, words_seen
from ui.interviews.consent.form import ConsentForm
from ui.interviews.consent.phase import ConsentPhase
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.sheet import Scrolled

pytestmark = pytest.mark.rare

LEFT = Qt.MouseButton.LeftButton
WHOLE = len(cells()) + 8
"""Choices of the whole form: those of the matrix, the language of the text, the ways of showing,
what a guardian and the person agree to, how it was given."""


def recorded(bench: Bench, *, withdrawn: bool = False) -> str:
    def make(vault: Vault) -> str:
        record = vault.interviews.new("I-0001", vault.people.new("P-1").id, "be").id
        vault.consents.save(consent_to(record, Purpose.KEEP), "asked")
        if withdrawn:
            vault.consents.withdraw(record, "asked to")
        return record

    return bench.ask(make)


def entered(bench: Bench, *, withdrawn: bool = False) -> ConsentPhase:
    """The phase as it stands before the loop went round once."""
    page = bench.open(recorded(bench, withdrawn=withdrawn), Phase.PLAN)
    bench.settle()
    page.show_phase(Phase.CONSENT, focus=True)
    phase = page.page(Phase.CONSENT)
    assert isinstance(phase, ConsentPhase)
    return phase


def choices(form: ConsentForm) -> list[SegmentedChoice]:
    return form.findChildren(SegmentedChoice)


def place_of(widget: QWidget) -> tuple[QPoint, int]:
    return widget.mapTo(widget.window(), QPoint(0, 0)), widget.width()


def test_the_window_answers_between_the_rows_and_what_is_seen_stays_where_it_is(
    bench: Bench,
) -> None:
    phase = entered(bench)
    assert len(choices(phase.form)) == 1
    page = next(each for each in phase.findChildren(Scrolled) if type(each) is Scrolled)
    QApplication.processEvents()
    stands, ends = place_of(phase.form.text), page.verticalScrollBar().maximum()
    grown: list[int] = []
    phase.form.filling.grown.connect(lambda: grown.append(len(choices(phase.form))))
    while not grown or grown[-1] < WHOLE:
        QApplication.processEvents()
        assert place_of(phase.form.text) == stands
        assert abs(page.verticalScrollBar().maximum() - ends) < page.height() / 4
    assert len(grown) > 1


def test_a_row_stays_where_it_is_when_others_follow_it(bench: Bench) -> None:
    phase = entered(bench)
    while len(choices(phase.form)) < 4:
        QApplication.processEvents()
    QApplication.sendPostedEvents()
    first = choices(phase.form)[1]
    stands = place_of(first)
    phase.form.filling.finish()
    for _round in range(3):
        QApplication.processEvents()
        assert place_of(first) == stands


def test_keys_pressed_before_the_rows_stand_go_to_the_rows(bench: Bench) -> None:
    phase = entered(bench)
    phase.form.reading.text.setFocus()
    QTest.keyClick(phase.window().windowHandle(), Qt.Key.Key_Tab)
    assert len(choices(phase.form)) == WHOLE
    matrix = phase.form.matrix
    focused = QApplication.focusWidget()
    assert focused is matrix.choice_of(0).button(matrix.answers[0].answer.value)
    QTest.keyClick(phase.window().windowHandle(), Qt.Key.Key_Right)
    assert phase.undecided()


def test_a_click_before_the_rows_stand_finds_the_whole_form(bench: Bench) -> None:
    phase = entered(bench)
    QApplication.processEvents()
    assert len(choices(phase.form)) < WHOLE
    window = phase.window()
    place = phase.form.text.mapTo(window, phase.form.text.rect().center())
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert len(choices(phase.form)) == WHOLE


def test_tab_goes_through_the_questions_and_then_to_the_buttons(bench: Bench) -> None:
    phase = entered(bench)
    bench.qtbot.waitSignal(phase.form.filling.done).wait()
    order = []
    widget = phase.form.nextInFocusChain()
    while widget is not None and widget is not phase.form:
        order.append(widget)
        widget = widget.nextInFocusChain()
    matrix, reading = phase.form.matrix, phase.form.reading
    # Whatever fills the text comes before it, and it before what is decided over it.
    told = [reading.language, reading.names_button, reading.interpreter, reading.text]
    told += [reading.confirm_button, matrix.choice_of(0), matrix.choice_of(len(cells()) - 1)]
    told += [phase.form.how, phase.withdraw_button, phase.save_button]
    places = [order.index(each) for each in told]
    assert places == sorted(places)


def test_rows_of_a_withdrawn_consent_are_made_to_be_read_only(bench: Bench) -> None:
    phase = entered(bench, withdrawn=True)
    seen: set[bool] = set()
    phase.form.filling.done.connect(
        lambda: seen.update(
            button.isEnabled()
            for number in range(len(cells()))
            for button in [phase.form.matrix.choice_of(number).button(Answer.YES.value)]
        )
    )
    bench.qtbot.waitUntil(lambda: bool(seen))
    assert seen == {False}
    assert phase.form.interpreter.isReadOnly()
    assert not [words for words in words_seen(phase) if "Keys: 1 yes" in words], "nobody is asked"


def test_reading_a_withdrawn_consent_again_locks_its_form_no_second_time(bench: Bench) -> None:
    phase = entered(bench, withdrawn=True)
    form = phase.form
    bench.settle()
    once = form.filling.receivers(SIGNAL("grown()"))
    for _again in range(3):
        bench.open(phase._draft.interview_id).draft.refresh()
        bench.settle()
    assert phase.form is form
    assert form.filling.receivers(SIGNAL("grown()")) == once


def test_a_question_that_cannot_be_made_is_said_and_nothing_is_recorded(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_form: ConsentForm) -> QWidget:
        raise ZeroDivisionError

    monkeypatch.setattr(ConsentForm, "_giving", broken)
    phase = entered(bench)
    with bench.qtbot.captureExceptions() as raised:
        bench.qtbot.waitSignal(phase.form.filling.failed).wait()
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert "Not all questions could be shown." in words_seen(phase)
    assert not phase.save_button.isEnabled()
    first = phase.form.matrix.choice_of(0).button(Answer.YES.value)
    assert not first.isEnabled()
    assert not phase.form.filling._timer.isActive()
    phase.form.changed.emit()
    assert not phase.save_button.isEnabled()


def test_a_form_that_was_not_made_whole_is_made_anew_when_it_is_read_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_form: ConsentForm) -> QWidget:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(ConsentForm, "_giving", broken)
        phase = entered(bench)
        with bench.qtbot.captureExceptions():
            bench.qtbot.waitSignal(phase.form.filling.failed).wait()
    bench.open(phase._draft.interview_id).draft.refresh()
    bench.settle()
    assert len(choices(phase.form)) == WHOLE
    assert "Not all questions could be shown." not in words_seen(phase)


def test_recording_a_decision_keeps_the_form(bench: Bench) -> None:
    phase = entered(bench)
    form = phase.form
    QTest.mouseClick(form.matrix.choice_of(1).button(Answer.NO.value), LEFT)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert not phase.undecided()
    assert phase.form is form


def test_answers_put_back_stand_there_at_once(bench: Bench) -> None:
    phase = entered(bench)
    before = phase.form.consent.answers
    QTest.mouseClick(phase.form.matrix.choice_of(1).button(Answer.NO.value), LEFT)
    assert phase.form.consent.answers != before
    phase.remind()
    put_back(phase)
    assert phase.form.consent.answers == before
    assert len(choices(phase.form)) == WHOLE
