"""Consent is asked row by row, by keys alone, and called as the text that is read out calls it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.model.consent import Answer
from desktop.model.consent.purpose import NOT_SHOWN
from desktop.model.consent.showing import Places
from desktop.model.consent.shown_alike import WAYS
from desktop.model.phases import Phase
from desktop.vocabulary import consent_text, vocabulary
from desktop.vocabulary.consent_matrix import cells
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.interviews.consent.test_consent import new_interview
from tests.ui.room_bench import Bench, words_seen
from ui.interviews.consent.matrix import ConsentMatrix
from ui.interviews.consent.phase import ConsentPhase
from ui.widgets.editors import make_read_only, select
from ui.widgets.sheet import Scrolled

pytestmark = pytest.mark.rare


def asked(bench: Bench) -> ConsentPhase:
    phase = bench.open(new_interview(bench), Phase.CONSENT).page(Phase.CONSENT)
    assert isinstance(phase, ConsentPhase)
    bench.settle()
    return phase


def here(matrix: ConsentMatrix) -> int:
    """The number of the question in which the focus stands."""
    focused = QApplication.focusWidget()
    assert focused is not None
    rows = range(len(cells()))
    [number] = [row for row in rows if matrix.choice_of(row).isAncestorOf(focused)]
    return number


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_every_question_is_answered_by_one_key_and_the_next_one_is_asked(bench: Bench) -> None:
    phase = asked(bench)
    matrix = phase.form.matrix
    keys = {
        Qt.Key.Key_1: Answer.YES,
        Qt.Key.Key_2: Answer.NO,
        Qt.Key.Key_3: Answer.ASK_AGAIN,
        Qt.Key.Key_0: Answer.NOT_ASKED,
    }
    matrix.choice_of(0).button("not-asked").setFocus()
    said = [list(keys)[number % len(keys)] for number in range(len(cells()))]
    for number, key in enumerate(said):
        assert here(matrix) == number
        press(key)
    assert [answer.answer for answer in matrix.answers] == [keys[key] for key in said]
    for way in WAYS:
        focused = QApplication.focusWidget()
        assert focused is not None
        assert phase.form.for_all.choice_of(way).isAncestorOf(focused)
        press(Qt.Key.Key_3)
    for answer in matrix.answers:
        assert answer.places is Places.REGION or answer.purpose in NOT_SHOWN
    who = QApplication.focusWidget()
    assert who is not None
    assert who.accessibleName() == "Who decides about this account"
    assert phase.undecided()


def test_enter_and_arrows_go_on_and_answer_nothing(bench: Bench) -> None:
    matrix = asked(bench).form.matrix
    before = matrix.answers
    matrix.choice_of(3).button("not-asked").setFocus()
    for key, number in ((Qt.Key.Key_Return, 4), (Qt.Key.Key_Down, 5), (Qt.Key.Key_Up, 4)):
        press(key)
        assert here(matrix) == number
    assert matrix.answers == before


def test_what_is_recorded_already_and_withdrawn_is_answered_by_no_key(bench: Bench) -> None:
    phase = asked(bench)
    matrix = phase.form.matrix
    for number in range(len(cells())):
        for answer in Answer:
            matrix.choice_of(number).button(answer.value).setEnabled(False)
    before = matrix.answers
    matrix._questions[0]._say_by_key(Answer.YES)
    assert matrix.answers == before


def test_how_a_person_is_shown_in_a_use_is_changed_by_nothing_once_it_can_only_be_read(
    bench: Bench,
) -> None:
    phase = asked(bench)
    matrix = phase.form.matrix
    for number in (0, 1):
        matrix.choice_of(number).button("yes").click()
    box = matrix.way_of(0, "places")
    select(box, "as-said")
    box.activated.emit(box.currentIndex())
    before = matrix.answers
    make_read_only(phase.form)
    for number in (0, 1):
        matrix.question(number).shown_button.click()
        assert matrix.question(number).here.isVisible()
        assert not matrix.way_of(number, "places").isEnabled()
    assert matrix.answers == before


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_the_form_is_called_in_the_language_of_the_text_and_explained_in_place(
    bench: Bench, language: str
) -> None:
    phase = asked(bench)
    phase.form.matrix.choice_of(0).button("yes").click()
    before = phase.form.matrix.answers
    phase.form._choose_language(language)
    QApplication.processEvents()
    seen, purposes = words_seen(phase), vocabulary("purpose")
    for purpose, recipient in cells():
        assert purposes.label(purpose, language) in seen
        assert purposes.note(purpose, language) in seen, "not in a tooltip"
        assert vocabulary("recipient_kind").label(recipient, language) in seen or (
            recipient.value == purpose.value
        )
    assert phase.form.matrix.answers == before
    template = consent_text(language).text
    assert phase.form.text.toPlainText().startswith(template[: template.index("{")])


def test_the_text_stands_in_full_height_and_nothing_scrolls_within_what_scrolls(
    bench: Bench,
) -> None:
    phase = asked(bench)
    assert phase.form.text.height() > phase.height() / 2
    for page in phase.findChildren(Scrolled):
        inside = [w for w in page.findChildren(QPlainTextEdit) if w.isVisible()]
        assert all(w.document().size().height() <= w.height() for w in inside)
        assert not page.findChildren(Scrolled)


def test_what_is_asked_next_is_seen_although_the_answers_before_it_grew(bench: Bench) -> None:
    """Each yes opens how the person is shown, which pushes down what follows: typed faster than
    the page is laid out, the next question was below the edge."""
    bench.shell.resize(1366, 768)
    matrix = asked(bench).form.matrix
    matrix.choice_of(0).button("not-asked").setFocus()
    bench.settle()
    for _number in range(5):
        press(Qt.Key.Key_1)
    bench.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.visibleRegion().boundingRect() == focused.rect()


def test_a_key_that_is_held_down_answers_one_question(bench: Bench) -> None:
    phase = asked(bench)
    matrix = phase.form.matrix
    matrix.choice_of(0).button("not-asked").setFocus()
    for again in (False, True, True):
        strike(Qt.Key.Key_1, "1", again=again)
    assert [answer.answer for answer in matrix.answers[:2]] == [Answer.YES, Answer.NOT_ASKED]
    assert here(matrix) == 1
    before = phase.form.for_all.choice_of("places").value
    phase.form.for_all.take_focus()
    for again in (False, True, True):
        strike(Qt.Key.Key_4, "4", again=again)
    assert phase.form.for_all.choice_of("places").value == before


def test_a_command_answers_nothing(bench: Bench) -> None:
    phase = asked(bench)
    matrix = phase.form.matrix
    before = matrix.answers
    for held in ("AltModifier", "ControlModifier", "MetaModifier"):
        matrix.choice_of(0).button("not-asked").setFocus()
        strike(Qt.Key.Key_2, "2", Qt.KeyboardModifier[held])
        phase.form.for_all.take_focus()
        strike(Qt.Key.Key_2, "2", Qt.KeyboardModifier[held])
        assert matrix.answers == before, held


def strike(
    key: Qt.Key,
    text: str,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    *,
    again: bool = False,
) -> None:
    """As a keyboard does it; ``again``: the key was not let go."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, key, held, text, again))
