"""Recording, narrowing and withdrawing consent, and that a lock decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.model.consent import (
    Answer,
    Consent,
    DecidedBy,
    Purpose,
    RecipientKind,
    answer_to,
    may_leave,
    why_not_kept,
)
from desktop.model.consent.draft import ANSWERS
from desktop.model.opened import Opened
from desktop.model.phases import Phase
from desktop.reading.opened import read_opened
from desktop.vault import Vault
from desktop.vocabulary.consent_matrix import cells
from tests.support import consent_to
from tests.ui.interviews.asked import ask_the_rest
from tests.ui.room_bench import Bench, dialog, press_button
from tests.unit.vault.made import send_perhaps
from ui.handoff.package_rows import sent_row
from ui.interviews.consent.changes import change_lines
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.consent.withdraw import WithdrawDialog
from ui.interviews.interview_page import InterviewPage
from ui.widgets.dialogs.confirm import ConfirmDialog

LEFT = Qt.MouseButton.LeftButton
VERSIONS = "SELECT count(*) FROM record_version"
PUBLISH = (Purpose.PUBLISH, RecipientKind.PUBLIC)
KEEP = (Purpose.KEEP, RecipientKind.ORGANISATION)
ANALYSE = (Purpose.ANALYSE, RecipientKind.ORGANISATION)


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


def put_back(phase: ConsentPhase) -> None:
    """What was answered is forgotten; asked once."""
    QTest.mouseClick(phase.put_back_button, LEFT)
    QTest.mouseClick(dialog(ConfirmDialog).action_button, LEFT)


def test_answers_are_saved_by_the_button_and_not_by_a_click(bench: Bench) -> None:
    record = new_interview(bench)
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.NO)
    bench.settle()
    assert bench.ask(lambda vault: vault.consents.for_interview(record)) is None
    assert phase.unsaved()
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert (consent.text_language, consent.text_version, consent.text_read) == ("be", "", "")
    assert not phase.save_button.isEnabled()
    assert not phase.unsaved()


@pytest.mark.rare
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
    put_back(phase)
    assert not phase.undecided()
    bench.settle()
    bench.interviews().open(other)
    bench.settle()
    now = bench.interviews().open_page
    assert now is not None
    assert now.draft.interview_id == other


def versions(bench: Bench) -> int:
    return bench.ask(lambda vault: int((vault._db.one(VERSIONS) or (0,))[0]))


def test_a_lock_with_unsaved_consent_writes_no_version(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    before, decided = versions(bench), stored(bench, record)
    _, phase = consent_page(bench, record)
    answer(phase, PUBLISH, Answer.YES)
    answer(phase, KEEP, Answer.NO)
    bench.shell.drafts.save_now()
    bench.settle()
    assert stored(bench, record) == decided
    assert versions(bench) == before
    assert not bench.shell.drafts.unsaved()
    assert phase.undecided()


@pytest.mark.rare
def test_answers_from_before_a_lock_are_offered_again_and_decided_by_hand(bench: Bench) -> None:
    record, other = new_interview(bench), new_interview(bench, "I-0002")
    page, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    bench.shell.drafts.save_now()
    bench.settle()
    page.draft.refresh()
    _, phase = reopened(bench, record, other)
    assert answer_to(phase.form.consent, *KEEP).answer is Answer.YES
    assert "not recorded yet" in phase.banner.title
    assert bench.ask(lambda vault: vault.consents.for_interview(record)) is None
    ask_the_rest(bench, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert why_not_kept(stored(bench, record)) is None
    _, phase = reopened(bench, record, other)
    assert not phase.undecided()
    assert not phase.banner.title


@pytest.mark.rare
def test_a_withdrawal_wins_over_answers_that_were_not_decided(bench: Bench) -> None:
    record, other = new_interview(bench), new_interview(bench, "I-0002")
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    page, phase = consent_page(bench, record)
    answer(phase, PUBLISH, Answer.YES)
    bench.shell.drafts.save_now()
    bench.ask(lambda vault: vault.consents.withdraw(record, "asked to"))
    page.draft.refresh()
    bench.settle()
    assert "withdrawn" in phase.stands.title
    assert not phase.save_button.isVisibleTo(phase)
    _, phase = reopened(bench, record, other)
    assert "withdrawn" in phase.stands.title


def narrowed(record: str) -> Callable[[Vault], None]:
    """A package brings a consent in which *analyse* is refused."""

    def arrive(vault: Vault) -> None:
        consent = vault.consents.for_interview(record)
        assert consent is not None
        answers = tuple(
            replace(a, answer=Answer.NO) if (a.purpose, a.recipient) == ANALYSE else a
            for a in consent.answers
        )
        vault.consents.save(replace(consent, answers=answers), "narrowed elsewhere")

    return arrive


def test_answers_nobody_touched_do_not_widen_a_consent_that_arrived_meanwhile(
    bench: Bench,
) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.ANALYSE), "asked"))
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    bench.ask(narrowed(record))
    bench.qtbot.waitUntil(lambda: "meanwhile" in phase.banner.title)
    assert answer_to(phase.form.consent, *KEEP).answer is Answer.YES
    assert answer_to(phase.form.consent, *ANALYSE).answer is Answer.NO
    ask_the_rest(bench, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    assert why_not_kept(stored(bench, record)) is None
    assert not may_leave(stored(bench, record), *ANALYSE).allowed
    assert not phase.undecided()


@pytest.mark.rare
def test_a_decision_saved_before_the_window_saw_another_one_is_offered_again(
    bench: Bench,
) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.ANALYSE), "asked"))
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.YES)
    ask_the_rest(bench, phase)
    arrive = narrowed(record)
    bench.worker.run(arrive, lambda _: None, lambda _: None, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.qtbot.waitUntil(phase.save_button.isEnabled)
    bench.settle()
    assert not may_leave(stored(bench, record), *ANALYSE).allowed
    assert not may_leave(stored(bench, record), *KEEP).allowed
    assert answer_to(phase.form.consent, *KEEP).answer is Answer.YES
    assert answer_to(phase.form.consent, *ANALYSE).answer is Answer.NO
    assert phase.undecided()


@pytest.mark.rare
def test_answers_still_being_kept_leave_no_draft_behind_a_withdrawal(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    _, phase = consent_page(bench, record)
    answer(phase, PUBLISH, Answer.YES)
    bench.ask(lambda vault: vault.consents.withdraw(record, "asked to"))
    bench.shell.drafts.save_now()
    bench.settle()
    kept = bench.ask(lambda vault: vault.drafts.find(ANSWERS, record))
    assert kept is None
    assert "withdrawn" in phase.stands.title


def test_a_withdrawal_made_elsewhere_is_seen_in_the_open_interview_at_once(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "said"))
    page, phase = consent_page(bench, record)
    assert "withdrawn" not in phase.stands.title
    bench.ask(lambda vault: vault.consents.withdraw(record, "asked to"))
    bench.qtbot.waitUntil(lambda: "withdrawn" in phase.stands.title)
    consent = page.draft.opened.consent
    assert consent is not None
    assert consent.withdrawn_at is not None


def test_sealing_keeps_answers_that_were_not_decided(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    page, phase = consent_page(bench, record)
    answer(phase, PUBLISH, Answer.YES)
    page._rebuild()
    assert page.page(Phase.CONSENT) is phase
    assert phase.undecided()


def reopened(bench: Bench, record: str, other: str) -> tuple[InterviewPage, ConsentPhase]:
    """The interview as it is read anew: what unlocking does."""
    interviews = bench.interviews()
    open_page = interviews.open_page
    assert open_page is not None
    bench.settle()
    interviews._replace(InterviewPage(open_page.draft.context, bench.ask(opening(other))))
    return consent_page(bench, record)


def opening(record: str) -> Callable[[Vault], Opened]:
    return lambda vault: read_opened(vault, record)


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
    assert "Nothing of it had been given out from this vault" in _texts(asked)
    assert asked.height() <= 1.1 * asked.sizeHint().height(), "half of it was empty"
    asked.accept()
    assert not phase.save_button.isVisibleTo(phase)
    assert "withdrawn" in phase.stands.title


def test_withdrawing_lists_a_package_that_was_perhaps_sent_and_says_so(
    bench: Bench, tmp_path: Path
) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    bench.ask(lambda vault: send_perhaps(vault, record, tmp_path / "gone"))
    [package] = bench.ask(lambda vault: vault.packages.sent())
    shown = sent_row(package)
    assert (shown.tag, package.doubt in shown.detail) == ("Perhaps sent", True)
    _, phase = consent_page(bench, record)
    QTest.mouseClick(phase.withdraw_button, LEFT)
    asked = dialog(WithdrawDialog)
    QTest.mouseClick(asked.withdraw_button, LEFT)
    bench.settle()
    assert "already been sent in 1 package" in _texts(asked)
    assert "may have been handed over" in _texts(asked)
    asked.accept()


@pytest.mark.rare
def test_after_a_withdrawal_a_new_decision_names_it_and_opens_again(bench: Bench) -> None:
    record = new_interview(bench)

    def given_and_withdrawn(vault: Vault) -> str:
        consent = consent_to(record, Purpose.KEEP)
        vault.consents.save(consent, "asked")
        vault.consents.withdraw(record, "")
        return consent.id

    first = bench.ask(given_and_withdrawn)
    _, phase = consent_page(bench, record)
    anew = [b for b in phase.stands.findChildren(QPushButton) if "new decision" in b.text()]
    QTest.mouseClick(anew[0], LEFT)
    answer(phase, KEEP, Answer.YES)
    ask_the_rest(bench, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert consent.id == first
    assert why_not_kept(consent) is None
    *_, withdrawal, last = bench.ask(lambda vault: vault.versions.history(first))
    assert last.document.parents == (withdrawal.id,)
    (heard,) = bench.ask(lambda vault: vault.consents.heard(record))
    assert heard.id == last.id


def test_a_new_decision_lifts_no_restriction_and_leaves_no_guardian_out(bench: Bench) -> None:
    record = new_interview(bench)

    def given_restricted_and_withdrawn(vault: Vault) -> None:
        child = replace(consent_to(record, Purpose.KEEP), decided_by=DecidedBy.WITH_GUARDIAN)
        vault.consents.save(replace(child, guardian_agreement=Answer.YES), "asked")
        vault.consents.restrict(record, "Спрэчка")
        vault.consents.withdraw(record, "")

    bench.ask(given_restricted_and_withdrawn)
    _, phase = consent_page(bench, record)
    press_button(phase, "Record a new decision")
    answer(phase, KEEP, Answer.YES)
    ask_the_rest(bench, phase)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    consent = stored(bench, record)
    assert (consent.withdrawn_at, consent.restricted_reason) == (None, "Спрэчка")
    assert consent.decided_by is DecidedBy.WITH_GUARDIAN
    assert consent.guardian_agreement is Answer.NOT_ASKED, "each agrees anew"
    assert "Спрэчка" in phase.stands.text


def test_history_shows_every_version(bench: Bench) -> None:
    record = new_interview(bench)
    bench.ask(lambda vault: vault.consents.save(consent_to(record, Purpose.KEEP), "asked"))
    _, phase = consent_page(bench, record)
    answer(phase, KEEP, Answer.NO)
    QTest.mouseClick(phase.save_button, LEFT)
    bench.settle()
    bench.ask(lambda vault: vault.consents.withdraw(record, ""))
    QTest.mouseClick(phase.history_button, LEFT)
    history = dialog(ConsentHistory)
    bench.qtbot.waitUntil(lambda: history.model.rowCount() == 3)
    rows = [row for row in map(history.model.row_at, range(3)) if row is not None]
    assert [row.aside for row in rows] == ["", "0 yes", "1 yes"], "none stands once withdrawn"
    assert rows[0].tag == "Withdrawn"
    history.accept()


def _texts(widget: WithdrawDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_what_changed_is_told_in_whole_sentences() -> None:
    before = consent_to("i", Purpose.KEEP)
    noted = replace(before, capacity_note="Asked twice.", own_agreement=Answer.YES)
    assert set(change_lines(before, replace(noted, text_version="consent-2"))) == {
        "Version of the text: 2",
        "The person agrees: yes",
        "Did the person understand and decide freely? Asked twice.",
    }
