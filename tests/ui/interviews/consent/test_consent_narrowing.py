"""Narrowing says to whom more was sent; a restriction holds until it is lifted; the history tells
what changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Answer, Purpose, RecipientKind, Refusal, may_leave
from desktop.model.consent.beyond import Reason
from desktop.model.phases import Phase
from desktop.reports.printing import write_summary
from tests.support import consent_to
from tests.ui.interviews.asked import ask_the_rest
from tests.ui.interviews.consent.test_consent import answer, consent_page, new_interview, stored
from tests.ui.room_bench import Bench, dialog, press_button, words_seen
from tests.unit.vault.made import send_perhaps
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.lift import LiftDialog
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.consent.withdraw import RestrictDialog

pytestmark = pytest.mark.rare

LEFT = Qt.MouseButton.LeftButton
ANALYSE = (Purpose.ANALYSE, RecipientKind.ORGANISATION)


def decided(bench: Bench) -> str:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.ANALYSE), "asked"))
    return record


def save(bench: Bench, phase: ConsentPhase) -> None:
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()


def lift(bench: Bench, phase: ConsentPhase, reason: str) -> None:
    press_button(phase, "Lift the restriction…")
    asking = dialog(LiftDialog)
    QTest.keyClicks(asking.reason, reason)
    QTest.mouseClick(asking.lift_button, LEFT)
    bench.settle()


def test_narrowing_says_in_which_packages_more_was_sent(bench: Bench, tmp_path: Path) -> None:
    record = decided(bench)
    bench.ask(lambda vault: send_perhaps(vault, record, tmp_path))
    _page, phase = consent_page(bench, record)
    answer(phase, ANALYSE, Answer.NO)
    save(bench, phase)
    assert phase.banner.title == "Less is agreed to than before."
    assert "in 1 package" in phase.banner.text
    assert "will be in the next package" in phase.banner.text


def test_what_was_written_for_a_court_is_said_when_use_is_narrowed(
    bench: Bench, tmp_path: Path
) -> None:
    record = decided(bench)
    bench.ask(
        lambda vault: write_summary(vault, record, tmp_path / "s.pdf", "en", reason=Reason.ORDER)
    )
    _page, phase = consent_page(bench, record)
    answer(phase, ANALYSE, Answer.NO)
    save(bench, phase)
    assert "Summary on paper, by code · An order of an authority" in phase.banner.text
    QTest.mouseClick(phase.restrict_button, LEFT)
    asking = dialog(RestrictDialog)
    QTest.mouseClick(asking.withdraw_button, LEFT)
    bench.settle()
    said = "\n".join(words_seen(asking))
    assert "as 1 file that anybody can read" in said
    assert "Summary on paper, by code · An order of an authority" in said


def test_who_saves_by_keys_stays_on_the_page(bench: Bench) -> None:
    record = decided(bench)
    _page, phase = consent_page(bench, record)
    answer(phase, ANALYSE, Answer.NO)
    phase.save_button.setFocus()
    QTest.keyClick(phase.save_button, Qt.Key.Key_Space)
    bench.settle()
    assert stored(bench, record).answers
    assert phase.history_button.hasFocus()


def test_a_wider_answer_tells_nothing_of_packages(bench: Bench, tmp_path: Path) -> None:
    record = decided(bench)
    bench.ask(lambda vault: send_perhaps(vault, record, tmp_path))
    _page, phase = consent_page(bench, record)
    answer(phase, (Purpose.CONTACT_AGAIN, RecipientKind.ORGANISATION), Answer.YES)
    ask_the_rest(bench, phase)
    save(bench, phase)
    assert not phase.banner.title


def test_a_restriction_keeps_everything_until_it_is_lifted(bench: Bench) -> None:
    record = decided(bench)
    _page, phase = consent_page(bench, record)
    QTest.mouseClick(phase.restrict_button, LEFT)
    asking = dialog(RestrictDialog)
    asking.reason.setPlainText("Спрэчка")
    QTest.mouseClick(asking.withdraw_button, LEFT)
    bench.settle()
    asking.accept()
    assert may_leave(stored(bench, record), *ANALYSE).refusal is Refusal.RESTRICTED
    assert "Спрэчка" in phase.stands.text
    assert not phase.restrict_button.isVisible()
    lift(bench, phase, "She rang on Monday")
    assert may_leave(stored(bench, record), *ANALYSE).allowed
    assert not phase.stands.title
    QTest.mouseClick(phase.history_button, LEFT)
    history = dialog(ConsentHistory)
    bench.settle()
    assert "Why: She rang on Monday" in history.what.toPlainText()


def test_a_restriction_is_lifted_for_a_reason_alone(bench: Bench) -> None:
    record = decided(bench)
    bench.ask(lambda vault: vault.consents.restrict(record, ""))
    _page, phase = consent_page(bench, record)
    press_button(phase, "Lift the restriction…")
    asking = dialog(LiftDialog)
    asking.reason.setPlainText("  ")
    assert not asking.lift_button.isEnabled()
    asking.give_up()
    assert stored(bench, record).restricted_at is not None


def test_answers_changed_under_a_restriction_do_not_lift_it(bench: Bench) -> None:
    record = decided(bench)
    bench.ask(lambda vault: vault.consents.restrict(record, ""))
    _page, phase = consent_page(bench, record)
    answer(phase, (Purpose.CONTACT_AGAIN, RecipientKind.ORGANISATION), Answer.YES)
    ask_the_rest(bench, phase)
    save(bench, phase)
    assert stored(bench, record).restricted_at is not None


def test_the_history_tells_what_changed(bench: Bench) -> None:
    record = decided(bench)
    page = bench.open(record, Phase.CONSENT)
    phase = page.page(Phase.CONSENT)
    assert isinstance(phase, ConsentPhase)
    answer(phase, ANALYSE, Answer.NO)
    save(bench, phase)
    QTest.mouseClick(phase.history_button, LEFT)
    history = dialog(ConsentHistory)
    bench.settle()
    assert history.what.toPlainText().splitlines()[0].startswith("Analyse it, Our organisation: ")
    assert "Yes → No" in history.what.toPlainText()
    assert "Not asked" not in history.what.toPlainText()
    history.versions.show_row("1")
    assert "Not asked → Yes" in history.what.toPlainText()
