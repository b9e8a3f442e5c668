"""Adding photos to an interview, and reading it back, sealing and printing it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

from desktop.model.custody import CustodyKind
from desktop.model.interview import State, Utterance
from desktop.model.phases import Phase, Point
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, child, dialog, type_into
from ui.interviews.account.phase import AccountPhase, WritingPage
from ui.interviews.close import ClosePhase
from ui.interviews.files import FilesPhase
from ui.interviews.interview_page import InterviewPage
from ui.interviews.print_dialog import PrintDialog
from ui.interviews.read_back import ReadBackPhase
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.editors import select

LEFT = Qt.MouseButton.LeftButton


def photo(path: Path, colour: str) -> Path:
    picture = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(picture, "JPEG")
    path.write_bytes(picture.getvalue())
    return path


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """A folder as it comes from a phone: two pictures, one twice, one broken."""
    folder = tmp_path / "DCIM"
    folder.mkdir()
    photo(folder / "a ў.jpg", "navy")
    photo(folder / "b.jpg", "maroon")
    photo(folder / "c, again.jpg", "navy")
    (folder / "d.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture at all")
    return folder


def files_phase(bench: Bench) -> tuple[str, InterviewPage, FilesPhase]:
    record = bench.ask(lambda vault: open_interview(vault).id)
    page = bench.open(record, Phase.FILES)
    phase = page.page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    return record, page, phase


def drop(phase: FilesPhase, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    here = QPoint(10, 10)
    phase.area.dragEnterEvent(QDragEnterEvent(here, action, data, LEFT, none))
    assert phase.area.mark.isVisible(), "that the page takes them is seen before they are let go"
    phase.area.dropEvent(QDropEvent(QPointF(here), action, data, LEFT, none))
    assert not phase.area.mark.isVisible()


def test_dropped_files_are_added_and_every_outcome_is_said(bench: Bench, camera: Path) -> None:
    record, _, phase = files_phase(bench)
    drop(phase, [camera, camera / "gone.jpg"])
    bench.qtbot.waitUntil(lambda: "d.jpg: " in phase.banner.text, timeout=20_000)
    bench.settle()
    assert phase.banner.title == "3 files added."
    assert "1 file was already there" in phase.banner.text
    assert "gone.jpg: " in phase.banner.text
    attached = bench.ask(lambda vault: vault.interviews.attachments(record))
    assert len(attached) == 3
    assert phase.model.count() == 3
    first = bench.ask(lambda vault: b"".join(vault.media.read(attached[0].media_id)))
    assert first == (camera / "a ў.jpg").read_bytes()


def test_a_vault_in_a_dropped_folder_is_left_out_and_said(bench: Bench, camera: Path) -> None:
    record, _, phase = files_phase(bench)
    vault = bench.ask(lambda vault: vault.folder)
    copy = camera / "copy.skrynia-backup"
    bench.ask(lambda opened: opened.backup(copy))
    drop(phase, [camera, vault, vault / "vault.db"])
    bench.qtbot.waitUntil(lambda: bool(phase.banner.title), timeout=20_000)
    bench.settle()
    for name in ("copy.skrynia-backup", vault.name, "vault.db"):
        assert f"• {name}: This is a vault or part of one." in phase.banner.text
    attached = bench.ask(lambda opened: opened.interviews.attachments(record))
    assert len(attached) == 3


def a_7z(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + path.name.encode())
    return path


def offered(phase: FilesPhase) -> list[str]:
    buttons = phase.banner.findChildren(QAbstractButton)
    return [each.text() for each in buttons if each.isVisibleTo(phase.banner)]


def press(phase: FilesPhase, text: str) -> None:
    buttons = phase.banner.findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == text).click()


def test_what_could_not_be_searched_is_left_out_until_a_person_adds_each_file(
    bench: Bench, tmp_path: Path
) -> None:
    record, _, phase = files_phase(bench)
    packed = [a_7z(tmp_path / f"{name}.7z") for name in ("from her", "from him", "theirs")]
    drop(phase, packed)
    bench.qtbot.waitUntil(lambda: "• theirs.7z: " in phase.banner.text, timeout=20_000)
    assert not bench.ask(lambda vault: vault.interviews.attachments(record))
    assert offered(phase) == ["Add anyway: from her.7z", "Add anyway: from him.7z"]
    press(phase, "Add anyway: from him.7z")
    bench.qtbot.waitUntil(lambda: phase.banner.title == "1 file added.", timeout=20_000)
    [attached] = bench.ask(lambda vault: vault.interviews.attachments(record))
    kept = bench.ask(lambda vault: b"".join(vault.media.read(attached.media_id)))
    assert kept == packed[1].read_bytes()
    left = ["Add anyway: from her.7z", "Add anyway: theirs.7z"]
    assert offered(phase) == [*left, "Say where they come from…"]


def test_nothing_that_lies_in_a_folder_is_offered(bench: Bench, tmp_path: Path) -> None:
    _, _, phase = files_phase(bench)
    inside = a_7z(tmp_path / "from a card" / "vault.7z")
    named = a_7z(tmp_path / "a very long name that nobody would read on a button.7z")
    odd = a_7z(tmp_path / "her & \u202ehis.7z")
    drop(phase, [inside.parent, named, odd])
    bench.qtbot.waitUntil(lambda: "• vault.7z: " in phase.banner.text, timeout=20_000)
    long, short = "Add anyway: a very long … a button.7z", "Add anyway: her && his.7z"
    assert offered(phase) == [long, short]


def test_captions_save_themselves_and_a_running_import_loses_none(
    bench: Bench, camera: Path
) -> None:
    record, page, phase = files_phase(bench)
    phase.adding.add_paths([camera / "a ў.jpg"])
    bench.qtbot.waitUntil(lambda: phase.model.count() == 1, timeout=20_000)
    phase.adding.add_paths([camera / "b.jpg"])
    phase.grid.choose(0)
    type_into(child(phase, QLineEdit, "Caption"), "Хата")
    page.draft.save_now()
    bench.qtbot.waitUntil(lambda: phase.model.count() == 2, timeout=20_000)
    bench.settle()
    attached = bench.ask(lambda vault: vault.interviews.attachments(record))
    assert [a.caption for a in attached] == ["Хата", ""]
    assert phase.model.attachment(0).caption == "Хата"


def test_thumbnails_come_from_the_vault(bench: Bench, camera: Path) -> None:
    _, _, phase = files_phase(bench)
    phase.adding.add_paths([camera / "b.jpg"])
    bench.qtbot.waitUntil(lambda: phase.model.count() == 1, timeout=20_000)
    cell = phase.model.cell(0)
    bench.qtbot.waitUntil(
        lambda: phase.model.data(cell, Qt.ItemDataRole.DecorationRole) is not None, timeout=20_000
    )


@pytest.mark.rare
def test_the_focus_stays_with_the_work_while_files_are_added(bench: Bench, camera: Path) -> None:
    _, _, phase = files_phase(bench)
    phase.adding.folder_button.setFocus()
    phase.adding.add_paths([camera])
    assert phase.window().focusWidget() is phase.adding.progress.cancel_button
    bench.qtbot.waitUntil(phase.adding.folder_button.isEnabled, timeout=20_000)
    bench.settle()
    assert phase.window().focusWidget() is phase.adding.folder_button


def test_cancelling_keeps_what_was_added(bench: Bench, tmp_path: Path) -> None:
    many = [photo(tmp_path / f"{n}.jpg", f"#{n:06x}") for n in range(60)]
    record, _, phase = files_phase(bench)
    phase.adding.add_paths(many)
    bench.qtbot.waitUntil(phase.adding.progress.isVisible)
    phase.adding.progress.cancel_button.click()
    bench.qtbot.waitUntil(lambda: bool(phase.banner.title), timeout=20_000)
    bench.settle()
    kept = len(bench.ask(lambda vault: vault.interviews.attachments(record)))
    assert kept == phase.model.count() < 60
    assert phase.adding.add_button.isEnabled()


def test_opening_a_file_shows_it_in_the_media_room(bench: Bench, camera: Path) -> None:
    record, _, phase = files_phase(bench)
    phase.adding.add_paths([camera / "b.jpg"])
    bench.qtbot.waitUntil(lambda: phase.model.count() == 1, timeout=20_000)
    QTest.mouseClick(phase.open_button, LEFT)
    attached = bench.ask(lambda vault: vault.interviews.attachments(record))
    here = {"media": attached[0].media_id, "interview": record}
    assert bench.shell.whereabouts().location == here


# -- reading back, sealing, printing --------------------------------------------------------


def with_words(vault: Vault) -> str:
    record = open_interview(vault).id
    vault.interviews.save_utterances(record, [Utterance("u1", text="Усё было так.")])
    return record


def closing(bench: Bench) -> tuple[str, InterviewPage, ClosePhase]:
    record = bench.ask(with_words)
    page = bench.open(record, Phase.CLOSE)
    phase = page.page(Phase.CLOSE)
    assert isinstance(phase, ClosePhase)
    return record, page, phase


def read_back(page: InterviewPage) -> ReadBackPhase:
    phase = page.page(Phase.READ_BACK)
    assert isinstance(phase, ReadBackPhase)
    select(phase.language, "be")
    phase.language.activated.emit(phase.language.currentIndex())
    return phase


def test_sealing_asks_for_the_language_of_the_read_back(bench: Bench) -> None:
    """It leads to where that is said; what is asked stands there when one comes back."""
    record, page, phase = closing(bench)
    QTest.mouseClick(phase.seal_button, LEFT)
    assert page.phase is Phase.READ_BACK
    assert page.window().focusWidget() is page.page(Phase.READ_BACK).field_of(
        Point.READ_BACK_LANGUAGE
    )
    assert phase.banner.title
    assert bench.ask(lambda vault: vault.interviews.get(record)).state is State.UNDER_WAY


@pytest.mark.rare
def test_what_the_seal_asked_for_is_not_asked_any_more_once_it_is_there(bench: Bench) -> None:
    _record, page, phase = closing(bench)
    QTest.mouseClick(phase.seal_button, LEFT)
    assert phase.banner.title
    read_back(page)
    page.show_phase(Phase.CLOSE)
    assert not phase.banner.title


def test_sealed_once_confirmed_and_read_only_everywhere(bench: Bench) -> None:
    record, page, phase = closing(bench)
    read_back(page)
    QTest.mouseClick(phase.seal_button, LEFT)
    asked = dialog(ConfirmDialog)
    QTest.mouseClick(asked.action_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.draft.opened.sealed)
    bench.settle()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert (stored.state, stored.read_back_language) == (State.SEALED, "be")
    assert_read_only(page)
    account = page.page(Phase.ACCOUNT)
    assert isinstance(account, AccountPhase)
    writing = account.findChild(WritingPage)
    assert isinstance(writing, WritingPage)
    type_into(writing.editor, "дададзена")
    page.draft.save_now()
    (kept,) = bench.ask(lambda vault: vault.interviews.utterances(record))
    assert kept.text == "Усё было так."


@pytest.mark.rare
def test_after_the_seal_the_focus_stays_with_the_work(bench: Bench) -> None:
    _, page, phase = closing(bench)
    read_back(page)
    QTest.mouseClick(phase.seal_button, LEFT)
    QTest.mouseClick(dialog(ConfirmDialog).action_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.draft.opened.sealed)
    anew = page.page(Phase.CLOSE)
    assert isinstance(anew, ClosePhase)
    assert page.window().focusWidget() is anew.print_button


def assert_read_only(page: InterviewPage) -> None:
    for phase in (Phase.PLAN, Phase.READ_BACK):
        shown = page.page(phase)
        assert all(editor.isReadOnly() for editor in shown.findChildren(QLineEdit))
        assert all(editor.isReadOnly() for editor in shown.findChildren(QPlainTextEdit))
        assert not any(box.isEnabled() for box in shown.findChildren(QComboBox))
        segments = [
            b for b in shown.findChildren(QAbstractButton) if b.property("kind") == "segment"
        ]
        assert not any(button.isEnabled() for button in segments)


def test_words_typed_a_moment_before_are_in_the_seal(bench: Bench) -> None:
    record, page, phase = closing(bench)
    page.show_phase(Phase.ACCOUNT)
    account = page.page(Phase.ACCOUNT)
    assert isinstance(account, AccountPhase)
    writing = account.findChild(WritingPage)
    assert isinstance(writing, WritingPage)
    type_into(writing.editor, " І яшчэ.")
    page.show_phase(Phase.CLOSE)
    phase.seal_interview()
    bench.settle()
    document = bench.ask(lambda vault: vault.interviews.document(record))
    assert document.utterances[0].text == "Усё было так. І яшчэ."
    assert document.interview.state is State.SEALED


def test_the_summary_is_printed_and_logged(bench: Bench, tmp_path: Path) -> None:
    record, _, phase = closing(bench)
    QTest.mouseClick(phase.print_button, LEFT)
    asked = dialog(PrintDialog)
    assert asked.language.value == "be"
    target = tmp_path / "summary.pdf"
    asked.write(target)
    bench.qtbot.waitUntil(lambda: bool(asked.banner.title), timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF-")
    events = bench.ask(lambda vault: vault.custody.events(record))
    assert events[-1].kind is CustodyKind.DISCLOSURE
    assert events[-1].detail["identification"] == "code"
    assert not list(tmp_path.glob(".*.new"))
    asked.reject()


def test_a_print_that_is_stopped_leaves_no_file_and_no_entry_in_the_log(
    bench: Bench, tmp_path: Path
) -> None:
    record, _, phase = closing(bench)
    before = len(bench.ask(lambda vault: vault.custody.events(record)))
    QTest.mouseClick(phase.print_button, LEFT)
    asked = dialog(PrintDialog)
    asked.write(tmp_path / "summary.pdf")
    QTest.mouseClick(asked.progress.cancel_button, LEFT)
    bench.qtbot.waitUntil(lambda: bool(asked.banner.title), timeout=20_000)
    assert asked.banner.title == "Stopped."
    assert asked.save_button.isEnabled()
    assert not asked.progress.isVisible()
    assert not list(tmp_path.glob("*.pdf"))
    assert len(bench.ask(lambda vault: vault.custody.events(record))) == before
    asked.reject()


def test_a_summary_that_cannot_be_written_is_said_and_not_logged(
    bench: Bench, tmp_path: Path
) -> None:
    record, _, phase = closing(bench)
    before = len(bench.ask(lambda vault: vault.custody.events(record)))
    QTest.mouseClick(phase.print_button, LEFT)
    asked = dialog(PrintDialog)
    asked.write(tmp_path / "no such folder" / "summary.pdf")
    bench.qtbot.waitUntil(lambda: bool(asked.banner.title), timeout=20_000)
    assert asked.save_button.isEnabled()
    assert len(bench.ask(lambda vault: vault.custody.events(record))) == before
    asked.reject()
