"""Printing for somebody outside: what the consent says, the names first, then the copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Answer, ConsentAnswer, Identification, Purpose, RecipientKind
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.handoff.names.dialog import CheckDialog
from ui.interviews.print_for import PrintForDialog

LEFT = Qt.MouseButton.LeftButton
TOLD = "Тады забралі мяне і маю суседку Яну Прыкладную."


def made(vault: Vault) -> str:
    """An account that may go to a body of the UN by code, and nowhere else."""
    record = open_interview(vault).id
    kept = vault.consents.for_interview(record)
    assert kept is not None
    mechanism = ConsentAnswer(
        Purpose.UN_MECHANISM, RecipientKind.UN_MECHANISM, Answer.YES, Identification.CODE
    )
    vault.consents.save(replace(kept, answers=(*kept.answers, mechanism)), "asked")
    vault.interviews.save_utterances(record, [Utterance(new_id(), text=TOLD)])
    return record


def dialog(bench: Bench) -> PrintForDialog:
    page = bench.open(bench.ask(made), Phase.CLOSE)
    asked = PrintForDialog(page, page.draft)
    asked.open()
    looked(bench, asked)
    return asked


def looked(bench: Bench, asked: PrintForDialog) -> None:
    bench.qtbot.waitUntil(lambda: asked._allowed is not None)
    bench.settle()


def choose(bench: Bench, asked: PrintForDialog, kind: RecipientKind) -> None:
    asked.recipient.setCurrentIndex(asked.recipient.findData(kind.value))
    asked.recipient.activated.emit(asked.recipient.currentIndex())
    looked(bench, asked)


def test_our_own_organisation_is_nobody_outside(bench: Bench) -> None:
    asked = dialog(bench)
    assert asked.recipient.findData(RecipientKind.ORGANISATION.value) < 0
    assert asked.recipient.count() == len(RecipientKind) - 1


def test_where_nothing_was_agreed_to_it_says_why_and_saves_nothing(bench: Bench) -> None:
    asked = dialog(bench)
    choose(bench, asked, RecipientKind.PUBLIC)
    assert asked.said.text().startswith("Consent does not allow this: ")
    assert not asked.save_button.isEnabled()
    assert not asked.names_button.isVisible()


def test_names_are_decided_first_and_then_the_copy_is_saved(bench: Bench, tmp_path: Path) -> None:
    asked = dialog(bench)
    choose(bench, asked, RecipientKind.UN_MECHANISM)
    assert "Names: 1 place to look at" in asked.said.text()
    assert not asked.save_button.isEnabled()
    asked.write(tmp_path / "early.pdf")
    bench.qtbot.waitUntil(lambda: bool(asked.banner.title))
    assert asked.banner.title == "Names wait for a decision"
    assert not (tmp_path / "early.pdf").exists()
    QTest.mouseClick(asked.names_button, LEFT)
    [check] = asked.findChildren(CheckDialog)
    bench.qtbot.waitUntil(check.isActiveWindow)
    QTest.keyClicks(check.page.sheet.replace_button, "1")
    QTest.keyClick(check.page.done_button, Qt.Key.Key_Return)
    looked(bench, asked)
    assert "Names: 1 place, decided" in asked.said.text()
    assert asked.focusWidget() is asked.save_button, "the second key that finishes"
    asked.write(tmp_path / "copy.pdf")
    bench.qtbot.waitUntil((tmp_path / "copy.pdf").exists)
    bench.settle()
    assert asked.banner.title == "Copy 1 is saved."
    assert asked.table_button.isVisible()
    asked.write_table(tmp_path / "table.pdf")
    bench.qtbot.waitUntil((tmp_path / "table.pdf").exists)


def test_an_answer_about_somebody_who_is_chosen_no_more_is_dropped(bench: Bench) -> None:
    asked = dialog(bench)
    free = bench.busy()
    asked.recipient.setCurrentIndex(asked.recipient.findData("un-mechanism"))
    asked.recipient.activated.emit(asked.recipient.currentIndex())
    asked.recipient.setCurrentIndex(asked.recipient.findData("public"))
    asked.recipient.activated.emit(asked.recipient.currentIndex())
    free.set()
    looked(bench, asked)
    assert asked._allowed is not None
    assert asked._allowed.refusal == "not-asked"
