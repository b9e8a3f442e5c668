"""Sets in the room of photos and files: chosen, filled, put in order by keys, saved whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.model.consent import Purpose
from desktop.model.ids import new_id
from desktop.model.set import FileSet
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from tests.ui.row_menus import choose, popped_up, said
from tests.unit.vault.made import add
from ui.media.page import MediaPage
from ui.media.sets import EditSetDialog, NewSetDialog
from ui.media.sets_bar import beginning, move
from ui.widgets.dialogs.confirm import ConfirmDialog


@pytest.fixture
def three(bench: Bench) -> tuple[MediaPage, FileSet, list[str]]:
    """A set of three of four files, shown."""

    def make(vault: Vault) -> tuple[FileSet, list[str]]:
        files = [add(vault, name).id for name in (b"one", b"two", b"three", b"four")]
        return vault.sets.new("DCIM", files[:3], "from a card"), files

    made, files = bench.ask(make)
    page = shown(bench)
    page.sets.choice.setCurrentIndex(page.sets.choice.findData(made.id))
    page.sets.choice.activated.emit(page.sets.choice.currentIndex())
    wait_for(bench, page, files[:3])
    return page, made, files


def shown(bench: Bench) -> MediaPage:
    bench.shell.navigate("media")
    bench.settle()
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    return page


def wait_for(bench: Bench, page: MediaPage, files: list[str]) -> None:
    def there() -> bool:
        media = (page.library.media(at) for at in range(page.library.count()))
        return [each.id for each in media if each is not None] == files

    bench.qtbot.waitUntil(there)


def stored(bench: Bench, set_id: str) -> FileSet:
    return bench.ask(lambda vault: vault.sets.get(set_id))


def test_the_search_leads_from_a_name_in_a_set_to_the_set(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, _files = three
    bench.shell.navigate("media", media="")
    page.sets.choice.setCurrentIndex(0)
    page.sets.choice.activated.emit(0)
    bench.qtbot.waitUntil(lambda: page.location() == {})
    bench.shell.navigate("media", media=made.id, set_file=made.files[0].id)
    bench.qtbot.waitUntil(lambda: page.location() == {"set": made.id})


def test_a_set_shows_its_files_in_its_order_and_all_files_again(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, files = three
    assert page.sets.choice.currentText() == "DCIM (3 files)"
    assert page.location() == {"set": made.id}
    bench.qtbot.waitUntil(lambda: page.sets.note.isVisibleTo(page))
    assert page.sets.note.text() == "from a card"
    page.sets.choice.setCurrentIndex(0)
    page.sets.choice.activated.emit(0)
    bench.qtbot.waitUntil(lambda: page.library.count() == len(files))
    assert page.location() == {}
    assert not page.sets.note.isVisibleTo(page)


def test_a_file_is_moved_by_keys_and_stays_the_current_one(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, (one, two, other, _four) = three
    page.grid.choose(0)
    page.grid.setFocus()
    bench.qtbot.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    wait_for(bench, page, [two, one, other])
    assert page.grid.current_position() == 1
    bench.qtbot.keyClick(page.grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    wait_for(bench, page, [one, two, other])
    assert stored(bench, made.id).media_ids == (one, two, other)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_files_are_put_in_from_all_files_and_taken_out(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, (one, two, other, four) = three
    page.sets.offer(four)
    choose(popped_up(), "DCIM (3 files)")
    wait_for(bench, page, [one, two, other, four])
    page._take_out(two)
    wait_for(bench, page, [one, other, four])
    assert bench.ask(lambda vault: vault.media.count()) == 4
    assert two not in stored(bench, made.id).media_ids


def test_every_field_of_a_set_is_shown_and_written(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, _files = three
    page.sets.edit_button.click()
    bench.settle()
    form = dialog(EditSetDialog)
    assert (form.name.text(), form.note.toPlainText()) == ("DCIM", "from a card")
    form.name.setText("Court & jail")
    form.note.setPlainText("her papers")
    form.check()
    form.save_button.click()
    bench.settle()
    now = stored(bench, made.id)
    assert (now.name, now.note, now.files) == ("Court & jail", "her papers", made.files)
    bench.qtbot.waitUntil(lambda: page.sets.choice.currentText() == "Court & jail (3 files)")


def test_a_new_set_is_made_of_a_file_and_shown(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, _made, files = three
    page.sets._new((files[3],))
    form = dialog(NewSetDialog)
    form.name.setText("Court")
    form.check()
    form.save_button.click()
    wait_for(bench, page, files[3:])
    assert page.sets.choice.currentText() == "Court (1 file)"


def test_a_set_is_saved_whole_and_what_may_not_be_shown_is_left_out(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]], tmp_path: Path
) -> None:
    page, made, files = three

    def attach(vault: Vault) -> None:
        vault.interviews.attach(open_interview(vault, "W-9", Purpose.KEEP).id, files[1])

    bench.ask(attach)
    page.sets.saving.ask(made.id)
    bench.qtbot.waitUntil(lambda: bool(page.banner.findChildren(QPushButton)))
    offered = [each.text() for each in page.banner.findChildren(QPushButton)]
    assert "Leave them out" in offered
    page.sets.saving.save(made.id, tmp_path)
    bench.qtbot.waitUntil(lambda: page.banner.title == "2 files saved in DCIM.")
    assert "Left out:" in page.banner.text
    assert len(list((tmp_path / "DCIM").iterdir())) == 3


def menu_of(bench: Bench, page: MediaPage) -> list[str]:
    page.grid.choose(0)
    page.grid.setFocus()
    bench.qtbot.keyClick(page.grid, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = popped_up()
    found = said(menu)
    menu.close()
    return found


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_what_is_done_in_a_set_is_offered_only_where_one_is_shown(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, _made, files = three
    inside = {"Take out of this set", "Move back in this set", "Move on in this set"}
    assert inside <= set(menu_of(bench, page))
    page.sets.show_set("")
    bench.qtbot.waitUntil(lambda: page.library.count() == len(files))
    assert inside.isdisjoint(menu_of(bench, page))


def drag(page: MediaPage, here: int, there: int, *, escape: bool = False) -> None:
    """Press a file, and let it go over another."""
    view = page.grid.viewport()
    start, end = (page.grid.visualRect(page.library.cell(at)).center() for at in (here, there))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for point in (start, start + QPoint(1, 0), (start + end) / 2, end):
        moving = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(point), view.mapToGlobal(QPointF(point)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view, moving)
    if escape:
        QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


@pytest.mark.parametrize(("here", "there", "order"), [(0, 2, "120"), (2, 0, "201"), (1, 1, "012")])
def test_a_file_is_dragged_to_another_place(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]], here: int, there: int, order: str
) -> None:
    page, made, files = three
    right = [files[int(at)] for at in order]
    drag(page, here, there)
    wait_for(bench, page, right)
    assert list(stored(bench, made.id).media_ids) == right
    assert page.grid.current_position() == there


def test_a_file_that_is_not_here_keeps_its_place_and_counts_for_nothing(bench: Bench) -> None:
    def make(vault: Vault) -> tuple[str, ...]:
        one, two, three = (add(vault, name).id for name in (b"one", b"two", b"three"))
        gone, made = new_id(), vault.sets.new("DCIM")
        for each in (one, gone, two, three):
            vault.sets.came(made.id, each, f"{each}.jpg", "")
        move(vault, made.id, one, 1)
        first = vault.sets.get(made.id).media_ids
        move(vault, made.id, three, -9)
        names = {one: "1", two: "2", three: "3", gone: "-"}
        second = vault.sets.get(made.id).media_ids
        return tuple("".join(map(names.__getitem__, ids)) for ids in (first, second))

    assert bench.ask(make) == ("-213", "-321")


def test_a_drag_that_is_let_be_moves_nothing(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, files = three
    drag(page, 0, 2, escape=True)
    page.sets.show_set("")
    bench.settle()
    drag(page, 0, 2)
    bench.settle()
    assert list(stored(bench, made.id).media_ids) == files[:3]


def test_a_set_made_by_mistake_is_removed_and_its_files_stay(
    bench: Bench, three: tuple[MediaPage, FileSet, list[str]]
) -> None:
    page, made, files = three
    assert page.sets.remove_button.isVisibleTo(page)
    page.sets.remove_button.click()
    bench.settle()
    dialog(ConfirmDialog).action_button.click()
    bench.qtbot.waitUntil(lambda: page.library.count() == len(files))
    assert bench.ask(lambda vault: vault.sets.find(made.id)) is None
    assert page.location() == {}
    assert not page.sets.remove_button.isVisibleTo(page)


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("their papers", "their papers"),
        ("x" * 4_000_000, "x" * 400 + "…"),
        ("a\nb\nc\nd", "a\nb\nc\nd"),
        ("a\nb\nc\nd\ne", "a\nb\nc\nd…"),
        ("\n" * 900, "…"),
    ],
)
def test_a_note_leaves_room_for_the_files(note: str, shown: str) -> None:
    assert beginning(note) == shown


def test_search_leads_to_the_set(bench: Bench, three: tuple[MediaPage, FileSet, list[str]]) -> None:
    page, made, files = three
    page.sets.show_set("")
    bench.qtbot.waitUntil(lambda: page.library.count() == len(files))
    bench.shell.navigate("media", media=made.id, set=made.id)
    wait_for(bench, page, files[:3])
