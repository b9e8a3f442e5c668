"""The text is read out by a person, with the names in it; showing it records nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Answer, DecidedBy, Identification, Refusal
from desktop.model.phases import Phase
from desktop.vocabulary import CONSENT_TEXT_VERSION
from tests.support import RESPONSIBLE
from tests.ui.interviews.asked import ask_how_shown
from tests.ui.interviews.consent.test_consent import consent_page, new_interview, stored
from tests.ui.room_bench import Bench, dialog
from ui.interviews.consent.names import NamesDialog
from ui.interviews.consent.phase import ConsentPhase
from ui.widgets.editors import select

pytestmark = pytest.mark.rare

LEFT = Qt.MouseButton.LeftButton


def asked(bench: Bench) -> tuple[str, ConsentPhase]:
    record = new_interview(bench)
    _page, phase = consent_page(bench, record)
    bench.settle()
    return record, phase


def test_what_is_missing_is_asked_for_before_anything_can_be_read_out(bench: Bench) -> None:
    record, phase = asked(bench)
    reading = phase.form.reading
    assert not reading.confirm_button.isEnabled()
    assert "organisation, country, safe contact" in reading._state.text()
    QTest.mouseClick(reading.names_button, LEFT)
    names = dialog(NamesDialog)
    names.organisation.setText("«Сведка»")
    names.country.setText("Літва")
    names.contact.setText("+370 000")
    names.years.setText("1985")
    assert "from 1 to 99" in names._asked_years.error
    assert not names.ready()
    names.years.setText("3")
    assert names._asked_years.error == ""
    names._save()
    bench.settle()
    assert bench.ask(lambda vault: vault.organisation.read()) == RESPONSIBLE
    text = phase.form.text.toPlainText()
    assert "«Сведка» (Літва)" in text
    assert "{" not in text
    assert phase.form.reading.confirm_button.isEnabled()
    assert bench.ask(lambda vault: vault.consents.for_interview(record)) is None


def test_what_was_read_out_is_recorded_word_for_word_and_by_a_click_alone(bench: Bench) -> None:
    bench.ask(lambda vault: vault.organisation.save(RESPONSIBLE))
    record, phase = asked(bench)
    phase.form.matrix.choice_of(0).button("yes").click()
    assert phase.form.consent.text_read == ""
    QTest.mouseClick(phase.form.reading.confirm_button, LEFT)
    read = phase.form.text.toPlainText()
    assert "Перакладае" not in read
    assert phase.undecided()
    ask_how_shown(phase)
    phase.form.how.button("audio").click()
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert (consent.text_read, consent.text_version) == (read, CONSENT_TEXT_VERSION)
    assert consent.read_out_at is not None
    assert not phase.form.reading.confirm_button.isEnabled()


def test_another_text_than_was_read_out_has_to_be_read_again(bench: Bench) -> None:
    bench.ask(lambda vault: vault.organisation.save(RESPONSIBLE))
    _record, phase = asked(bench)
    QTest.mouseClick(phase.form.reading.confirm_button, LEFT)
    QTest.keyClicks(phase.form.interpreter, "Jana")
    assert "Перакладае Jana" in phase.form.text.toPlainText()
    assert phase.form.reading.confirm_button.isEnabled()
    assert "another text" in phase.form.reading._state.text()


def test_a_yes_counts_for_the_text_that_was_read_whatever_is_looked_at(bench: Bench) -> None:
    bench.ask(lambda vault: vault.organisation.save(RESPONSIBLE))
    record, phase = asked(bench)
    QTest.mouseClick(phase.form.reading.confirm_button, LEFT)
    read = phase.form.text.toPlainText()
    phase.form.reading.language.button("en").click()
    assert phase.form.text.toPlainText().startswith("Thank you")
    assert "another text" in phase.form.reading._state.text()
    phase.form.matrix.choice_of(0).button("no").click()
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert (consent.text_language, consent.text_read) == ("be", read)
    assert phase.form.text.toPlainText().startswith("Thank you"), "the form stays as it was"
    phase.form.matrix.choice_of(1).button("yes").click()
    ask_how_shown(phase)
    phase.form.how.button("oral").click()
    QTest.mouseClick(phase.save_button, LEFT)
    assert "this is another one" in phase.banner.text
    assert phase.form.reading.names_button.hasFocus(), "a yes over a text that nobody heard"
    phase.form.reading.language.button("be").click()
    assert not phase.form.reading.confirm_button.isEnabled()
    assert phase.form.reading._state.text().startswith("Read out on"), "the one they heard"
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    again = stored(bench, record)
    assert again.answers[1].answer is Answer.YES
    assert (again.text_read, again.read_out_at) == (read, consent.read_out_at)
    assert not phase.undecided()


def test_a_child_and_a_guardian_agree_each_for_themselves(bench: Bench) -> None:
    _record, phase = asked(bench)
    phase.form.matrix.choice_of(0).button("yes").click()
    deciders = phase.form.deciders
    assert not deciders.own.isVisible()
    select(deciders.who, "with-guardian")
    deciders.who.activated.emit(deciders.who.currentIndex())
    deciders.own.button("yes").click()
    consent = phase.form.consent
    assert consent.decided_by is DecidedBy.WITH_GUARDIAN
    assert consent.held_back is not None
    deciders.guardian.button("yes").click()
    assert phase.form.consent.guardian_agreement is Answer.YES
    assert phase.form.consent.held_back is Refusal.AUTHORITY_NOT_NAMED
    deciders.decider.setText("Галіна")
    deciders.decider.textEdited.emit("Галіна")
    select(deciders.authority, "parent")
    deciders.authority.activated.emit(deciders.authority.currentIndex())
    assert phase.form.consent.held_back is None


def test_for_somebody_absent_name_and_right_are_asked_for(bench: Bench) -> None:
    _record, phase = asked(bench)
    deciders = phase.form.deciders
    select(deciders.who, "for-absent")
    deciders.who.activated.emit(deciders.who.currentIndex())
    deciders.decider.setText("Галіна")
    deciders.decider.textEdited.emit("Галіна")
    assert phase.form.consent.held_back is not None
    select(deciders.authority, "close-relative")
    deciders.authority.activated.emit(deciders.authority.currentIndex())
    assert phase.form.consent.decider == "Галіна"
    assert phase.form.consent.held_back is None


def test_one_use_can_show_the_person_otherwise(bench: Bench) -> None:
    _record, phase = asked(bench)
    matrix = phase.form.matrix
    matrix.choice_of(0).button("yes").click()
    question = matrix.question(0)
    assert not question.here.isVisible()
    matrix.choice_of(0).button("yes").setFocus()
    QTest.keyClick(matrix.choice_of(0).button("yes"), Qt.Key.Key_4)
    assert question.here.isVisible()
    name = matrix.way_of(0, "identification")
    question.shown_button.setFocus()
    for onward in (*question.here.ways.values(), matrix.choice_of(1).button("not-asked")):
        QTest.keyClick(bench.shell.window().focusWidget(), Qt.Key.Key_Tab)
        assert onward.hasFocus()
    QTest.keyClick(name, Qt.Key.Key_Up)
    chosen = [matrix.answers[0].identification]
    QTest.keyClick(name, Qt.Key.Key_Down)
    chosen.append(matrix.answers[0].identification)
    assert chosen == [Identification.NOT_ASKED, Identification.NOTHING], "never the full name"
    box = matrix.way_of(0, "places")
    select(box, "as-said")
    box.activated.emit(box.currentIndex())
    phase.form.for_all.choice_of("places").button("country").click()
    assert [answer.places.value for answer in matrix.answers[:2]] == ["as-said", "country"]
    assert phase.form.consent.answers == matrix.answers
    question._turn()
    assert matrix.answers[0].places.value == "country"


def test_the_names_can_be_asked_for_again_behind_a_lock(bench: Bench) -> None:
    record = new_interview(bench)
    page = bench.open(record, Phase.CONSENT)
    page.go({"form": "interview/names", "phase": "consent"})
    assert isinstance(dialog(NamesDialog), NamesDialog)
