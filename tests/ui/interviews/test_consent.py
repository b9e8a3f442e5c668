"""Recording, narrowing and withdrawing consent, and what a lock in the middle keeps."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.model.consent import (
    Answer,
    Consent,
    Identification,
    Purpose,
    RecipientKind,
    answer_to,
    may_leave,
)
from desktop.vault import Vault
from tests.support import consent_to
from tests.ui.room_bench import Bench, dialog
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.consent.rules import blank, cells, complete, unconfirmed
from ui.interviews.consent.withdraw import WithdrawDialog
from ui.interviews.interview_page import InterviewPage
from ui.interviews.phases import Phase

LEFT = Qt.MouseButton.LeftButton
KEEP = (Purpose.KEEP, RecipientKind.ORGANISATION)


def new_interview(bench: Bench, code: str = "I-0001") -> str:
    def make(vault: Vault) -> str:
        return vault.interviews.new(code, vault.people.new(f"P-{code}").id, "be").id

    return bench.ask(make)


def consent_page(bench: Bench, record: str) -> tuple[InterviewPage, ConsentPhase]:
    page = bench.open(record, Phase.CONSENT)
    phase = page.page(Phase.CONSENT)
    assert isinstance(phase, ConsentPhase)
    return page, phase


def answer(phase: ConsentPhase, cell: tuple[Purpose, RecipientKind], said: Answer) -> None:
    row = cells().index(cell)
    QTest.mouseClick(phase.form.matrix.choice_of(row).button(said.value), LEFT)


def stored(bench: Bench, record: str) -> Consent:
    found = bench.ask(lambda vault: vault.consents.for_interview(record))
    assert found is not None
    return found


def test_saved_answers_are_in_the_vault_with_the_text_that_was_read(bench: Bench) -> None:
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert may_leave(consent, *KEEP).allowed
    assert (consent.text_language, consent.text_version) == ("be", "consent-1")
    assert not phase.save_button.isEnabled()
    assert not phase.unsaved()


def test_nothing_is_saved_by_clicking_answers_alone(bench: Bench) -> None:
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    bench.settle()
    assert bench.ask(lambda vault: vault.consents.for_interview(record)) is None
    assert phase.unsaved()


def test_going_to_another_interview_brings_unsaved_answers_to_the_front(bench: Bench) -> None:
    record, other = new_interview(bench), new_interview(bench, "I-0002")
    page, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    page.show_phase(Phase.PLAN)
    bench.interviews().open(other)
    bench.settle()
    assert bench.interviews().open_page is page
    assert page.phase is Phase.CONSENT
    assert phase.banner.title
    back = [b for b in phase.banner.findChildren(QPushButton) if b.text() == "Put the answers back"]
    QTest.mouseClick(back[0], LEFT)
    assert not phase.unsaved()
    bench.interviews().open(other)
    bench.settle()
    now = bench.interviews().open_page
    assert now is not None
    assert now.draft.interview_id == other


def test_a_lock_in_the_middle_never_makes_consent_wider(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    _, phase = consent_page(bench, record)
    answer(phase, (Purpose.PUBLISH, RecipientKind.PUBLIC), Answer.YES)
    answer(phase, KEEP, Answer.NO)
    bench.shell.drafts.save_now()
    bench.settle()
    consent = stored(bench, record)
    assert not may_leave(consent, *KEEP).allowed
    published = answer_to(consent, Purpose.PUBLISH, RecipientKind.PUBLIC)
    assert published.answer is Answer.ASK_AGAIN
    assert not bench.shell.drafts.unsaved()


def test_unconfirmed_keeps_what_was_there_and_falls_back_in_naming() -> None:
    before = consent_to("i", Purpose.KEEP)
    wider = replace(
        before,
        answers=tuple(replace(a, identification=Identification.FULL_NAME) for a in before.answers),
    )
    kept = unconfirmed(before, wider)
    assert kept.answers == before.answers
    fresh = replace(blank("i", "be"), answers=complete(wider.answers))
    assert all(a.answer is not Answer.YES for a in unconfirmed(None, fresh).answers)


def test_unconfirmed_after_a_withdrawal_opens_nothing() -> None:
    before = consent_to("i", Purpose.KEEP)
    withdrawn = replace(before, withdrawn_at=before.given_at)
    kept = unconfirmed(withdrawn, before)
    assert all(a.answer is Answer.ASK_AGAIN for a in kept.answers)


def test_withdrawing_asks_once_and_says_what_was_sent(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    _, phase = consent_page(bench, record)
    QTest.mouseClick(phase.withdraw_button, LEFT)
    asked = dialog(WithdrawDialog)
    asked.reason.setPlainText("Страх за сям'ю")
    QTest.mouseClick(asked.withdraw_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert consent.withdrawn_at is not None
    assert consent.withdrawn_reason == "Страх за сям'ю"
    assert "Nothing of it had been sent" in _texts(asked)
    asked.accept()
    assert not phase.save_button.isVisibleTo(phase)
    assert "withdrawn" in phase.banner.title


def test_after_a_withdrawal_a_new_decision_is_a_new_consent(bench: Bench) -> None:
    record = new_interview(bench)

    def given_and_withdrawn(vault: Vault) -> str:
        consent = consent_to(record, Purpose.KEEP)
        vault.consents.save(consent, "asked")
        vault.consents.withdraw(record, "")
        return consent.id

    first = bench.ask(given_and_withdrawn)
    _, phase = consent_page(bench, record)
    anew = [b for b in phase.banner.findChildren(QPushButton) if "new decision" in b.text()]
    QTest.mouseClick(anew[0], LEFT)
    answer(phase, KEEP, Answer.YES)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert consent.id != first
    assert may_leave(consent, *KEEP).allowed


def test_history_shows_every_version(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.NO)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    QTest.mouseClick(phase.history_button, LEFT)
    history = dialog(ConsentHistory)
    bench.qtbot.waitUntil(lambda: history.model.rowCount() == 2)
    newest, oldest = history.model.row_at(0), history.model.row_at(1)
    assert newest is not None
    assert oldest is not None
    assert (newest.aside, oldest.aside) == ("0 yes", "1 yes")
    history.accept()


def _texts(widget: WithdrawDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel))
