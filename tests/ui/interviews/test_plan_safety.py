"""Planning an interview and screening for risk, with real keys in the real window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from desktop.model.custody import CustodyKind
from desktop.model.interview import Mode, PriorAccounts
from desktop.model.phases import Phase
from desktop.vocabulary import vocabulary
from tests.ui.room_bench import Bench, child, dialog, type_into
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.interviews.safety import SafetyPhase

CTRL = Qt.KeyboardModifier.ControlModifier


def planned(bench: Bench) -> str:
    def make(vault: object) -> str:
        person = vault.people.new("P-0001")  # type: ignore[attr-defined]
        made: str = vault.interviews.new("I-0001", person.id, "be").id  # type: ignore[attr-defined]
        return made

    return bench.ask(make)


def test_new_interview_proposes_codes_and_is_made_by_keys(bench: Bench) -> None:
    page = bench.interviews()
    page.new()
    form = dialog(NewInterviewDialog)
    bench.qtbot.waitUntil(lambda: form.code.text() == "I-0001")
    assert form.person_code.text() == "P-0001"
    QTest.keyClicks(form.code, "K-1")
    assert form.code.text() == "K-1"
    form.code.setText("I-0001")
    type_into(form.name, "Алена Ветравая")
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(lambda: page.open_page is not None)
    bench.settle()
    (summary,) = bench.ask(lambda vault: vault.interviews.summaries())
    assert (summary.code, summary.person_label) == ("I-0001", "Алена Ветравая")
    assert page.open_page is not None
    assert page.open_page.phase is Phase.PLAN
    assert page.list.model.rowCount() == 1
    owner = bench.ask(lambda vault: vault.identity.name)
    assert child(page.open_page, QLineEdit, "Interviewers").text() == owner
    for coming in (Phase.SAFETY, Phase.CONSENT):
        here = page.open_page.page(page.open_page.phase)
        next(b for b in here.findChildren(QPushButton) if b.objectName() == "way-on").click()
        assert page.open_page.phase is coming


def test_the_form_of_a_new_interview_comes_back_before_an_open_one(bench: Bench) -> None:
    """As after a lock: what was typed there is in the vault, and nothing else led to it."""
    record = planned(bench)
    bench.open(record, Phase.PLAN)
    page = bench.interviews()
    page.new()
    type_into(dialog(NewInterviewDialog).name, "Алена")
    bench.shell.drafts.save_now()
    bench.settle()
    where = bench.shell.whereabouts()
    dialog(NewInterviewDialog).reject()
    bench.shell.go(where)
    bench.settle()
    again = dialog(NewInterviewDialog)
    bench.qtbot.waitUntil(lambda: again.name.text() == "Алена")
    assert page.open_page is not None


def test_second_interview_with_a_known_person(bench: Bench) -> None:
    planned(bench)
    page = bench.interviews()
    page.new()
    form = dialog(NewInterviewDialog)
    bench.qtbot.waitUntil(lambda: form.code.text() == "I-0002")
    QTest.mouseClick(form.whose.button("known"), Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(lambda: form.person.model.rowCount() == 1)
    assert not form.create_button.isEnabled()
    QTest.keyClick(form.person.search, Qt.Key.Key_Down)
    bench.qtbot.waitUntil(form.create_button.isEnabled)
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(lambda: page.open_page is not None)
    assert len(bench.ask(lambda vault: vault.people.all())) == 1


def test_enter_goes_on_to_the_next_field_and_presses_no_button(bench: Bench) -> None:
    page = bench.open(planned(bench), Phase.PLAN)
    line = child(page, QLineEdit, "Date")
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, "5.12.2026")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.window().focusWidget() is child(page, QComboBox, "Kind of place")
    assert line.text() == "5.12.2026"
    page.draft.save_now()


def test_plan_saves_itself_and_says_so(bench: Bench) -> None:
    record = planned(bench)
    page = bench.open(record, Phase.PLAN)
    QTest.keyClicks(child(page, QLineEdit, "Interviewers"), "Hanna L.")
    child(page, QPlainTextEdit, "Purpose").setPlainText("Што было ў лістападзе.")
    QTest.keyClicks(child(page, QLineEdit, "Date"), "2026-11-22")
    assert page.unsaved()
    page.draft.save_now()
    bench.settle()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert (stored.interviewers, stored.planned_for) == ("Hanna L.", "2026-11-22")
    assert stored.purpose == "Што было ў лістападзе."
    assert not page.unsaved()


def test_typing_saves_by_itself_after_a_pause(bench: Bench) -> None:
    record = planned(bench)
    page = bench.open(record, Phase.PLAN)
    QTest.keyClicks(child(page, QLineEdit, "Interpreter"), "Nadzia")
    bench.qtbot.waitUntil(lambda: not page.unsaved(), timeout=5_000)
    assert bench.ask(lambda vault: vault.interviews.get(record)).interpreter == "Nadzia"


def test_a_wrong_date_is_said_and_kept_until_it_is_one(bench: Bench) -> None:
    """Seen: `5.12.2026` is refused, a wrong date is dropped."""
    record = planned(bench)
    other = bench.ask(
        lambda vault: vault.interviews.new("I-2", vault.people.new("P-2").id, "be").id
    )
    page = bench.open(record, Phase.PLAN)
    QTest.keyClicks(child(page, QLineEdit, "Date"), "5.13.2026")
    assert child(page, QLineEdit, "Date").property("wrong") == "true"
    bench.open(other, Phase.PLAN)
    page = bench.open(record, Phase.PLAN)
    field = child(page, QLineEdit, "Date")
    bench.qtbot.waitUntil(lambda: field.text() == "5.13.2026")
    assert field.property("wrong") == "true"
    assert bench.ask(lambda vault: vault.interviews.get(record)).planned_for == ""
    field.clear()
    for typed, meant in (("5.12.20", ""), ("27", "2027-12-05"), ("x", "")):
        QTest.keyClicks(field, typed)
        assert page.draft.opened.interview.planned_for == meant
    field.clear()
    QTest.keyClicks(field, "5.12.26")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("wrong") == "false"
    page.draft.save_now()
    bench.settle()
    assert bench.ask(lambda vault: vault.interviews.get(record)).planned_for == "2026-12-05"
    assert list(bench.ask(lambda vault: vault.drafts.unfinished())) == []


def test_full_account_asks_for_its_reason(bench: Bench) -> None:
    page = bench.open(planned(bench), Phase.PLAN)
    reason = child(page, QPlainTextEdit, "Reason for a full account")
    assert not reason.isVisible()
    QTest.mouseClick(
        child(page, QPushButton, "Kind of account: Full account"), Qt.MouseButton.LeftButton
    )
    assert reason.isVisible()
    assert page.draft.opened.interview.mode is Mode.FULL


def test_earlier_accounts_are_listed_changed_and_removed(bench: Bench) -> None:
    record = planned(bench)
    page = bench.open(record, Phase.SAFETY)
    phase = page.page(Phase.SAFETY)
    assert isinstance(phase, SafetyPhase)
    form = phase.prior_accounts
    QTest.mouseClick(form.answer.button("yes"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(child(form, QLineEdit, "To whom"), "A journalist")
    QTest.mouseClick(form.add_button, Qt.MouseButton.LeftButton)
    page.draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert stored.prior_accounts_answer is PriorAccounts.YES
    assert [account.given_to for account in stored.prior_accounts] == ["A journalist", ""]
    remove = [b for b in form.findChildren(QPushButton) if "Remove" in b.accessibleName()]
    QTest.mouseClick(remove[0], Qt.MouseButton.LeftButton)
    page.draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert [account.given_to for account in stored.prior_accounts] == [""]


def test_vulnerability_says_at_once_what_it_asks_for(bench: Bench) -> None:
    record = planned(bench)
    page = bench.open(record, Phase.SAFETY)
    phase = page.page(Phase.SAFETY)
    assert isinstance(phase, SafetyPhase)
    label = vocabulary("vulnerability").label(vocabulary("vulnerability").codes[0])
    next(box for box in phase.findChildren(QCheckBox) if box.text() == label).click()
    assert phase.rule.isVisibleTo(phase)
    phase.training.click()
    assert not phase.rule.isVisibleTo(phase)
    page.draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.safety(record))
    assert stored.training_stated
    assert len(stored.vulnerabilities) == 1


def test_safe_contact_is_hidden_until_the_reveal_is_logged(bench: Bench) -> None:
    record = planned(bench)
    page = bench.open(record, Phase.SAFETY)
    phase = page.page(Phase.SAFETY)
    assert isinstance(phase, SafetyPhase)
    assert not phase.contact.revealed
    before = len(bench.ask(lambda vault: vault.custody.events(record)))
    QTest.mouseClick(phase.contact.reveal_button, Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(lambda: phase.contact.revealed)
    events = bench.ask(lambda vault: vault.custody.events(record))
    assert len(events) == before + 1
    assert events[-1].kind is CustodyKind.DISCLOSURE
    child(phase.contact, QPlainTextEdit, "Safe contact").setPlainText("after seven")
    page.draft.save_now()
    assert bench.ask(lambda vault: vault.interviews.safety(record)).safe_contact == "after seven"


def test_phases_are_turned_by_keys(bench: Bench) -> None:
    page = bench.open(planned(bench), Phase.PLAN)
    seen = [page.phase]
    for _ in Phase:
        QTest.keyClick(page, Qt.Key.Key_PageDown, CTRL)
        seen.append(page.phase)
    assert seen == [*Phase, list(Phase)[-1]]
    QTest.keyClick(page, Qt.Key.Key_PageUp, CTRL)
    assert page.phase is list(Phase)[-2]


def test_what_is_taken_back_while_it_is_being_saved_is_saved_as_taken_back(bench: Bench) -> None:
    record = planned(bench)
    draft = bench.open(record, Phase.PLAN).draft
    draft.set_interview(purpose="typed by mistake")
    draft.save_now()
    draft.set_interview(purpose="")
    draft.save_now()
    assert bench.ask(lambda vault: vault.interviews.get(record)).purpose == ""
    bench.settle()
    assert not draft.unsaved()


def test_typing_in_an_open_interview_keeps_what_arrived_meanwhile(bench: Bench) -> None:
    record = planned(bench)
    draft = bench.open(record, Phase.PLAN).draft
    there = bench.ask(lambda vault: vault.interviews.get(record))
    bench.ask(lambda vault: vault.interviews.save(replace(there, purpose="arrived meanwhile")))
    draft.set_interview(code="I-0009")
    draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert (stored.purpose, stored.code) == ("arrived meanwhile", "I-0009")
