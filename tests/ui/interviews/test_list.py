"""The list of interviews asks the vault for what is shown of it, and only for the last filter."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, type_into
from tests.unit.vault.made import add, send
from ui.interviews.list.pane import InterviewList
from ui.widgets.lists.rows import PAGE

MANY = 1_000
LONGEST_STOP = 0.05


def many(vault: Vault) -> None:
    """Invented interviews, I-0000 on, of one person, and one that is under way."""
    with vault.transaction():
        person = vault.people.new("P-1", [NameForm("Алёна")])
        for number in range(MANY):
            vault.interviews.new(f"I-{number:04}", person.id, "be")
        open_interview(vault, "W-1")


def filled(bench: Bench) -> InterviewList:
    bench.ask(many)
    listed = bench.interviews().list
    bench.settle()
    assert listed.model.rowCount() == MANY + 1
    return listed


def counts(asked: list[str]) -> list[str]:
    return [sql for sql in asked if "count(*) FROM interview i" in sql]


def pages(asked: list[str]) -> list[str]:
    return [sql for sql in asked if sql.lstrip().startswith("WITH ids")]


def chips(listed: InterviewList) -> dict[str, str]:
    return {key: button.text() for key, button in listed.chips._buttons.items()}


def test_a_text_typed_takes_one_count_of_everything_and_one_page(bench: Bench) -> None:
    listed = filled(bench)
    asked = bench.statements()
    type_into(listed.search, "алена")
    bench.qtbot.waitUntil(lambda: listed.model.rowCount() == MANY)
    bench.settle()
    assert (len(counts(asked)), len(pages(asked))) == (1, 1)
    assert f"LIMIT {PAGE} " in pages(asked)[0]
    assert chips(listed) == {
        "all": f"All  {MANY}",
        "planned": f"Planned  {MANY}",
        "under-way": "Under way  0",
        "sealed": "Sealed  0",
    }


def test_a_chip_leaves_the_numbers_of_the_others_as_they_are(bench: Bench) -> None:
    listed = filled(bench)
    before = chips(listed)
    assert before["all"] == f"All  {MANY + 1}"
    listed.chips._buttons["under-way"].click()
    bench.qtbot.waitUntil(lambda: listed.model.rowCount() == 1)
    bench.settle()
    assert chips(listed) == before


def test_of_filters_typed_while_the_vault_was_busy_only_the_last_is_looked_for(
    bench: Bench,
) -> None:
    listed = filled(bench)
    asked = bench.statements()
    go_on = bench.busy()
    for text in ("i", "i-", "i-0", "i-00", "i-000", "i-0007"):
        listed.search.setText(text)
        listed.read()
    go_on.set()
    bench.qtbot.waitUntil(lambda: listed.model.rowCount() == 1)
    bench.settle()
    assert (len(counts(asked)), len(pages(asked))) == (1, 1)
    row = listed.model.row_at(0)
    assert row is not None
    assert row.title == "I-0007 · Алёна"


def test_typing_and_scrolling_never_hold_the_window(bench: Bench) -> None:
    listed = filled(bench)
    longest = 0.0

    def stops_for() -> bool:
        nonlocal longest
        began = time.thread_time()
        QApplication.processEvents()
        longest = max(longest, time.thread_time() - began)
        return False

    for text in ("a", "ал", "але", "", "i-0"):
        listed.search.setText(text)
        listed.read()
        bench.ask(lambda _vault: None)
        for _ in range(5):
            stops_for()
    for place in range(0, MANY, MANY // 20):
        listed.list.scrollTo(listed.model.index(place))
        stops_for()
    assert longest < LONGEST_STOP


def line(bench: Bench, listed: InterviewList) -> str:
    """What the first line says, once it was read."""
    rows = listed.model
    rows.row_at(0)
    bench.settle()
    row = rows.row_at(0)
    assert row is not None
    return row.detail


def test_a_line_counts_a_file_as_soon_as_it_is_attached(bench: Bench) -> None:
    record = bench.ask(lambda vault: open_interview(vault, "W-1")).id
    listed = bench.interviews().list
    bench.settle()
    assert "1 file" not in line(bench, listed)
    bench.ask(lambda vault: vault.interviews.attach(record, add(vault, b"photo").id))
    bench.settle()
    assert "1 file" in line(bench, listed)


def test_a_line_says_news_as_soon_as_an_account_goes_on_after_a_package(bench: Bench) -> None:
    record = bench.ask(lambda vault: open_interview(vault, "W-1")).id
    listed = bench.interviews().list
    bench.ask(lambda vault: send(vault, record))
    bench.settle()
    assert "Changed since sent" not in line(bench, listed)
    words = (Utterance("u-1", text="It was night."),)
    bench.ask(lambda vault: vault.interviews.save_utterances(record, words))
    bench.settle()
    assert "Changed since sent" in line(bench, listed)
