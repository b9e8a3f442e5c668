"""Locking hides at once, loses no word, and closes the vault; or holds it, and says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import product

import pytest
import shiboken6
from _pytest.mark import ParameterSet
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, SkryniaError
from desktop.model.person import Person
from desktop.progress import Progress
from desktop.vault import Vault, open_vault
from tests.slices import sliced
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, no_error, press
from tests.ui.shell.rooms import Notebook, notebook, stored
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.look import account_look, gutter
from ui.people.new_person import NewPersonDialog
from ui.shell.clipboard import MARKS
from ui.shell.lock_screen import LockState
from ui.shell.shell import Shell
from ui.theme import current
from ui.widgets.buttons import Button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.dialogs.file_picker import pick_file
from ui.widgets.editors import choice

WORDS = "canary words on the screen"


@pytest.fixture
def book() -> Notebook:
    return notebook()


@pytest.fixture
def program(make_program: MakeProgram, book: Notebook) -> Program:
    made = make_program([book.room()])
    made.unlock()
    return made


def shell_of(program: Program) -> Shell:
    """The rooms, which must be there."""
    assert program.controller.shell is not None
    return program.controller.shell


def codes(program: Program) -> list[str]:
    """What the closed vault holds."""
    with open_vault(program.folder, PASSPHRASE) as vault:
        return [person.code for person in stored(vault)]


def test_words_not_yet_saved_are_in_the_vault_after_locking(
    program: Program, book: Notebook
) -> None:
    press(book.page.edit, WORDS)
    program.lock_and_wait()
    assert codes(program) == [WORDS]


def test_nothing_of_the_record_is_left_behind_the_screen(program: Program, book: Notebook) -> None:
    search = shell_of(program).search
    found = search.found
    press(search, WORDS)
    program.wait(found.isVisible)
    press(book.page.edit, WORDS)
    page = book.page
    program.controller.lock()
    assert not page.isVisible(), "covered before anything is saved"
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert not shiboken6.isValid(page)
    assert not shiboken6.isValid(found)
    assert program.controller.shell is None
    for widget in program.controller.window.findChildren(QWidget):
        for text in ("text", "toPlainText", "windowTitle", "accessibleName"):
            said = getattr(widget, text, "")
            assert WORDS not in str(said() if callable(said) else said)


def test_control_l_locks(program: Program, qtbot: QtBot) -> None:
    window = program.controller.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def a_form(program: Program) -> QWidget:
    shell = shell_of(program)
    form = NewPersonDialog(shell, shell.context)
    form.open()
    return form


def a_question(program: Program) -> QWidget:
    decided: list[bool] = []
    asked = ask(shell_of(program), Question("a", "b", "c", "Delete"), lambda: decided.append(True))
    asked.destroyed.connect(lambda: decided and pytest.fail("a lock decided"))
    return asked


def a_chooser_of_files(program: Program) -> QWidget:
    return pick_file(shell_of(program), "File", ["All (*)"], lambda _path: pytest.fail("chosen"))


@pytest.mark.parametrize(
    "show", sliced([a_form, a_question, a_chooser_of_files], a_question, a_chooser_of_files)
)
def test_control_l_locks_while_a_dialog_is_open(
    program: Program, show: Callable[[Program], QWidget]
) -> None:
    program.controller.window.activateWindow()
    before = codes_now(program)
    shown = show(program)
    window = shown.windowHandle()
    program.wait(shown.isActiveWindow)
    # Pressed only: by the time the key comes up again, the window it went down in is gone.
    QTest.keyPress(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: program.controller.lock_screen is not None)
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert not shiboken6.isValid(shown) or not shown.isVisible()
    assert codes(program) == before


def a_list_of_a_choice(program: Program, _book: Notebook) -> QWidget:
    return drop_down(shell_of(program))


def a_list_in_a_dialog(program: Program, _book: Notebook) -> QWidget:
    form = a_form(program)
    program.wait(form.isActiveWindow)
    return drop_down(form)


def a_menu(_program: Program, book: Notebook) -> QWidget:
    return context_menu(book.page.edit)


def the_menu_of_an_account(program: Program, _book: Notebook) -> QWidget:
    look = current()
    editor = AccountEditor(account_look(look), gutter(look, "be"), shell_of(program))
    editor.show()
    return context_menu(editor)


def drop_down(parent: QWidget) -> QWidget:
    box = choice("speaker", "person", lambda code: pytest.fail(f"chosen: {code}"))
    box.setParent(parent)
    box.show()
    box.showPopup()
    return box.view().window()


def context_menu(widget: QWidget) -> QWidget:
    asked = QContextMenuEvent.Reason.Keyboard
    place = QPoint(4, 4)
    QApplication.sendEvent(widget, QContextMenuEvent(asked, place, widget.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    return menu


POPUPS = (a_list_of_a_choice, a_list_in_a_dialog, a_menu, the_menu_of_an_account)
WINDOWS = ("the popup", "the window behind")
LETTERS = {"latin": Qt.Key.Key_L, "cyrillic": ord("Д")}


def in_every_popup() -> Iterator[ParameterSet]:
    """Each once in every run, by another window and alphabet; the other ways are rare."""
    ways = list(product(WINDOWS, LETTERS))
    for number, show in enumerate(POPUPS):
        for way, (goes_to, alphabet) in enumerate(ways):
            marks = [pytest.mark.rare] * (way != number % len(ways))
            name = f"{show.__name__}-{goes_to}-{alphabet}"
            yield pytest.param(show, goes_to, LETTERS[alphabet], id=name, marks=marks)


@pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", "keyToAscii Unhandled", extend=True
)
@pytest.mark.parametrize(("show", "goes_to", "letter"), [*in_every_popup()])
def test_control_l_locks_while_a_menu_or_a_drop_down_is_open(
    program: Program,
    book: Notebook,
    show: Callable[[Program, Notebook], QWidget],
    goes_to: str,
    letter: int,
) -> None:
    """Systems differ in the window that gets the keys meanwhile, so both are tried."""
    window = program.controller.window
    window.activateWindow()
    program.wait(window.isActiveWindow)
    popup = show(program, book)
    program.wait(popup.isVisible)
    assert QApplication.activePopupWidget() is popup
    behind = QApplication.activeWindow()
    asked = popup if goes_to == "the popup" else behind
    assert asked is not None
    QTest.keyPress(asked.windowHandle(), Qt.Key(letter), Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: program.controller.lock_screen is not None)
    assert QApplication.activePopupWidget() is None
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert not shiboken6.isValid(popup) or not popup.isVisible()


def codes_now(program: Program) -> list[str]:
    """What the open vault holds."""
    found: list[list[Person]] = []
    worker = program.controller.worker
    worker.run(stored, found.append, no_error, worker)
    program.wait(lambda: bool(found))
    return [person.code for person in found[0]]


def test_unlocking_comes_back_to_the_same_place(program: Program, book: Notebook) -> None:
    shell_of(program).navigate("people", person="id-7")
    program.lock_and_wait()
    press(program.locked.field.edit, PASSPHRASE)
    program.locked.button.click()
    program.wait(lambda: program.controller.shell is not None)
    assert book.page.location() == {"person": "id-7"}
    assert len(book.pages) == 2


def test_a_wrong_passphrase_leaves_it_locked(program: Program, qtbot: QtBot) -> None:
    program.lock_and_wait()
    press(program.locked.field.edit, "not the right one")
    qtbot.keyClick(program.locked.field.edit, Qt.Key.Key_Return)
    program.wait(program.locked.banner.isVisible)
    assert program.locked.banner.title == "Wrong passphrase"
    assert program.controller.shell is None


def test_words_that_cannot_be_saved_are_held_and_saved_later(
    program: Program, book: Notebook
) -> None:
    book.disk_is_full = True
    press(book.page.edit, WORDS)
    page = book.page
    program.lock_and_wait(LockState.HELD_UNSAVED)
    assert program.locked.held.title == "Some text could not be saved"
    assert not page.isVisible()
    book.disk_is_full = False
    program.controller._settle()
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert codes(program) == [WORDS]


def test_held_words_come_back_with_the_passphrase_only(
    program: Program, book: Notebook, qtbot: QtBot
) -> None:
    book.disk_is_full = True
    press(book.page.edit, WORDS)
    program.lock_and_wait(LockState.HELD_UNSAVED)
    press(program.locked.field.edit, "not the right one")
    qtbot.keyClick(program.locked.field.edit, Qt.Key.Key_Return)
    program.wait(program.locked.banner.isVisible)
    assert program.locked.state is LockState.HELD_UNSAVED
    press(program.locked.field.edit, PASSPHRASE)
    qtbot.keyClick(program.locked.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: program.controller.lock_screen is None)
    assert book.page.edit.text() == WORDS
    assert book.page.isVisible()


def test_a_long_job_goes_on_behind_the_screen_and_then_the_vault_closes(
    program: Program,
) -> None:
    go_on = threading.Event()
    ended: list[str] = []

    def job(vault: Vault, progress: Progress) -> str:
        while not go_on.wait(0.01):
            progress(1, 2, "writing")
        return vault.vault_id

    worker = program.controller.worker
    worker.run_long(job, lambda *_: None, ended.append, no_error, worker)
    program.lock_and_wait(LockState.HELD_BUSY)
    go_on.set()
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert ended


def test_a_long_job_is_stopped_from_the_lock_screen_and_then_the_vault_closes(
    program: Program,
) -> None:
    errors: list[SkryniaError] = []
    answers: list[str] = []

    def job(vault: Vault, progress: Progress) -> str:
        while True:
            progress(1, 2, "writing")

    worker = program.controller.worker
    worker.run_long(job, lambda *_: None, answers.append, errors.append, worker)
    program.lock_and_wait(LockState.HELD_BUSY)
    [stop] = [each for each in program.locked.held.findChildren(Button) if each.isVisible()]
    stop.click()
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert [type(error) for error in errors] == [Cancelled]
    assert not answers
    assert program.locked.held.title == "Work was stopped"


def test_other_windows_are_closed_and_our_clipboard_is_cleared(program: Program) -> None:
    dialog = QDialog(program.controller.window)
    dialog.open()
    viewer = QWidget()
    viewer.show()
    program.wait(lambda: QGuiApplication.focusWindow() is not None)
    QGuiApplication.clipboard().setText(WORDS)
    program.lock_and_wait()
    assert not dialog.isVisible()
    assert not viewer.isVisible()
    assert QGuiApplication.clipboard().text() == ""


def test_what_is_copied_is_marked_for_no_history(
    program: Program, book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The platform of these tests has no other programs, and so no owner of its clipboard.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)
    program.controller.window.activateWindow()
    program.wait(lambda: QGuiApplication.focusWindow() is not None)
    press(book.page.edit, WORDS)
    book.page.edit.selectAll()
    book.page.edit.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == WORDS
    assert {each: bytes(copied.data(each).data()) for each in MARKS} == MARKS
    program.lock_and_wait()
    assert not QGuiApplication.clipboard().text()


def test_the_idle_lock_locks(program: Program) -> None:
    assert program.controller.idle is not None
    program.controller.idle.expired.emit()
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def test_locking_twice_is_locking_once(program: Program) -> None:
    program.controller.lock()
    first = program.locked
    program.controller.lock()
    assert program.locked is first
    program.wait(lambda: first.state is LockState.CLOSED)
