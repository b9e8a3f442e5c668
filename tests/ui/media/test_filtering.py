"""The room of photos and files shows what several conditions let through, each with a chip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.model.file_sort import FileSort
from desktop.vault import Vault
from desktop.vault.records.originals.media_lists import MediaFilter, MediaOrder
from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from tests.unit.vault.made import add
from ui.media.filter_dialogs import ByInterviewDialog, DaysDialog
from ui.media.page import MediaPage


@pytest.fixture
def page(bench: Bench) -> MediaPage:
    """Three files in a set, of which one is attached under a caption."""

    def make(vault: Vault) -> None:
        one, two, three = (add(vault, name.encode(), name) for name in ("one", "two", "three"))
        vault.interviews.attach(open_interview(vault, "W-007").id, one.id, "каля лесу")
        vault.sets.new("DCIM", [three.id, one.id, two.id])

    bench.ask(make)
    bench.shell.navigate("media")
    bench.settle()
    shown = bench.shell.page("media")
    assert isinstance(shown, MediaPage)
    wait_for(bench, shown, {"one", "two", "three"})
    return shown


def names(page: MediaPage) -> list[str]:
    media = (page.library.media(at) for at in range(page.library.count()))
    return [each.original_name if each else "" for each in media]


def wait_for(bench: Bench, page: MediaPage, wanted: set[str]) -> None:
    bench.qtbot.waitUntil(lambda: set(names(page)) == wanted)


def tick(page: MediaPage, label: str) -> None:
    [action] = [each for each in page.filters.menu().actions() if each.text() == label]
    action.trigger()


def in_order(page: MediaPage) -> bool:
    return page.filters.as_the_set


def chips(page: MediaPage) -> list[QPushButton]:
    buttons = page.filters.findChildren(QPushButton)
    return [each for each in buttons if each.property("kind") == "chip" and not each.isHidden()]


def test_conditions_hold_together_and_go_one_by_one_with_the_keyboard(
    bench: Bench, page: MediaPage
) -> None:
    tick(page, "Not attached to an interview")
    wait_for(bench, page, {"two", "three"})
    page.filters.search.setText("TW")
    wait_for(bench, page, {"two"})
    tick(page, "PDF documents")
    bench.qtbot.waitUntil(lambda: page.library.count() == 0)
    assert page._shelf.currentIndex() == 2
    assert [each.text() for each in chips(page)] == [
        "PDF documents",
        "Not attached to an interview",
    ]
    chips(page)[0].setFocus()
    QTest.keyClick(chips(page)[0], Qt.Key.Key_Space)
    wait_for(bench, page, {"two"})
    page.filters.clear()
    wait_for(bench, page, {"one", "two", "three"})
    assert chips(page) == []
    assert page.filters.search.text() == ""


def test_a_filter_stays_while_a_file_is_looked_at(bench: Bench, page: MediaPage) -> None:
    page.filters.ask(MediaFilter(text="t", sorts=frozenset((FileSort.PICTURE,))))
    wait_for(bench, page, {"two", "three"})
    page.grid.choose(1)
    page._open_position(1)
    page.viewer.closed.emit()
    assert page.grid.current_position() == 1
    assert set(names(page)) == {"two", "three"}
    assert len(chips(page)) == 1


def test_a_set_is_put_in_order_only_while_all_of_it_is_shown(bench: Bench, page: MediaPage) -> None:
    page.sets.choice.setCurrentIndex(1)
    page.sets.choice.activated.emit(1)
    bench.qtbot.waitUntil(lambda: names(page) == ["three", "one", "two"])
    assert in_order(page)
    page.filters.ask(MediaFilter(text="t"))
    bench.qtbot.waitUntil(lambda: names(page) == ["three", "two"])
    assert not in_order(page)
    page.filters.clear()
    page.filters.sort.setCurrentIndex(page.filters.sort.findData(MediaOrder.NAME.value))
    page.filters.sort.activated.emit(page.filters.sort.currentIndex())
    bench.qtbot.waitUntil(lambda: names(page) == ["one", "three", "two"])
    assert not in_order(page)


def test_the_caption_and_the_interview_stand_below_a_file_and_follow_it(
    bench: Bench, page: MediaPage
) -> None:
    at = names(page).index("one")
    item = page.library.item(at)
    assert item is not None
    assert (item.caption, "W-007" in item.title, "one" in item.title) == ("каля лесу", True, True)
    page.grid.choose(at)
    assert page._has_interview()

    def write(vault: Vault) -> None:
        interview = vault.interviews.summaries()[0].id
        [attached] = vault.interviews.attachments(interview)
        vault.interviews.detach(interview, attached.id)

    bench.ask(write)
    bench.qtbot.waitUntil(
        lambda: (found := page.library.row(at)) is not None and not found.interviews
    )
    assert page.grid.current_position() == at
    assert not page._has_interview()


def test_an_interview_is_chosen_and_days_are_typed(bench: Bench, page: MediaPage) -> None:
    page.filters._ask_interview()
    asked = dialog(ByInterviewDialog)
    bench.qtbot.waitUntil(lambda: asked.interviews.model.rowCount() == 1)
    assert not asked.show_button.isEnabled()
    QTest.keyClick(asked.interviews.search, Qt.Key.Key_Down)
    bench.qtbot.waitUntil(asked.show_button.isEnabled)
    asked.show_button.click()
    wait_for(bench, page, {"one"})
    assert [each.text() for each in chips(page)] == ["Interview W-007"]
    page.filters._ask_days("arrived", "Date added")
    days = dialog(DaysDialog)
    QTest.keyClicks(days.since.line, "2.3.2026")
    QTest.keyClicks(days.until.line, "1.3.2026")
    assert not days.show_button.isEnabled()
    days.until.line.clear()
    QTest.keyClicks(days.until.line, "3.3.2026")
    days.show_button.click()
    bench.qtbot.waitUntil(lambda: page.library.count() == 0)
    assert page.filters.chosen.arrived_since == "2026-03-02"
    assert len(chips(page)) == 2
