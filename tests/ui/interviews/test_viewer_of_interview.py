"""The viewer opened from an interview walks its files, and leads back to them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.app import rooms
from ui.interviews.files import FilesPhase
from ui.media.page import MediaPage
from ui.shell.search import destination

COLOURS = ("navy", "maroon", "green")


def picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(data, "JPEG")
    return data.getvalue()


@pytest.fixture
def record(bench: Bench) -> str:
    """An interview with three pictures, between others of the vault."""

    def make(vault: Vault) -> str:
        interview = open_interview(vault).id
        add_files(vault, [MemoryFile("before.jpg", picture("white"))])
        files = [MemoryFile(f"{colour}.jpg", picture(colour)) for colour in COLOURS]
        add_files(vault, files, interview)
        add_files(vault, [MemoryFile("after.jpg", picture("black"))])
        return interview

    return bench.ask(make)


def files_phase(bench: Bench, record: str) -> FilesPhase:
    phase = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    bench.settle()
    return phase


def viewer_page(bench: Bench) -> MediaPage:
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    bench.settle()
    return page


def attached(bench: Bench, record: str) -> list[str]:
    return bench.ask(lambda vault: [a.media_id for a in vault.interviews.attachments(record)])


def test_previous_and_next_walk_the_files_of_the_interview_in_order(
    bench: Bench, record: str
) -> None:
    phase, ids = files_phase(bench, record), attached(bench, record)
    phase.grid.opened.emit(1)
    page = viewer_page(bench)
    seen = [page.viewer.media_id]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        QTest.keyClick(page.viewer.canvas, key)
        bench.settle()
        seen.append(page.viewer.media_id)
    assert seen == [ids[1], ids[2], ids[2], ids[1], ids[0]]


def test_back_returns_to_the_files_of_the_interview_with_the_focus_on_the_file(
    bench: Bench, record: str
) -> None:
    phase, ids = files_phase(bench, record), attached(bench, record)
    phase.grid.opened.emit(0)
    page = viewer_page(bench)
    assert page.viewer.back_button.text() == "Back to the interview"
    assert page.location() == {"media": ids[0], "interview": record}
    QTest.keyClick(page.viewer.canvas, Qt.Key.Key_Right)
    bench.settle()
    page.viewer.back_button.click()
    bench.settle()
    assert phase.isVisible()
    assert phase.grid.current_position() == 1
    assert phase.grid.hasFocus()


@pytest.mark.rare
def test_back_finds_the_interview_again_after_another_was_opened(bench: Bench, record: str) -> None:
    ids = attached(bench, record)
    bench.shell.navigate("media", media=ids[2], interview=record)
    viewer_page(bench).viewer.back_button.click()
    interviews = bench.interviews()
    bench.qtbot.waitUntil(lambda: interviews.open_page is not None)
    assert interviews.open_page is not None
    assert interviews.open_page.phase is Phase.FILES
    phase = interviews.open_page.page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    assert phase.grid.current_position() == 2


@pytest.mark.rare
def test_a_file_that_a_search_found_is_chosen_in_its_interview(bench: Bench, record: str) -> None:
    phase = files_phase(bench, record)
    found = bench.ask(lambda vault: vault.interviews.attachments(record))[2]
    bench.shell.navigate("interviews", interview=record, attachment=found.id)
    bench.settle()
    assert phase.grid.current_position() == 2


def test_the_words_of_a_caption_that_were_found_are_chosen(bench: Bench, record: str) -> None:
    def describe(vault: Vault) -> None:
        first, second, third = vault.interviews.attachments(record)
        third = replace(third, caption="Двор школы, дзе нас трымалі")
        vault.interviews.save_attachments(record, [first, second, third])

    bench.ask(describe)
    phase = files_phase(bench, record)
    [hit] = bench.ask(lambda vault: list(vault.search.look("школы", 5).hits))
    there = destination(hit, rooms())
    assert there is not None
    bench.shell.navigate(there[0], **there[1])
    bench.settle()
    assert phase.grid.current_position() == 2
    assert phase._caption.selectedText() == "школы"
    assert phase._caption.hasFocus()


@pytest.mark.rare
def test_the_viewer_opened_from_all_files_still_leads_back_to_all_files(
    bench: Bench, record: str
) -> None:
    files_phase(bench, record).grid.opened.emit(0)
    page = viewer_page(bench)
    page.go({"media": attached(bench, record)[0]})
    assert page.viewer.back_button.text() == "All files"
    page.viewer.back_button.click()
    assert page.location() == {}
