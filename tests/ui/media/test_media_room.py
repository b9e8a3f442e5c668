"""The media room: the grid over the vault, the viewer, and originals saved byte for byte."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.consent import Purpose
from desktop.vault import Vault
from desktop.vocabulary import vocabulary
from tests.support import TEMPLATES, make_vault, open_interview
from tests.ui.room_bench import Bench, dialog, press_button, words_seen
from ui.media.page import MediaPage
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.tone import Tone


def jpeg(colour: str, width: int = 400) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (width, 300), colour).save(picture, "JPEG")
    return picture.getvalue()


def add(vault: Vault, *files: tuple[str, bytes]) -> list[str]:
    """Files whose pictures are made (while they wait: ``test_pictures_behind.py``)."""
    report = add_files(vault, [MemoryFile(name, data) for name, data in files])
    make_pictures(vault)
    return [file.media_id for file in report.added]


@pytest.fixture
def three(tmp_path: Path) -> list[str]:
    """Two pictures and a file that only says it is one: in the vault that ``bench`` then opens."""
    return TEMPLATES.furnished("three files", three_files, tmp_path)


def three_files(folder: Path) -> list[str]:
    files = (("sea.jpg", jpeg("navy")), ("brick.jpg", jpeg("maroon")), ("lie.jpg", b"\xff\xd8no"))
    with make_vault(folder) as vault:
        return add(vault, *files)


def media_page(bench: Bench) -> MediaPage:
    bench.shell.navigate("media")
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    bench.settle()
    return page


def test_an_empty_room_says_where_files_come_from(bench: Bench) -> None:
    page = media_page(bench)
    assert page.library.count() == 0
    assert not page.grid.isVisible()


def test_the_grid_shows_what_the_vault_holds(three: list[str], bench: Bench) -> None:
    page = media_page(bench)
    bench.qtbot.waitUntil(lambda: page.library.media(0) is not None)
    shown = {page.library.media(n).id for n in range(3)}  # type: ignore[union-attr]
    assert shown == set(three)
    spoken = [
        page.library.data(page.library.cell(n), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(3)
    ]
    assert any("lie.jpg, " in words for words in spoken), "a problem is said, not only drawn"


def test_the_viewer_shows_the_picture_with_its_facts_and_custody(
    three: list[str], bench: Bench
) -> None:
    bench.shell.navigate("media", media=three[0])
    page = media_page(bench)
    bench.qtbot.waitUntil(lambda: page.viewer.canvas.shows, timeout=15_000)
    facts = "\n".join(e.toPlainText() for e in page.viewer.facts.findChildren(QPlainTextEdit))
    stored = bench.ask(lambda vault: vault.media.get(three[0]))
    assert stored.sha256 in facts
    assert stored.sha512 in facts
    assert "sea.jpg" in facts
    assert "400 × 300" in facts
    events = bench.ask(lambda vault: vault.custody.events(three[0]))
    assert events


def test_a_file_that_cannot_be_shown_says_why(three: list[str], bench: Bench) -> None:
    bench.shell.navigate("media", media=three[2])
    page = media_page(bench)
    stored = bench.ask(lambda vault: vault.media.get(three[2]))
    reason = vocabulary("media_problem").label(stored.problem)
    bench.qtbot.waitUntil(lambda: reason in words_seen(page.viewer))
    assert not page.viewer.canvas.shows
    assert page.viewer.save_button.isEnabled()


def test_next_previous_and_escape_by_keys(three: list[str], bench: Bench) -> None:
    page = media_page(bench)
    bench.qtbot.waitUntil(lambda: page.library.media(0) is not None)
    page.grid.opened.emit(0)
    seen = [page.viewer.media_id]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(page.viewer.canvas, key)
        bench.settle()
        seen.append(page.viewer.media_id)
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[2], "there is nothing after the last"
    assert seen[4] == seen[1]
    QTest.keyClick(page.viewer.canvas, Qt.Key.Key_Escape)
    assert page.location() == {}
    assert page.grid.current_position() == 1


def test_a_picture_asked_for_later_wins(three: list[str], bench: Bench) -> None:
    page = media_page(bench)
    page.viewer.show_file(three[0])
    page.viewer.show_file(three[1])
    bench.qtbot.waitUntil(lambda: page.viewer.canvas.shows, timeout=15_000)
    assert page.viewer.media_id == three[1]
    image = page.viewer.canvas.grab().toImage()
    assert image.pixelColor(image.rect().center()).red() > 90


def save_into(bench: Bench, folder: Path) -> None:
    """Choose the folder in the dialog, which writes nothing, and save there."""
    asked = dialog(SaveDialog)
    before = sorted(folder.iterdir())
    asked.place.choose(folder)
    bench.qtbot.waitUntil(asked.save_button.isEnabled)
    assert sorted(folder.iterdir()) == before
    asked.save_button.click()


def test_the_original_is_saved_byte_for_byte_and_never_over_another(
    three: list[str], bench: Bench, tmp_path: Path
) -> None:
    page = media_page(bench)
    page.viewer.show_file(three[0])
    bench.settle()
    target = tmp_path / "out"
    target.mkdir()
    (target / "sea.jpg").write_bytes(b"somebody's own")
    page.viewer.save_button.click()
    bench.settle()
    save_into(bench, target)
    bench.qtbot.waitUntil(lambda: bool(page.viewer.banner.title))
    assert (target / "sea.jpg").read_bytes() == b"somebody's own"
    (written,) = [path for path in target.iterdir() if path.name != "sea.jpg"]
    assert written.read_bytes() == jpeg("navy")
    assert page.viewer.banner.property("tone") == Tone.ATTENTION.value


@pytest.mark.rare
def test_saving_a_large_original_says_how_far_it_is_and_can_be_stopped(
    bench: Bench, tmp_path: Path
) -> None:
    """Three pieces: the panel is fed between two of them, where the job can be stopped."""
    large = b"\xff\xd8no picture" * (240 * 1024)
    media_id = bench.ask(lambda vault: add(vault, ("large.bin", large)))[0]
    page = media_page(bench)
    page.go({"media": media_id})
    bench.settle()
    saving, target = page.viewer.saving, tmp_path / "stick"
    target.mkdir()
    before = bench.busy()
    saving.save(media_id, target)
    after_a_piece = bench.busy()
    before.set()
    bench.qtbot.waitUntil(lambda: bool(list(target.iterdir())))
    assert saving.panel.isVisible()
    assert not page.viewer.save_button.isEnabled()
    [bar] = saving.panel.findChildren(QProgressBar)
    assert bar.accessibleName() == "Saving the original"
    QTest.mouseClick(saving.panel.cancel_button, Qt.MouseButton.LeftButton)
    after_a_piece.set()
    bench.qtbot.waitUntil(lambda: page.viewer.banner.title == "Stopped.")
    assert list(target.iterdir()) == []
    assert not saving.panel.isVisible()
    assert page.viewer.save_button.isEnabled()
    told: list[int] = []
    bar.valueChanged.connect(told.append)
    saving.save(media_id, target)
    bench.qtbot.waitUntil(lambda: page.viewer.banner.title == "Saved as large.bin.")
    assert (target / "large.bin").read_bytes() == large
    assert told
    assert told == sorted(told)


@pytest.mark.rare
def test_files_that_came_meanwhile_are_counted(three: list[str], bench: Bench) -> None:
    page = media_page(bench)
    bench.ask(lambda vault: add(vault, ("new.jpg", jpeg("green"))))
    bench.settle()
    assert page.library.count() == 4


def test_of_the_pages_scrolled_past_while_the_vault_was_busy_only_the_last_are_read(
    three: list[str], bench: Bench
) -> None:
    page = media_page(bench)
    asked = bench.statements()
    go_on = bench.busy()
    page.library.show_count(100_000)
    for position in range(0, 100_000, 200):
        assert page.library.media(position) is None
    go_on.set()
    bench.settle()
    offsets = [sql.partition(" OFFSET ")[2] for sql in asked if " OFFSET " in sql]
    assert offsets[:1] == ["0"]
    assert {"99800", "99600"} <= set(offsets)
    assert len(offsets) <= 4


def test_an_original_beyond_the_consent_is_saved_for_a_chosen_reason(
    bench: Bench, tmp_path: Path
) -> None:
    def photo_of_one_who_did_not_agree(vault: Vault) -> str:
        made = open_interview(vault, "W-1", Purpose.KEEP)
        (media_id,) = add(vault, ("sea.jpg", jpeg("navy")))
        vault.interviews.attach(made.id, media_id, "invented")
        return media_id

    media_id = bench.ask(photo_of_one_who_did_not_agree)
    page = media_page(bench)
    page.go({"media": media_id})
    bench.settle()
    page.viewer.save_button.click()
    bench.settle()
    assert "did not agree" in page.viewer.banner.title
    press_button(page.viewer.banner, vocabulary("print_reason").label("order"))
    save_into(bench, tmp_path)
    bench.qtbot.waitUntil(lambda: page.viewer.banner.title == "Saved as sea.jpg.")
    events = bench.ask(lambda vault: vault.custody.events(media_id))
    assert events[-1].detail["reason"] == "order"
