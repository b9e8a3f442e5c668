"""Writing mode: the account takes the window, and gives it back whatever ends it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.interview import Utterance
from desktop.model.phases import Phase
from tests.support import open_interview
from tests.ui.interviews.account.test_account_phase import MUCH, fill_disk
from tests.ui.room_bench import Bench
from ui.interviews.account.phase import AccountPhase, WritingPage

F11, ESCAPE = Qt.Key.Key_F11, Qt.Key.Key_Escape


def test_writing_mode_takes_the_window_and_gives_it_back(bench: Bench) -> None:
    account = tuple(Utterance(f"u{n}", text="Яны прыйшлі раніцай. " * 20) for n in range(40))
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.ask(lambda vault: vault.interviews.save_utterances(record, account))
    page = bench.open(record, Phase.ACCOUNT)
    [writing] = page.findChildren(WritingPage)
    phase = page.page(Phase.ACCOUNT)
    assert isinstance(phase, AccountPhase)
    told: list[bool] = []
    phase.wants_whole_window.connect(told.append)
    editor, shell = writing.editor, bench.shell
    editor.setFocus()
    editor.show_utterance("u20", 30)
    before, height = editor.cursorRect().top(), editor.height()
    QTest.keyClick(editor, F11)
    bench.settle()
    assert not shell.rail.isVisible()
    assert not shell.bar.isVisible()
    assert writing.strip.isVisible()
    assert writing.height() == shell.height()
    assert editor.height() > height
    assert abs(editor.cursorRect().top() - before) <= editor.fontMetrics().lineSpacing() * 2
    assert editor.hasFocus()
    QTest.keyClick(editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(writing.find_bar.words, ESCAPE)
    assert not writing.find_bar.isVisible()
    assert not shell.rail.isVisible(), "what opened last goes first"
    QTest.keyClick(editor, ESCAPE)
    assert shell.rail.isVisible()
    assert shell.bar.isVisible()
    assert told == [True, False]
    QTest.keyClick(editor, F11)
    page.show_phase(Phase.PLAN)
    assert shell.rail.isVisible(), "another phase needs the window"
    page.show_phase(Phase.ACCOUNT)
    QTest.keyClick(editor, F11)
    bench.ask(fill_disk)
    editor.insertPlainText(MUCH)
    page.draft.save_now()
    bench.settle()
    assert shell.bar.isVisible(), "that words are not saved must be seen"
