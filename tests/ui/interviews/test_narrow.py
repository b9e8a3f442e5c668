"""On a small window the open interview has the room, and the list is a key away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.i18n import LANGUAGES, set_language
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.interviews.phases import Phase

SMALL = (1024, 640)
LAPTOP = (1366, 768)


def test_an_open_interview_takes_the_place_of_the_list_and_gives_it_back(bench: Bench) -> None:
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.shell.resize(*SMALL)
    page = bench.interviews()
    assert page.list.isVisible()
    bench.open(record)
    assert not page.list.isVisible()
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert page.list.isVisible()
    bench.shell.resize(*LAPTOP)
    QApplication.processEvents()
    assert page.list.isVisible()
    bench.shell.resize(*SMALL)
    QApplication.processEvents()
    assert not page.list.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phase_fits_a_small_window(bench: Bench, language: str) -> None:
    set_language(language)
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.shell.resize(*SMALL)
    opened = bench.open(record)
    room = bench.interviews().width()
    for phase in Phase:
        opened.show_phase(phase)
        QApplication.processEvents()
        assert opened.minimumSizeHint().width() <= room, phase
