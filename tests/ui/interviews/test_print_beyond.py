"""Printing more than the person agreed to: said in the dialog, with a reason to choose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Purpose
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import consent_to, open_interview
from tests.ui.room_bench import Bench
from ui.interviews.print_dialog import PrintDialog

LEFT = Qt.MouseButton.LeftButton


def dialog(bench: Bench, *, withdrawn: bool) -> PrintDialog:
    def made(vault: Vault) -> str:
        record = open_interview(vault).id
        vault.consents.save(consent_to(record, Purpose.KEEP), "by code")
        if withdrawn:
            vault.consents.withdraw(record, "no longer")
        return record

    page = bench.open(bench.ask(made), Phase.CLOSE)
    asked = PrintDialog(page, page.draft)
    asked.open()
    bench.settle()
    return asked


def test_the_name_where_consent_was_by_code_is_not_printed_without_a_word(
    bench: Bench, tmp_path: Path
) -> None:
    asked = dialog(bench, withdrawn=False)
    assert asked.save_button.isEnabled()
    assert not asked.reason.isVisible()
    QTest.mouseClick(asked.naming.button("name"), LEFT)
    bench.settle()
    assert asked.reason.isVisible()
    assert asked._beyond.text() == "The person did not agree to be shown by the full name."
    assert not asked.save_button.isEnabled(), "nobody chose why"
    asked.write(tmp_path / "a.pdf")
    bench.qtbot.waitUntil(lambda: bool(asked.banner.title))
    assert asked.banner.title == "This shows more than the consent allows"
    assert not (tmp_path / "a.pdf").exists()
    asked.reason.setCurrentIndex(asked.reason.findData("for-the-person"))
    asked.reason.activated.emit(asked.reason.currentIndex())
    assert asked.save_button.isEnabled()
    asked.write(tmp_path / "a.pdf")
    bench.qtbot.waitUntil((tmp_path / "a.pdf").exists)
    bench.settle()
    event = bench.ask(lambda vault: vault.custody.events()[-1])
    assert event.detail["reason"] == "for-the-person"


@pytest.mark.parametrize("naming", ["code", "name"])
def test_after_a_withdrawal_it_is_said_and_a_reason_is_asked_for(bench: Bench, naming: str) -> None:
    asked = dialog(bench, withdrawn=True)
    QTest.mouseClick(asked.naming.button(naming), LEFT)
    bench.settle()
    assert asked._beyond.text() == "The consent was withdrawn: nothing of this may be shown."
    assert asked.reason.currentIndex() == -1
    assert not asked.save_button.isEnabled()
    QTest.mouseClick(asked.naming.button("code"), LEFT)
    bench.settle()
    assert not asked.save_button.isEnabled()
