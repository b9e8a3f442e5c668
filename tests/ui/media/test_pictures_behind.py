"""Pictures are made behind: a tile says so, nobody waits, and locking loses none."""

from __future__ import annotations

import io
import sys
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding import decoder
from desktop.media.decoding.outcome import no_decoder
from desktop.media.decoding.pictures import PictureMaker
from desktop.model.phases import Phase
from desktop.progress import Progress
from desktop.vault import Vault
from desktop.vault.records.originals import laid_apart
from desktop.vault.search.waiting import any_waits
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.interviews.files import FilesPhase
from ui.media.grid import ITEM, GridItem, GridModel
from ui.media.page import MediaPage
from ui.shell.pictures_behind import PicturesBehind
from ui.widgets.tone import Tone

LONGEST_MS = 60_000


def photo(number: int, width: int = 1200) -> MemoryFile:
    picture = io.BytesIO()
    Image.effect_noise((width, width + number), 60).save(picture, "JPEG")
    return MemoryFile(f"{number}.jpg", picture.getvalue())


def tile(model: GridModel, position: int) -> GridItem:
    item = model.data(model.cell(position), ITEM)
    assert isinstance(item, GridItem)
    return item


def media_page(bench: Bench) -> MediaPage:
    bench.shell.navigate("media")
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    return page


def waiting(bench: Bench) -> int:
    return bench.ask(lambda vault: vault.pictures.waiting())


@pytest.mark.rare
def test_a_tile_says_that_its_picture_is_being_made_until_it_is(bench: Bench) -> None:
    photos = [photo(each) for each in range(6)]
    bench.ask(lambda vault: add_files(vault, photos))
    page = media_page(bench)
    model = page.library
    bench.qtbot.waitUntil(lambda: model.count() == 6 and model.media(0) is not None)
    bench.qtbot.waitUntil(lambda: any(tile(model, n).waits for n in range(6)), timeout=LONGEST_MS)
    last = next(n for n in range(6) if tile(model, n).waits)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "The picture is being created." in model.data(model.cell(last), role)

    def made() -> bool:
        cells = [model.cell(position) for position in range(6)]
        return all(model.data(cell, Qt.ItemDataRole.DecorationRole) is not None for cell in cells)

    bench.qtbot.waitUntil(made, timeout=LONGEST_MS)
    assert not any(tile(model, position).waits for position in range(6))
    assert waiting(bench) == 0


@pytest.mark.rare
def test_what_cannot_be_shown_is_said_once_its_picture_was_tried(
    bench: Bench, tmp_path: Path
) -> None:
    record = bench.ask(lambda vault: open_interview(vault).id)
    phase = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    (tmp_path / "good.jpg").write_bytes(photo(1).data)
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture at all")
    phase.adding.add_paths([tmp_path / "good.jpg", tmp_path / "broken.jpg"])
    bench.qtbot.waitUntil(lambda: "broken.jpg: " in phase.banner.text, timeout=LONGEST_MS)
    assert phase.banner.title == "2 files added."
    assert phase.banner.tone is Tone.ATTENTION
    assert "being created" not in phase.banner.text
    problem = "The picture is damaged."
    bench.qtbot.waitUntil(lambda: tile(phase.model, 1).problem == problem, timeout=LONGEST_MS)


@pytest.mark.rare
def test_pictures_go_on_after_the_window_was_locked(bench: Bench) -> None:
    photos = [photo(each) for each in range(8)]
    bench.ask(lambda vault: add_files(vault, photos))
    shiboken6.delete(bench.shell.context.pictures)  # as with the rooms, when they are locked
    bench.settle()
    left = waiting(bench)
    assert left > 0, "what is under way is dropped, not waited for"
    PicturesBehind(bench.worker, bench.shell)
    bench.qtbot.waitUntil(lambda: waiting(bench) == 0, timeout=LONGEST_MS)
    problems = bench.ask(lambda vault: [media.problem for media in vault.media.all()])
    assert problems == [""] * 8


def test_what_a_killed_adding_of_a_film_left_goes_after_unlocking(bench: Bench) -> None:
    def left(vault: Vault) -> int:
        return len(vault._db.all("SELECT 1 FROM media_chunk"))

    def leave(vault: Vault) -> int:
        laid_apart.lay(vault._db, laid_apart.free_row(vault._db), [b"a piece"] * 5, lambda _: None)
        return left(vault)

    assert bench.ask(leave) == 5  # at once: what goes on behind may clear it at any moment
    PicturesBehind(bench.worker, bench.shell)  # as the rooms do, when a vault is opened
    bench.qtbot.waitUntil(lambda: bench.ask(left) == 0, timeout=LONGEST_MS)


@pytest.mark.rare
def test_facts_of_an_open_file_are_read_again_with_its_picture(bench: Bench) -> None:
    photos = [photo(each) for each in range(4)]
    report = bench.ask(lambda vault: add_files(vault, photos))
    bench.shell.navigate("media", media=report.added[-1].media_id)
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    bench.qtbot.waitUntil(lambda: waiting(bench) == 0, timeout=LONGEST_MS)
    bench.settle()
    QApplication.processEvents()
    facts = [fact.toPlainText() for fact in page.viewer.findChildren(QPlainTextEdit)]
    assert "1200 × 1203" in facts


def test_pictures_go_on_after_an_error_that_nobody_foresaw(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of our own is told to the crash hook, and the next file begins again."""
    crashed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: crashed.append(kind))
    with monkeypatch.context() as faulty:
        faulty.setattr(PictureMaker, "fetch", _fail)
        bench.ask(lambda vault: add_files(vault, [photo(1)]))
        bench.qtbot.waitUntil(lambda: crashed == [ZeroDivisionError])
    bench.ask(lambda vault: add_files(vault, [photo(2)]))
    bench.qtbot.waitUntil(lambda: waiting(bench) == 0, timeout=LONGEST_MS)


def test_words_that_came_are_indexed_once_the_job_that_brought_them_has_ended(
    bench: Bench,
) -> None:
    meanwhile: list[bool] = []

    def bring(vault: Vault, progress: Progress) -> None:
        with vault.log_moved_apart():
            with vault.found_behind():
                open_interview(vault, "W-1")
            for done in range(3):
                progress(done, 3, "")
            meanwhile.append(any_waits(vault._db))

    bench.worker.run_long(bring, _none, _none, _none, bench.worker)
    bench.qtbot.waitUntil(lambda: not bench.ask(lambda vault: any_waits(vault._db)))
    assert meanwhile == [True]
    assert bench.ask(lambda vault: vault.search.find("W-1"))


def _none(*_: object) -> None:
    """Nobody listens."""


def _fail(_maker: PictureMaker, _vault: Vault) -> bool:
    raise ZeroDivisionError


@pytest.mark.rare
def test_a_decoder_that_does_not_start_is_told_once_and_tried_with_the_next_file(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(bench.shell.bar, "note", told.append)
    with monkeypatch.context() as without:
        without.setattr(decoder, "command", lambda: [str(tmp_path / "missing")])
        for number in (1, 2):
            bench.ask(partial(add_files, sources=[photo(number)]))
            bench.qtbot.waitUntil(lambda: bool(told), timeout=LONGEST_MS)
            bench.settle()
        assert waiting(bench) == 2
        assert told == [no_decoder()]
    bench.ask(lambda vault: add_files(vault, [photo(3)]))
    bench.qtbot.waitUntil(lambda: waiting(bench) == 0, timeout=LONGEST_MS)
    problems = bench.ask(lambda vault: [media.problem for media in vault.media.all()])
    assert problems == [""] * 3
