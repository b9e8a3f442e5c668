"""Files are added to the vault alone, on the page of all of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from ui.interviews.files import FilesPhase
from ui.media.adding.batch_dialog import BATCH_ALONE, BatchDialog
from ui.media.page import MediaPage
from ui.shell.room import FORM
from ui.widgets.tone import Tone

UNATTACHED = "Not attached to an interview yet."


def media_page(bench: Bench) -> MediaPage:
    bench.shell.navigate("media")
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    bench.settle()
    return page


def folder_of(where: Path, *names: str) -> Path:
    where.mkdir()
    for name in names:
        (where / name).write_bytes(name.encode())
    return where


def drop(page: MediaPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, here = Qt.KeyboardModifier.NoModifier, QPoint(10, 10)
    page.area.dragEnterEvent(QDragEnterEvent(here, action, data, left, none))
    assert page.area.mark.isVisible()
    page.area.dropEvent(QDropEvent(QPointF(here), action, data, left, none))
    assert not page.area.mark.isVisible()


def told(bench: Bench, page: MediaPage) -> None:
    bench.qtbot.waitUntil(lambda: bool(page.added.title), timeout=20_000)
    bench.settle()


def originals(vault: Vault) -> dict[str, bytes]:
    return {each.original_name: b"".join(vault.media.read(each.id)) for each in vault.media.all()}


def test_a_dropped_folder_comes_in_whole_and_no_vault_with_it(bench: Bench, tmp_path: Path) -> None:
    page = media_page(bench)
    assert page.adding.add_button.isVisible(), "an empty page offers it too"
    card = folder_of(tmp_path / "card", "one.bin", "two.bin")
    copy = card / "copy.skrynia-backup"
    bench.ask(lambda vault: vault.backup(copy))
    drop(page, card)
    told(bench, page)
    assert page.added.title == "2 files added."
    assert page.added.text.startswith(UNATTACHED)
    assert f"• {copy.name}: This is a vault or part of one." in page.added.text
    assert bench.ask(originals) == {"one.bin": b"one.bin", "two.bin": b"two.bin"}
    assert page.library.count() == 2
    assert page.grid.isVisible()
    assert [each.name for each in bench.ask(lambda vault: vault.sets.summaries(0, 9))] == ["card"]


def test_they_are_attached_by_adding_them_in_an_interview_and_stored_once(
    bench: Bench, tmp_path: Path
) -> None:
    """What the page says of it is true."""
    record = bench.ask(lambda vault: open_interview(vault).id)
    page = media_page(bench)
    card = folder_of(tmp_path / "card", "one.bin")
    page.adding.add_paths([card / "one.bin"])
    told(bench, page)
    assert not bench.ask(lambda vault: vault.interviews.attachments(record))
    phase = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    phase.adding.add_paths([card / "one.bin"])
    bench.qtbot.waitUntil(lambda: bool(phase.banner.title), timeout=20_000)
    bench.settle()
    [attached] = bench.ask(lambda vault: vault.interviews.attachments(record))
    [stored] = bench.ask(lambda vault: vault.media.all())
    assert attached.media_id == stored.id
    assert UNATTACHED not in phase.banner.text


def test_what_was_there_already_is_not_called_unattached(bench: Bench, tmp_path: Path) -> None:
    record = bench.ask(lambda vault: open_interview(vault).id)
    card = folder_of(tmp_path / "card", "one.bin")
    phase = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    phase.adding.add_paths([card / "one.bin"])
    bench.qtbot.waitUntil(lambda: phase.banner.title == "1 file added.", timeout=20_000)
    assert UNATTACHED not in phase.banner.text
    page = media_page(bench)
    page.adding.add_paths([card / "one.bin"])
    told(bench, page)
    assert page.added.title == "Everything was already there. Nothing is stored twice."
    assert UNATTACHED not in page.added.text


def test_where_they_come_from_is_said_first(bench: Bench, tmp_path: Path) -> None:
    page = media_page(bench)
    page.adding.first_button.click()
    bench.settle()
    form = dialog(BatchDialog)
    assert form.where == {FORM: BATCH_ALONE.name}
    form.fields.lines["device"].setText("Pixel 7")
    form.take([folder_of(tmp_path / "card", "one.bin") / "one.bin"])
    told(bench, page)
    [stored] = bench.ask(lambda vault: vault.media.all())
    assert bench.ask(lambda vault: vault.acquisitions.said_of(stored.id)).device == "Pixel 7"


def test_what_became_of_them_stays_said_while_sets_are_looked_through(
    bench: Bench, tmp_path: Path
) -> None:
    page = media_page(bench)
    drop(page, folder_of(tmp_path / "card", "one.bin"), tmp_path / "gone.jpg")
    told(bench, page)
    said = page.added.text
    assert "gone.jpg: " in said
    assert page.added.tone is Tone.ATTENTION
    [made] = bench.ask(lambda vault: vault.sets.summaries(0, 9))
    page.sets.show_set(made.id)
    bench.settle()
    assert page.added.isVisible()
    assert page.added.text == said


def test_nothing_is_dropped_on_a_file_that_is_open(bench: Bench, tmp_path: Path) -> None:
    page = media_page(bench)
    page.adding.add_paths([folder_of(tmp_path / "card", "one.bin")])
    told(bench, page)
    [stored] = bench.ask(lambda vault: vault.media.all())
    page.go({"media": stored.id})
    bench.settle()
    over: QWidget | None = page.viewer.canvas
    while over is not None:
        assert not over.acceptDrops()
        over = over.parentWidget()
    assert not page.area.isVisible()
