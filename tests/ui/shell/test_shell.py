"""The rooms of an open vault: rail, search, state, leaving, language."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import DamagedVault, DiskFull
from desktop.messages.errors import explain
from desktop.model.person import NameForm
from desktop.progress import Progress
from desktop.settings import load_settings
from desktop.vault import Hit, HitKind, Vault, open_vault
from desktop.vault.kinds.all import HITS
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, no_error, press
from tests.ui.shell.rooms import Notebook, notebook, stored
from ui.app import rooms
from ui.shell.locks_soon import LocksSoon
from ui.shell.search import destination
from ui.shell.shell import Shell
from ui.shell.state_bar import BottomBar, lock_message

WORDS = "words typed a moment ago"


@pytest.fixture
def book() -> Notebook:
    return notebook()


@pytest.fixture
def program(make_program: MakeProgram, book: Notebook, qtbot: QtBot) -> Program:
    made = make_program([book.room()])
    made.unlock()
    made.controller.window.activateWindow()
    qtbot.waitUntil(made.controller.window.isActiveWindow)
    return made


def shell(program: Program) -> Shell:
    assert program.controller.shell is not None
    return program.controller.shell


def test_the_rail_counts_again_after_a_change(program: Program) -> None:
    worker, line = program.controller.worker, shell(program).rail.line("people")
    program.wait(lambda: line.accessibleName() == "People, 0")
    worker.run(lambda vault: vault.people.new("P-1", ()), lambda _person: None, no_error, worker)
    program.wait(lambda: line.accessibleName() == "People, 1")


def test_a_count_that_fails_is_told_in_words_for_people(
    make_program: MakeProgram, book: Notebook
) -> None:
    def broken(_vault: Vault) -> int:
        raise DamagedVault("a reason for whoever repairs it")

    program = make_program([replace(book.room(), count=broken)])
    program.unlock()
    bar = shell(program).bar

    def said() -> str:
        return " ".join(label.text() for label in bar.findChildren(QLabel))

    program.wait(lambda: explain(DamagedVault("")).title in said())
    assert "whoever repairs" not in said()


def test_search_finds_and_goes_there_by_keyboard(
    program: Program, book: Notebook, qtbot: QtBot
) -> None:
    made: list[str] = []
    worker = program.controller.worker

    def make(vault: Vault) -> str:
        return vault.people.new("P-77", (NameForm("Ядвіга Прыдуманая"),)).id

    worker.run(make, made.append, no_error, worker)
    program.wait(lambda: bool(made))
    window, search = program.controller.window, shell(program).search
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    press(search, "Ядві")
    program.wait(search.found.isVisible)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert book.page.location() == {"person": made[0]}
    assert search.text() == ""
    assert not search.found.isVisible()


def test_search_says_when_there_is_nothing(program: Program, qtbot: QtBot) -> None:
    search = shell(program).search
    search.enter()
    press(search, "нічога")
    program.wait(search.found.isVisible)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not search.found.isVisible()


FOUND = {
    "person": ("people", {"person": "r"}),
    "media": ("media", {"media": "r"}),
    "interview": ("interviews", {"interview": "r"}),
    "utterance": ("interviews", {"interview": "r", "utterance": "p"}),
    "attachment": ("interviews", {"interview": "r", "attachment": "p"}),
    "place": ("places", {"place": "r"}),
    "file-facts": ("media", {"media": "r", "file-facts": "p"}),
    "file-text": ("media", {"media": "r", "file-text": "p"}),
    "set": ("media", {"media": "r", "set": "p"}),
    "set_file": ("media", {"media": "r", "set_file": "p"}),
    "acquisition": ("media", {"media": "r", "acquisition": "p"}),
    "redacted": ("media", {"media": "r", "redacted": "p"}),
}


@pytest.mark.parametrize("kind", HITS)
def test_every_kind_of_hit_has_a_room(kind: HitKind) -> None:
    assert kind in FOUND, f"FOUND here: where a hit of {kind} leads"
    assert destination(Hit(kind, "r", "p", "W-001", "…"), rooms()) == FOUND[kind]


def test_closing_saves_what_was_typed_and_then_closes(program: Program, book: Notebook) -> None:
    press(book.page.edit, WORDS)
    program.controller.window.close()
    program.wait(lambda: not program.controller.window.isVisible())
    program.controller.stop()
    with open_vault(program.folder, PASSPHRASE) as vault:
        assert [person.code for person in stored(vault)] == [WORDS]


def test_closing_asks_when_words_cannot_be_saved(
    program: Program, book: Notebook, qtbot: QtBot
) -> None:
    book.disk_is_full = True
    press(book.page.edit, WORDS)
    program.controller.window.close()
    program.wait(lambda: program.controller.leaving is not None)
    leaving = program.controller.leaving
    assert leaving is not None
    program.wait(lambda: leaving.dialog is not None)
    assert leaving.dialog is not None
    qtbot.mouseClick(leaving.dialog.back_button, Qt.MouseButton.LeftButton)
    assert program.controller.window.isVisible()
    assert book.page.edit.text() == WORDS
    assert shell(program).bar.state == "Not saved: There is no room left"


def test_closing_asks_before_it_stops_long_work(program: Program, qtbot: QtBot) -> None:
    go_on, worker = threading.Event(), program.controller.worker

    def job(_vault: Vault, progress: Progress) -> None:
        while not go_on.wait(0.01):
            progress(1, 2, "writing")

    worker.run_long(job, lambda *_: None, lambda _none: None, lambda _error: None, worker)
    program.controller.window.close()
    program.wait(lambda: program.controller.leaving is not None)
    leaving = program.controller.leaving
    assert leaving is not None
    program.wait(lambda: leaving.dialog is not None)
    assert leaving.dialog is not None
    qtbot.mouseClick(leaving.dialog.action_button, Qt.MouseButton.LeftButton)
    program.wait(lambda: not program.controller.window.isVisible())


def test_another_language_is_spoken_at_once_in_the_same_place(
    program: Program, book: Notebook
) -> None:
    shell(program).navigate("people", person="id-7")
    press(book.page.edit, WORDS)
    before = shell(program)
    program.preferences.change(lambda settings: replace(settings, language="ru"))
    program.wait(lambda: program.controller.shell not in (None, before))
    assert book.page.location() == {"person": "id-7"}
    codes: list[list[str]] = []
    program.controller.worker.run(
        lambda vault: [person.code for person in stored(vault)],
        codes.append,
        no_error,
        program.controller.worker,
    )
    program.wait(lambda: bool(codes))
    assert codes == [[WORDS]]


def test_the_size_of_the_window_is_remembered_without_content(program: Program) -> None:
    program.controller.window.resize(1111, 700)
    program.controller.window.close()
    assert "main" in load_settings().windows


def test_the_title_never_holds_content(program: Program, book: Notebook) -> None:
    press(book.page.edit, WORDS)
    assert program.controller.window.windowTitle() == "Skrynia"


def test_the_state_bar_says_saved_and_not_saved(qtbot: QtBot) -> None:
    bar = BottomBar()
    qtbot.addWidget(bar)
    one = QObject()
    bar.saved(one, datetime(2026, 11, 22, 14, 2, tzinfo=UTC))
    assert bar.state == "Saved 14:02"
    bar.not_saved(one, DiskFull("no space left on device"))
    assert bar.state == "Not saved: There is no room left"
    bar.saving(one)
    assert bar.state == "Saving…"


def test_the_state_bar_says_the_worst_of_all_that_save(qtbot: QtBot) -> None:
    """It said "Saved" as soon as any of them was, while another could not be."""
    bar = BottomBar()
    qtbot.addWidget(bar)
    one, other, form = QObject(), QObject(), QObject()
    at = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
    bar.waiting(form, True)
    bar.saving(one)
    bar.not_saved(other, DiskFull("no space left on device"))
    bar.saved(one, at)
    assert bar.state == "Not saved: There is no room left"
    bar.saving(one)
    bar.saved(other, at)
    assert bar.state == "Saving…"
    shiboken6.delete(one)
    assert bar.state == "Kept as a draft 14:02, not recorded yet"
    shiboken6.delete(form)
    assert bar.state == "Saved 14:02"


def test_time_to_lock_is_said_by_the_minute_until_the_last() -> None:
    assert lock_message(300) == "Locks in 5 minutes"
    assert lock_message(241) == "Locks in 5 minutes"
    assert lock_message(60) == "Locks in 1 minute"
    assert lock_message(59) == "Locks in 59 seconds"
    assert lock_message(1) == "Locks in 1 second"


def test_the_last_half_minute_before_the_lock_is_not_said_in_quiet_grey(qtbot: QtBot) -> None:
    """Seen: "Locks in 10 seconds" stays quiet grey."""
    bar = BottomBar()
    qtbot.addWidget(bar)
    bar.show_time_left(31)
    [said] = [each for each in bar.findChildren(QLabel) if each.text() == lock_message(31)]
    styles = []
    for seconds in (61, 31, 30, 300):
        bar.show_time_left(seconds)
        styles.append((bar.locks_soon, said.property("textStyle")))
    quiet, loud = (False, "small quiet"), (True, "small strong")
    assert styles == [quiet, quiet, loud, quiet]


def test_the_last_half_minute_is_told_where_the_line_below_is_hidden(
    program: Program,
) -> None:
    here = shell(program)
    over = here.findChild(LocksSoon)
    assert over is not None
    here.show_time_left(29)
    assert not over.isVisible()
    here.bar.hide()
    here.show_time_left(31)
    assert not over.isVisible()
    here.show_time_left(22)
    assert over.isVisible()
    assert over.text == lock_message(22)
    assert here.rect().contains(over.geometry())
    here.show_time_left(300)
    assert not over.isVisible()


@pytest.mark.parametrize("hidden", [False, True])
def test_the_last_half_minute_is_read_out_once_by_what_is_in_sight(
    program: Program, monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    """An alert of a hidden tag was all there was while the line at the bottom showed."""
    here, told = shell(program), list[tuple[bool, str]]()
    here.bar.setHidden(hidden)

    def heard(of: QWidget) -> None:
        name = QAccessible.queryAccessibleInterface(of).text(QAccessible.Text.Name)
        told.append((of.isVisible(), name))

    monkeypatch.setattr("ui.shell.locks_soon.announce", heard)
    for seconds in (31, 29, 28):
        here.show_time_left(seconds)
    assert told == [(True, lock_message(29))]
