"""The account in the window: its door, its autosave, and words that survive failures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.model.consent import Purpose
from desktop.model.interview import (
    Basis,
    PriorAccounts,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.phases import Phase
from desktop.reading.opened import ACCOUNT_LEFT_AT
from desktop.vault import Vault
from tests.support import consent_to, open_interview
from tests.ui.room_bench import Bench, type_into
from ui.interviews.account.closed import ClosedAccount
from ui.interviews.account.phase import AccountPhase, PagedEditor, WritingPage
from ui.interviews.account.turns import Marks
from ui.interviews.interview_page import InterviewPage
from ui.interviews.labels import turn_detail

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RETURN = Qt.Key.Key_Return


def new_interview(vault: Vault) -> str:
    return vault.interviews.new("I-0001", vault.people.new("P-0001").id, "be").id


def allow(vault: Vault, record: str) -> None:
    interview = vault.interviews.get(record)
    vault.interviews.save(replace(interview, prior_accounts_answer=PriorAccounts.NO))
    vault.consents.save(consent_to(record, Purpose.KEEP), "asked")


def opened_account(
    bench: Bench, account: tuple[Utterance, ...] = ()
) -> tuple[str, InterviewPage, WritingPage]:
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.ask(lambda vault: vault.interviews.save_utterances(record, account))
    page = bench.open(record, Phase.ACCOUNT)
    phase = page.page(Phase.ACCOUNT)
    assert isinstance(phase, AccountPhase)
    writing = phase.findChild(WritingPage)
    assert isinstance(writing, WritingPage)
    return record, page, writing


def writing_person(vault: Vault) -> str:
    return vault.people.new("P-0002").id


def opened_again(bench: Bench, record: str) -> PagedEditor:
    writing = bench.open(record, Phase.ACCOUNT).page(Phase.ACCOUNT).findChild(WritingPage)
    assert isinstance(writing, WritingPage)
    return writing.editor


def see_the_same_place(editor: PagedEditor, within: int, below: int) -> None:
    QApplication.processEvents()
    left = editor.left_at()
    assert (left.utterance_id, left.within) == ("u30", within)
    assert abs(left.below - below) <= editor.fontMetrics().lineSpacing()


def test_the_closed_account_names_every_rule_and_leads_there(bench: Bench) -> None:
    record = bench.ask(new_interview)
    page = bench.open(record, Phase.ACCOUNT)
    phase = page.page(Phase.ACCOUNT)
    buttons = [b for b in phase.findChildren(QPushButton) if b.objectName().startswith("go-")]
    assert [b.text() for b in buttons] == ["Go to Safety", "Go to Consent"]
    page.show_phase(Phase.ACCOUNT, focus=True)
    assert bench.shell.focusWidget() is buttons[0]
    QTest.mouseClick(buttons[0], LEFT)
    assert page.phase is Phase.SAFETY


def test_the_account_is_begun_knowingly_and_then_takes_words(bench: Bench) -> None:
    record = bench.ask(new_interview)
    bench.ask(lambda vault: allow(vault, record))
    page = bench.open(record, Phase.ACCOUNT)
    phase = page.page(Phase.ACCOUNT)
    assert isinstance(phase, AccountPhase)
    [closed] = phase.findChildren(ClosedAccount)
    page.show_phase(Phase.ACCOUNT, focus=True)
    assert bench.shell.focusWidget() is closed.begin_button, "else no ring is seen"
    QTest.mouseClick(closed.begin_button, LEFT)
    bench.qtbot.waitUntil(lambda: phase.findChild(WritingPage) is not None)
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert stored.state is State.UNDER_WAY
    assert stored.opened_at is not None


def test_an_account_comes_back_where_it_was_left(bench: Bench) -> None:
    """Over another interview, over a closed program; ids and numbers are kept, and no draft."""
    long = tuple(Utterance(f"u{n}", text=f"\U0001f600 Слова {n}. " * 40) for n in range(60))
    record, _page, writing = opened_account(bench, long)
    other = bench.ask(lambda vault: vault.interviews.new("I-2", writing_person(vault), "be").id)
    editor = writing.editor
    assert editor.textCursor().atEnd()
    editor.show_utterance("u30", 200)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().value() - 177)
    below = editor.cursorRect().top()
    bench.open(other)
    again = opened_again(bench, record)
    see_the_same_place(again, 200, below)
    type_into(again, "!")
    again.show_utterance("u30", 1)
    assert again.left_at().within == 0, "not into the midst of an emoji"
    again.show_utterance("u30", 201)
    assert bench.shell.drafts.unsaved()
    bench.shell.drafts.save_now()
    bench.settle()
    assert not bench.shell.drafts.unsaved()
    left = bench.ask(lambda vault: vault.drafts.find(ACCOUNT_LEFT_AT, record))
    assert left is not None
    assert (left.typed.utterance_id, left.typed.within) == ("u30", 201)
    assert bench.ask(lambda vault: vault.drafts.unfinished()) == []
    assert bench.ask(lambda vault: vault.drafts.of_records([record])) == set()


def test_typed_words_are_in_the_vault_after_a_pause(bench: Bench) -> None:
    record, page, writing = opened_account(bench)
    QTest.keyClick(writing.editor, RETURN, CTRL | SHIFT)
    type_into(writing.editor, "Калі гэта было?")
    QTest.keyClick(writing.editor, RETURN, CTRL)
    type_into(writing.editor, "У лістападзе.")
    QTest.keyClick(writing.editor, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    bench.qtbot.waitUntil(lambda: not page.unsaved(), timeout=6_000)
    question, answer = bench.ask(lambda vault: vault.interviews.utterances(record))
    assert (question.kind, question.text) == (UtteranceKind.QUESTION, "Калі гэта было?")
    assert (answer.speaker, answer.basis) == (Speaker.PERSON, Basis.SAW)
    assert answer.said_at is not None


def test_locking_hands_over_every_word_at_once(bench: Bench) -> None:
    record, _, writing = opened_account(bench)
    type_into(writing.editor, "не паспелі")
    bench.shell.drafts.save_now()
    (kept,) = bench.ask(lambda vault: vault.interviews.utterances(record))
    assert kept.text == "не паспелі"
    bench.settle()
    assert not bench.shell.drafts.unsaved()


def fill_disk(vault: Vault) -> bool:
    """Let SQLite meet a real SQLITE_FULL at the next page it needs."""
    vault._db.execute("PRAGMA max_page_count = 1")
    return True


def make_room(vault: Vault) -> bool:
    vault._db.execute("PRAGMA max_page_count = 1000000")
    return True


MUCH = "застаецца " * 6000


def test_a_full_disk_keeps_the_words_and_says_not_saved(bench: Bench) -> None:
    """The disk fills up between two saves; after room is made the same words are saved."""
    record, page, writing = opened_account(bench)
    bench.ask(fill_disk)
    writing.editor.insertPlainText(MUCH)
    page.draft.save_now()
    bench.settle()
    assert page.unsaved()
    assert bench.shell.drafts.unsaved()
    assert "застаецца" in writing.editor.toPlainText()
    assert "Not saved" in bench.shell.bar.state
    bench.ask(make_room)
    page.draft.save_now()
    bench.settle()
    assert not page.unsaved()
    assert "Saved" in bench.shell.bar.state
    (kept,) = bench.ask(lambda vault: vault.interviews.utterances(record))
    assert kept.text == MUCH


def test_words_that_are_not_saved_are_never_left_for_another_interview(bench: Bench) -> None:
    record, page, writing = opened_account(bench)
    other = bench.ask(new_interview)
    bench.ask(fill_disk)
    writing.editor.insertPlainText(MUCH)
    bench.interviews().open(other)
    bench.settle()
    assert bench.interviews().open_page is page
    assert page.draft.interview_id == record


def test_withdrawal_after_opening_drops_no_word(bench: Bench) -> None:
    record, page, writing = opened_account(bench)
    type_into(writing.editor, "да ")
    bench.ask(lambda vault: vault.consents.withdraw(record, ""))
    type_into(writing.editor, "пасля")
    page.draft.save_now()
    (kept,) = bench.ask(lambda vault: vault.interviews.utterances(record))
    assert kept.text == "да пасля"


def test_the_strip_follows_the_cursor_and_changes_the_turn(bench: Bench) -> None:
    record, page, writing = opened_account(bench)
    type_into(writing.editor, "чуў")
    bar = writing.strip
    bar.basis.setCurrentIndex(bar.basis.findData("told-by"))
    bar.basis.activated.emit(bar.basis.currentIndex())
    assert bar.source.isVisible()
    type_into(bar.source, "маці")
    writing.editor.setFocus()
    QTest.keyClick(writing.editor, RETURN, CTRL)
    assert not bar.source.isVisible()
    page.draft.save_now()
    (kept,) = bench.ask(lambda vault: vault.interviews.utterances(record))
    assert (kept.basis, kept.basis_source) == (Basis.TOLD_BY, "маці")
    writing.editor.show_utterance(kept.id)
    bar.basis.setCurrentIndex(bar.basis.findData("saw"))
    bar.basis.activated.emit(bar.basis.currentIndex())
    assert not bar.source.isVisible()
    (seen,) = writing.editor.account()
    assert (seen.basis, seen.basis_source) == (Basis.SAW, ""), "a source nobody sees is recorded"
    writing.editor.undo()
    others = replace(kept, basis=Basis.HEARD)
    assert turn_detail(others, "be") == "heard it · from маці"
    writing.editor.show_account((others,), "be")
    assert bar.source.isVisible()
    writing.editor.mark(Marks(speaker=Speaker.OTHER))
    assert writing.editor.account()[0].basis_source == "маці", "only what is marked changes"


def test_words_are_found_and_replaced_within_the_account(bench: Bench) -> None:
    """Seen: no Ctrl+F in 40,000 words."""
    _record, page, writing = opened_account(bench)
    type_into(writing.editor, "Дом стаяў. Дома нікога.")
    QTest.keyClick(writing.editor, RETURN, CTRL)
    type_into(writing.editor, "Наш дом.")
    bar = writing.find_bar
    QTest.keyClick(writing.editor, Qt.Key.Key_H, CTRL)
    assert bar.isVisible()
    assert bar.words.hasFocus()
    type_into(bar.words, "дом")
    assert (bar.said.text(), writing.editor.textCursor().selectedText()) == ("1 of 3", "Дом")
    QTest.keyClick(bar.words, RETURN)
    QTest.keyClick(bar.words, RETURN)
    assert (bar.said.text(), writing.editor.textCursor().selectedText()) == ("3 of 3", "дом")
    QTest.keyClick(bar.words, RETURN, SHIFT)
    assert bar.said.text() == "2 of 3"
    type_into(bar.instead, "хат")
    bar.replace_all.click()
    said = [utterance.text for utterance in writing.editor.account()]
    assert said == ["хат стаяў. хата нікога.", "Наш хат."]
    assert bar.said.text() == "Nothing found"
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert writing.editor.hasFocus()
    QTest.keyClick(writing.editor, Qt.Key.Key_Z, CTRL)
    assert [u.text for u in writing.editor.account()] == ["Дом стаяў. Дома нікога.", "Наш дом."]
    assert not writing.editor.textCursor().hasSelection()
    phase = page.page(Phase.ACCOUNT)
    writing.set_sealed(True)
    phase.seal()
    QTest.keyClick(writing.editor, Qt.Key.Key_H, CTRL)
    bar.words.clear()
    type_into(bar.words, "стаяў")
    assert bar.said.text() == "1 of 1"
    bar.replace_all.click()
    assert writing.editor.account()[0].text == "Дом стаяў. Дома нікога."
    page.draft.save_now()


def test_every_place_is_replaced_however_many_there_are(bench: Bench) -> None:
    _record, _page, writing = opened_account(bench)
    writing.editor.insertPlainText("дом " * 1_200)
    bar = writing.find_bar
    bar.open(replacing=True)
    bar.words.setText("дом")
    bar.words.textEdited.emit("дом")
    assert bar.said.text() == "1 of 1200"
    bar.instead.setText("хата")
    bar.replace_all.click()
    assert writing.editor.toPlainText().split() == ["хата"] * 1_200
    assert bar.said.text() == "Nothing found"


def test_a_search_hit_puts_the_cursor_into_its_utterance(bench: Bench) -> None:
    record, page, writing = opened_account(bench)
    type_into(writing.editor, "першы")
    QTest.keyClick(writing.editor, RETURN, CTRL)
    type_into(writing.editor, "другі")
    page.draft.save_now()
    first, _second = bench.ask(lambda vault: vault.interviews.utterances(record))
    bench.shell.navigate("interviews", interview=record, utterance=first.id)
    bench.settle()
    assert writing.editor.current().id == first.id


@pytest.mark.rare
def test_forty_thousand_words_are_captured_in_a_blink(bench: Bench) -> None:
    """Freezing the account happens between two keys; it must not be felt."""
    import time

    record, page, writing = opened_account(bench)
    words = ("мяне затрымалі каля дома вечарам " * 40).strip()
    for _ in range(200):
        QTest.keyClick(writing.editor, RETURN, CTRL)
        writing.editor.insertPlainText(words)
    begun = time.thread_time()
    account = writing.editor.account()
    spent = time.thread_time() - begun
    assert sum(len(utterance.text.split()) for utterance in account) == 40_000
    assert spent < 0.25, f"{spent * 1000:.0f} ms"
    page.draft.save_now()
    assert len(bench.ask(lambda vault: vault.interviews.utterances(record))) == 200
