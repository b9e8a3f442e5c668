"""What was made by mistake is removed from where it is listed: by mouse, by keys, asked once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.model.media import MEDIA_KIND
from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, bench, dialog
from tests.ui.row_menus import choose, menu_of, popped_up, said
from tests.unit.vault.made import add
from tests.unit.vault.records.test_removal import count_pieces
from ui.interviews.files import FilesPhase
from ui.interviews.print_dialog import PrintDialog
from ui.media.page import MediaPage
from ui.records_page import RecordsPage
from ui.shell.room import MEDIA
from ui.widgets.banner import Banner
from ui.widgets.dialogs.confirm import ConfirmDialog

__all__ = ["bench"]
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)
LEFT = Qt.MouseButton.LeftButton


def confirm(bench: Bench) -> None:
    asking = dialog(ConfirmDialog)
    assert asking.back_button.hasFocus()
    QTest.mouseClick(asking.action_button, LEFT)
    bench.settle()


def records_page(bench: Bench, room: str) -> RecordsPage[object]:
    bench.shell.navigate(room)
    page = bench.shell.page(room)
    assert isinstance(page, RecordsPage)
    bench.settle()
    return page


def test_a_person_goes_by_the_menu_and_by_the_delete_key(bench: Bench) -> None:
    def people(vault: Vault) -> None:
        for number in range(4):
            vault.people.new(f"P-{number}", [NameForm("Ганна & сын")])
        vault.interviews.new("W-1", vault.people.all()[0].id, "be")

    bench.ask(people)
    page = records_page(bench, "people")
    view = page.list.list
    menu = menu_of(view, 1)
    assert not is_open(page), "the right button opened a row"
    assert said(menu) == ["Ганна && сын", "Open\tEnter", "Remove…\tDel"]
    choose(menu, "Remove…")
    bench.settle()
    asking = dialog(ConfirmDialog)
    assert "P-1" in asking.accessibleName()
    assert "cannot be brought back" in said_in(asking)
    confirm(bench)
    assert codes(bench) == ["P-0", "P-2", "P-3"]
    assert view.window().focusWidget() is view
    assert view.currentIndex().row() == 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    bench.settle()
    assert is_open(page)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    bench.settle()
    confirm(bench)
    assert not is_open(page)
    assert codes(bench) == ["P-0", "P-3"]
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    choose(popped_up(), "Remove…")
    bench.settle()
    assert "It is used in: W-1." in page.banner.text
    press_offer(page.banner, "Close")
    assert view.window().focusWidget() is view
    assert codes(bench) == ["P-0", "P-3"]


def is_open(page: RecordsPage[object]) -> bool:
    return page.opened is not None


def codes(bench: Bench) -> list[str]:
    return bench.ask(lambda vault: [each.code for each in vault.people.all()])


def said_in(asking: ConfirmDialog) -> str:
    return " ".join(label.text() for label in asking.findChildren(QLabel))


def test_an_open_interview_that_goes_saves_nothing_more(bench: Bench) -> None:
    def interviews(vault: Vault) -> tuple[str, str]:
        person = vault.people.new("P-1").id
        kept = open_interview(vault, "W-1").id
        return vault.interviews.new("W-2", person, "be").id, kept

    mistake, kept = bench.ask(interviews)
    opened = bench.open(mistake, Phase.PLAN)
    opened.draft.set_interview(purpose="typed a moment before")
    page = bench.interviews()
    view = page.list.list
    page.unfold()
    bench.settle()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    bench.settle()
    confirm(bench)
    assert page.location() == {}
    assert bench.ask(lambda vault: vault.interviews.count()) == 1
    assert page.list.banner.title == ""
    assert (view.window().focusWidget(), view.currentIndex().row()) == (view, 0)
    choose(menu_of(view, 0), "Print summary…")
    bench.settle()
    dialog(PrintDialog).reject()
    page.unfold()
    page.remove(kept)
    bench.settle()
    assert page.list.banner.title == "W-1 cannot be removed"
    assert "The account was started on " in page.list.banner.text
    assert page.location()["interview"] == kept
    assert bench.ask(lambda vault: vault.check().older) == ()


def test_a_wrong_file_leaves_the_interview_comes_back_and_goes(bench: Bench) -> None:
    def attached(vault: Vault) -> str:
        interview = open_interview(vault, "W-1")
        for data in (b"one", b"two", b"three"):
            photo = add(vault, data)
            vault.interviews.attach(interview.id, photo.id, data.decode())
        return interview.id

    record = bench.ask(attached)
    phase = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(phase, FilesPhase)

    def captions() -> list[str]:
        there = bench.ask(lambda vault: vault.interviews.attachments(record))
        return [each.caption for each in there]

    phase.grid.choose(1)
    phase.grid.setFocus()
    QTest.keyClick(phase.grid, Qt.Key.Key_Delete)
    bench.settle()
    assert captions() == ["one", "three"]
    assert phase.grid.current_position() == 1
    press_offer(phase.banner, "Undo")
    bench.settle()
    assert captions() == ["one", "two", "three"]
    assert phase.grid.current_position() == 1
    choose(menu_of(phase.grid, 0), "Remove from this interview")
    bench.settle()
    press_offer(phase.banner, "Remove from the vault…")
    bench.settle()
    confirm(bench)
    assert phase.banner.title == ""
    assert bench.ask(lambda vault: vault.media.count()) == 2
    for _each in range(2):
        assert bench.shell.focusWidget() is phase.grid
        QTest.keyClick(phase.grid, Qt.Key.Key_Delete)
        bench.settle()
    assert captions() == []
    assert bench.shell.focusWidget() is phase.adding.add_button


def press_offer(banner: Banner, label: str) -> None:
    [button] = [each for each in banner.findChildren(QPushButton) if each.text() == label]
    QTest.mouseClick(button, LEFT)


def test_a_file_that_no_interview_has_goes_from_the_library(bench: Bench) -> None:
    def files(vault: Vault) -> None:
        for number in range(4):
            add(vault, b"%d" % number)

    bench.ask(files)
    bench.shell.navigate(MEDIA)
    page = bench.shell.page(MEDIA)
    assert isinstance(page, MediaPage)
    bench.settle()
    elsewhere = bench.ask(lambda vault: vault.media.all()[0].id)
    page.go({"media": elsewhere})
    bench.settle()
    bench.ask(lambda vault: vault.removal.remove(MEDIA_KIND, elsewhere))
    bench.settle()
    assert page.location() == {}, "the viewer shows a file that is gone"
    assert bench.ask(count_pieces) == 3, "pieces are cleared when nobody has anything else to do"
    page.grid.choose(2)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    bench.settle()
    confirm(bench)
    assert page.library.count() == 2
    assert page.grid.current_position() == 1
    assert page.grid.window().focusWidget() is page.grid
