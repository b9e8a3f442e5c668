"""Unlocking leads back to the same control, cursor and place on the page, in every room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.model.place import PlaceName
from desktop.vault import open_vault
from tests.support import PASSPHRASE, open_interview
from tests.ui.conftest import MakeProgram, Program
from ui.app import rooms
from ui.shell.room import INTERVIEWS, PEOPLE, PLACES, SETTINGS
from ui.shell.standing import Standing, standing_in
from ui.widgets.sheet import ScrolledPage

WORDS = "Слова за словам, і яшчэ адно. " * 200
Stand = Callable[[QWidget], None]


@dataclass(frozen=True)
class Ids:
    """What the vault of these tests holds."""

    interview: str
    person: str
    place: str


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    return make_program(rooms())


def filled(program: Program) -> Ids:
    with open_vault(program.folder, PASSPHRASE) as vault:
        interview = open_interview(vault, "S-01")
        vault.interviews.open_account(interview.id)
        written = tuple(Utterance(f"u{number}", text=WORDS) for number in range(4))
        vault.interviews.save_utterances(interview.id, written)
        person = vault.people.new("P-9", [NameForm("Ядвіга Ручаінская")])
        place = vault.places.new([PlaceName("Акрэсціна")], "")
        return Ids(interview.id, person.id, place.id)


def in_the_account(page: QWidget) -> None:
    [editor] = [each for each in page.findChildren(QTextEdit) if each.objectName() == "account"]
    cursor = editor.textCursor()
    cursor.setPosition(9000)
    cursor.setPosition(9040, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.setFocus()


def in_the_last_line(page: QWidget) -> None:
    """Backwards, as by Shift and the arrow."""
    edit = [each for each in page.findChildren(QLineEdit) if each.isVisible()][-1]
    edit.setFocus()
    edit.setText("некалькі слоў")
    edit.textEdited.emit(edit.text())
    edit.setSelection(9, -4)


def in_the_last_text(page: QWidget) -> None:
    edit = [each for each in page.findChildren(QPlainTextEdit) if each.isVisible()][-1]
    edit.insertPlainText("радок\n" * 3)
    cursor = edit.textCursor()
    cursor.setPosition(8)
    edit.setTextCursor(cursor)
    edit.setFocus()


def far_down(page: QWidget) -> None:
    [area] = [each for each in page.findChildren(ScrolledPage) if each.isVisible()]
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() - 7)


PLACES_STOOD = {
    "account": (INTERVIEWS, "account", in_the_account),
    "plan": (INTERVIEWS, "plan", in_the_last_line),
    "safety": (INTERVIEWS, "safety", in_the_last_text),
    "person": (PEOPLE, "", in_the_last_text),
    "place": (PLACES, "", in_the_last_text),
    "settings": (SETTINGS, "", far_down),
}


def where(room: str, phase: str, ids: Ids) -> dict[str, str]:
    if room == INTERVIEWS:
        return {"interview": ids.interview, "phase": phase}
    return {PEOPLE: {"person": ids.person}, PLACES: {"place": ids.place}}.get(room, {})


def standing(program: Program, room: str) -> Standing:
    assert program.controller.shell is not None
    return standing_in(program.controller.shell.page(room))


def settle(program: Program) -> None:
    """Wait until what was asked, and what its answers asked, is answered."""
    for _round in range(6):
        done: list[bool] = []
        worker = program.controller.worker
        worker.after_all(lambda done=done: done.append(True), worker)  # type: ignore[misc]
        program.wait(lambda done=done: bool(done))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("room", "phase", "stand"),
    [
        pytest.param(*each, id=name, marks=[pytest.mark.rare] * (name not in ("account", "person")))
        for name, each in PLACES_STOOD.items()
    ],
)
def test_unlocking_leads_back_to_the_same_place(
    program: Program, room: str, phase: str, stand: Stand
) -> None:
    ids = filled(program)
    program.unlock()
    window = program.controller.window
    window.resize(1366, 768)
    window.activateWindow()
    program.wait(window.isActiveWindow)
    assert program.controller.shell is not None
    program.controller.shell.navigate(room, **where(room, phase, ids))
    settle(program)
    stand(program.controller.shell.page(room))
    settle(program)
    before = standing(program, room)
    assert before.control or before.scrolled, "else this test could not fail"
    program.lock_and_wait()
    program.unlock_again()
    program.wait(lambda: standing(program, room) == before)


def test_nothing_of_a_word_is_kept(program: Program) -> None:
    ids = filled(program)
    program.unlock()
    assert program.controller.shell is not None
    program.controller.shell.navigate(PEOPLE, person=ids.person)
    settle(program)
    page = program.controller.shell.page(PEOPLE)
    in_the_last_text(page)
    assert "Ядвіга" not in repr(standing_in(page))
    assert any(isinstance(each, QAbstractScrollArea) for each in page.findChildren(QWidget))
