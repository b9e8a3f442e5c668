"""The check by keys: one key a place, undo, arrows, and each decision in the vault at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.model.consent import Identification, RecipientKind
from desktop.model.version import RecordKind
from desktop.showing.decided import Choice, Decided
from desktop.showing.form import Form
from desktop.showing.sorts import Sort
from desktop.showing.spots import Spot
from desktop.showing.worklist import Listed
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.handoff.names.page import NamesPage

FORM = Form(RecipientKind.UN_MECHANISM, Identification.CODE)
SENTENCE = "Тады забралі Ядвігу і яе сястру Яну, а 🙂 Мікола застаўся, і Яну адпусцілі."


def listed(record: str, number: int, words: str, sort: Sort = Sort.NAME) -> Listed:
    at = SENTENCE.index(words)
    spot = Spot(
        RecordKind("interview"), record, "utterances/u/text", at, at + len(words), words,
        SENTENCE, at, sort, f"{number:032x}", instead="" if sort is Sort.FILE else "[імя]",
    )  # fmt: skip
    return Listed(record, FORM, "W-1", spot)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


class Check:
    """A page over invented places of a real interview."""

    def __init__(self, bench: Bench, *words: str, sort: Sort = Sort.NAME) -> None:
        self.bench = bench
        self.record = bench.ask(lambda vault: open_interview(vault).id)
        self.page = NamesPage(
            bench.worker, [listed(self.record, n, each, sort) for n, each in enumerate(words)]
        )
        self.finished: list[bool] = []
        self.page.finished.connect(lambda: self.finished.append(True))
        bench.qtbot.addWidget(self.page)
        self.page.show()
        self.page.activateWindow()
        bench.qtbot.waitUntil(self.page.isActiveWindow)
        self.page.take_focus()

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            focus = focused()
            if isinstance(key, str):
                QTest.keyClicks(focus, key)
            else:
                QTest.keyClick(focus, key)

    def kept(self) -> list[tuple[Choice, str]]:
        found = self.bench.ask(lambda vault: vault.name_decisions.of(self.record, FORM.key))
        return [(each.choice, each.instead) for _key, each in sorted(found.items())]


@pytest.fixture
def check(bench: Bench) -> Check:
    return Check(bench, "Ядвігу", "Яну", "Мікола", "Яну")


def test_ten_fingers_need_one_key_a_place_and_one_at_the_end(check: Check) -> None:
    check.press("1", "2", Qt.Key.Key_Return)
    assert check.page.worklist.here is None
    assert check.kept() == [
        (Choice.REPLACE, "[імя]"),
        (Choice.KEEP, ""),
        (Choice.REPLACE, "[імя]"),
        (Choice.KEEP, ""),
    ]
    assert not check.finished
    check.press(Qt.Key.Key_Return)
    assert check.finished == [True]


@pytest.mark.parametrize(
    ("key", "choice"), [("r", Choice.REPLACE), ("k", Choice.KEEP), ("A", Choice.ASK)]
)
def test_letters_say_the_same(check: Check, key: str, choice: Choice) -> None:
    check.press(key)
    assert check.kept()[0][0] is choice


def test_a_cyrillic_letter_that_looks_like_one_of_them_says_nothing(check: Check) -> None:
    QTest.sendKeyEvent(QTest.KeyAction.Click, focused(), Qt.Key.Key_R, "к", Qt.KeyboardModifier(0))
    assert check.page.worklist.at == 0
    assert check.kept() == []


def test_other_words_are_typed_and_enter_puts_them_there(check: Check) -> None:
    check.page.sheet.instead.setFocus()
    check.page.sheet.instead.selectAll()
    check.press("her sister 1", Qt.Key.Key_Return)
    assert check.kept() == [(Choice.REPLACE, "her sister 1")]
    assert check.page.sheet.replace_button.hasFocus(), "the next place is one key away again"


def test_undo_takes_back_here_and_in_the_vault(check: Check) -> None:
    check.press("1", "1")
    assert len(check.kept()) == 3
    QTest.keyClick(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(check.kept()) == 1
    assert check.page.worklist.at == 1
    check.page.undo()
    assert check.kept() == []
    assert not check.page.undo_button.isEnabled()


def test_arrows_go_from_place_to_place_and_the_list_follows(check: Check) -> None:
    check.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert check.page.list.chosen_key == "2"
    assert check.page.sheet.sentence.textCursor().block().text() == SENTENCE
    mark = check.page.sheet.sentence.extraSelections()[0]
    assert mark.cursor.selectedText() == "Мікола", "Qt counts the emoji before it twice"
    check.press(Qt.Key.Key_Up, "2")
    assert [n for n, each in enumerate(check.page.worklist.spots) if each.decided] == [1, 3]


def test_what_is_to_be_asked_is_named_at_the_end(check: Check) -> None:
    check.press("1", "3", "1")
    assert "left to ask the person about" in check.page._summary.text()
    row = check.page.list.rows.row_at(1)
    assert row is not None
    assert row.tag == "To ask"


def test_a_key_that_is_held_down_decides_one_place(check: Check) -> None:
    for repeated in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2", repeated
        )
        QApplication.sendEvent(focused(), event)
    assert check.page.worklist.at == 1
    assert check.kept() == [(Choice.KEEP, "")]


def test_a_file_is_held_back_or_sent_and_nothing_is_typed_for_it(bench: Bench) -> None:
    check = Check(bench, "Яну", sort=Sort.FILE)
    assert not check.page.sheet.instead_field.isVisible()
    check.press("1")
    assert check.kept() == [(Choice.REPLACE, "")]


def test_nothing_is_replaced_by_nothing(check: Check) -> None:
    check.page.sheet.instead.clear()
    assert not check.page.sheet.replace_button.isEnabled()
    check.press("1")
    assert check.kept() == []


def test_what_the_vault_did_not_take_is_not_said_here_either(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.errors import DiskFull
    from desktop.vault.records.name_decisions import NameDecisions

    def full(*_anything: object) -> None:
        raise DiskFull("no room")

    monkeypatch.setattr(NameDecisions, "decide_each", full)
    check.press("1")
    check.bench.qtbot.waitUntil(lambda: bool(check.page.banner.title))
    assert check.page.worklist.spots[0].decided is None
    assert check.page.worklist.at == 0


def test_a_thousand_places_are_gone_through_as_ten(bench: Bench) -> None:
    check = Check(bench, *(["Яну"] * 1), *("Мікола" for _ in range(999)))
    assert check.page.list.rows.rowCount() == 1000
    check.press("2", "2")
    assert check.page.worklist.here is None
    assert len(check.kept()) == 1000


def test_decided_places_come_again_as_they_were_decided(bench: Bench) -> None:
    before = Check(bench, "Яну").page.worklist.spots[0]
    said = Decided(before.spot.key, Choice.REPLACE, "N-7")
    page = NamesPage(bench.worker, [Listed("i", FORM, "W-1", before.spot, said)])
    bench.qtbot.addWidget(page)
    assert page.worklist.here is None
    page.go(0)
    assert page.sheet.instead.text() == "N-7"


def test_of_a_file_nobody_looked_through_that_is_said_and_what_is_asked_is_in_sight(
    bench: Bench,
) -> None:
    check = Check(bench, "Ядвігу", "Мікола", sort=Sort.FILE)
    sheet = check.page.sheet
    spots = [
        replace(each, spot=replace(each.spot, unread=True)) for each in check.page.worklist.spots
    ]
    unread = NamesPage(bench.worker, spots)
    bench.qtbot.addWidget(unread)
    unread.resize(900, 420)
    unread.show()
    assert unread.sheet.unread.isVisibleTo(unread)
    assert "Look at it yourself" in unread.sheet.unread.text()
    assert not sheet.unread.isVisibleTo(check.page)
    bottom = unread.sheet.keep_button.mapTo(unread, unread.sheet.keep_button.rect().bottomLeft())
    assert bottom.y() < 420
