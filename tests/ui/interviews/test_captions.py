"""Captions are typed one after the other, by keys alone, with one key from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, child
from ui.interviews.files import FilesPhase
from ui.interviews.interview_page import InterviewPage

MANY = 60
KEY, HELD = Qt.Key, Qt.KeyboardModifier


@dataclass(frozen=True)
class Opened:
    """The files of an interview on the screen, the first one chosen, the caption in focus."""

    bench: Bench
    record: str
    page: InterviewPage
    phase: FilesPhase

    @property
    def line(self) -> QLineEdit:
        return child(self.phase, QLineEdit, "Caption")

    def kept(self) -> list[str]:
        self.page.draft.save_now()
        self.bench.settle()
        attached = self.bench.ask(lambda vault: vault.interviews.attachments(self.record))
        return [each.caption for each in attached]


def with_files(bench: Bench, count: int, *, sealed: bool = False) -> Opened:
    def made(vault: Vault) -> str:
        record = open_interview(vault).id
        add_files(vault, [MemoryFile(f"{n:02}.txt", b"%d" % n) for n in range(count)], record)
        if sealed:
            vault.interviews.seal(record)
        return record

    record = bench.ask(made)
    page = bench.open(record, Phase.FILES)
    phase = page.page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    opened = Opened(bench, record, page, phase)
    phase.grid.choose(0)
    opened.line.setFocus()
    return opened


def test_sixty_files_are_captioned_with_one_key_from_one_to_the_next(bench: Bench) -> None:
    opened = with_files(bench, MANY)
    phase, line = opened.phase, opened.line
    for number in range(MANY):
        QTest.keyClicks(line, f"Yard {number}")
        QTest.keyClick(line, KEY.Key_Return)
        assert line.hasFocus()
    assert phase.grid.current_position() == MANY - 1, "behind the last one stays the last"
    assert opened.kept() == [f"Yard {number}" for number in range(MANY)]


@pytest.mark.parametrize(
    ("on", "back"),
    [
        ((KEY.Key_Return, HELD.NoModifier), (KEY.Key_Return, HELD.ShiftModifier)),
        ((KEY.Key_Enter, HELD.KeypadModifier), (KEY.Key_Up, HELD.NoModifier)),
        ((KEY.Key_Down, HELD.NoModifier), (KEY.Key_Up, HELD.NoModifier)),
    ],
)
def test_nothing_that_stands_there_is_lost_on_the_way_back(
    bench: Bench, on: tuple[Qt.Key, Qt.KeyboardModifier], back: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    opened = with_files(bench, 3)
    phase, line = opened.phase, opened.line
    QTest.keyClicks(line, "Dvor")
    QTest.keyClick(line, *on)
    QTest.keyClicks(line, "Brama")
    QTest.keyClick(line, *back)
    assert (phase.grid.current_position(), line.text()) == (0, "Dvor")
    QTest.keyClicks(line, ", ranicaj")
    QTest.keyClick(line, *back)
    assert phase.grid.current_position() == 0, "before the first one stays the first"
    assert opened.kept() == ["Dvor, ranicaj", "Brama", ""]


def test_the_captions_of_a_sealed_interview_are_gone_through_and_not_changed(bench: Bench) -> None:
    opened = with_files(bench, 2, sealed=True)
    phase, line = opened.phase, opened.line
    QTest.keyClick(line, KEY.Key_Return)
    QTest.keyClicks(line, "x")
    assert line.text() == ""
    assert phase.grid.current_position() == 1
    assert opened.kept() == ["", ""]
