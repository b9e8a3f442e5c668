"""What changes elsewhere is shown in the interview that is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.elsewhere import arrive_changed
from tests.ui.room_bench import Bench
from ui.widgets.elided import ElidedButton


def test_an_interview_sealed_elsewhere_is_closed_in_the_window_at_once(
    bench: Bench, tmp_path: Path
) -> None:
    interview = bench.ask(open_interview)
    page = bench.open(interview.id, Phase.PLAN)
    arrive_changed(
        bench,
        tmp_path,
        INTERVIEW_KIND,
        interview.id,
        lambda vault: vault.interviews.seal(interview.id),
    )
    bench.settle()
    assert page.draft.opened.sealed
    assert all(edit.isReadOnly() for edit in page.page(Phase.PLAN).findChildren(QLineEdit))


def test_the_heading_follows_the_name_of_the_person(bench: Bench) -> None:
    interview = bench.ask(open_interview)
    page = bench.open(interview.id, Phase.PLAN)

    def rename(vault: Vault) -> None:
        person = vault.people.get(interview.person_id)
        vault.people.save(replace(person, names=(NameForm("Вольга Прыдуманая"),)))

    bench.ask(rename)
    bench.settle()
    names = [button.accessibleName() for button in page.findChildren(ElidedButton)]
    assert "Вольга Прыдуманая" in names


def test_a_late_click_on_the_interview_that_is_open_wins(bench: Bench) -> None:
    first = bench.ask(lambda vault: open_interview(vault, "I-0001"))
    second = bench.ask(lambda vault: open_interview(vault, "I-0002"))
    page = bench.open(first.id, Phase.PLAN)
    room = bench.interviews()
    room.open(second.id)
    room.open(first.id)
    bench.settle()
    assert room.open_page is page
