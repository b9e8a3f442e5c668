"""Pages for the person, from the consent page: in their language, and never without a word."""

from __future__ import annotations

from pathlib import Path

import pypdf

from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.person_pages import PersonPagesDialog


def dialog(bench: Bench, *, withdrawn: bool = False) -> PersonPagesDialog:
    def made(vault: Vault) -> str:
        record = open_interview(vault).id
        if withdrawn:
            vault.consents.withdraw(record, "no longer")
        return record

    page = bench.open(bench.ask(made), Phase.CONSENT)
    phase = page.findChild(ConsentPhase)
    assert isinstance(phase, ConsentPhase)
    phase.pages_button.click()
    bench.settle()
    found = page.findChild(PersonPagesDialog)
    assert isinstance(found, PersonPagesDialog)
    return found


def test_what_was_agreed_is_printed_in_the_language_that_was_read(
    bench: Bench, tmp_path: Path
) -> None:
    asked = dialog(bench)
    assert asked.language.value == "be"
    target = tmp_path / "a.pdf"
    asked.write(target)
    bench.qtbot.waitUntil(lambda: asked.banner.title == "The page is saved.")
    assert "На што вы згадзіліся" in pypdf.PdfReader(target).pages[0].extract_text()
    event = bench.ask(lambda vault: vault.custody.events()[-1])
    assert event.detail["what"] == "consent printed"


def test_after_a_withdrawal_the_page_says_so(bench: Bench, tmp_path: Path) -> None:
    asked = dialog(bench, withdrawn=True)
    target = tmp_path / "a.pdf"
    asked.write(target)
    bench.qtbot.waitUntil(target.exists)
    bench.settle()
    assert "адкліка" in pypdf.PdfReader(target).pages[0].extract_text()


def test_all_that_is_held_is_never_written_without_a_reason(bench: Bench, tmp_path: Path) -> None:
    asked = dialog(bench)
    assert not asked.reason.isVisible()
    asked.what.button("held").click()
    assert asked.reason.isVisible()
    assert not asked.save_button.isEnabled(), "nobody chose why"
    asked.reason.setCurrentIndex(asked.reason.findData("for-the-person"))
    asked.reason.activated.emit(asked.reason.currentIndex())
    asked.form_of.button("json").click()
    target = tmp_path / "a.json"
    asked.write(target)
    bench.qtbot.waitUntil(lambda: asked.banner.title == "The page is saved.")
    assert '"skrynia-held"' in target.read_text(encoding="utf-8")
    event = bench.ask(lambda vault: vault.custody.events()[-1])
    assert (event.object_kind, event.detail["reason"]) == ("person", "for-the-person")
