"""After the lock nothing of the rooms lives, and no word of a record in any object of Python."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.drawings import draw
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.vault import open_vault
from tests.support import PASSPHRASE, open_interview
from tests.ui.conftest import MakeProgram, Program, press
from ui.app import rooms
from ui.interviews.consent.form import ConsentForm
from ui.shell.lock_screen import LockState
from ui.shell.room import INTERVIEWS
from ui.widgets import filling

FIRST, SECOND = "канарэйка", "у шахце"
"""No object of a test holds both once the record is written: what does came out of the vault."""


@pytest.fixture(autouse=True)
def _everything_is_walked() -> Iterator[None]:
    """What ``tests/session.py`` keeps out of the collector's way too."""
    gc.unfreeze()
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    return make_program(rooms())


def write_a_record(program: Program, words: str) -> str:
    """An interview, its person and its file that say these words; its id."""
    with open_vault(program.folder, PASSPHRASE) as vault:
        interview = open_interview(vault).id
        person = vault.people.get(vault.interviews.get(interview).person_id)
        vault.people.save(replace(person, names=(NameForm(words),)))
        vault.interviews.save_utterances(interview, (Utterance("u", text=words),))
        drawing = draw("street", 1, f"{words}.jpg")
        add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview)
        return interview


def see_everything(program: Program, interview: str, word: str) -> None:
    """Every room, the open interview in each of its phases, what the search finds."""
    shell = program.controller.shell
    assert shell is not None
    for phase in Phase:
        shell.navigate(INTERVIEWS, interview=interview, phase=phase.value)
        answered(program)
    for room in rooms():
        shell.navigate(room.key)
        answered(program)
    press(shell.search, word)
    program.wait(shell.search.found.isVisible)
    answered(program)


def answered(program: Program) -> None:
    """Wait until everything asked so far was shown, twice: an answer may ask again."""
    for _ in range(2):
        done: list[bool] = []
        worker = program.controller.worker
        worker.after_all(partial(done.append, True), worker)
        program.wait(partial(bool, done))


def texts() -> Iterator[str]:
    """Every string that any object of Python holds."""
    for holder in gc.get_objects():
        for each in gc.get_referents(holder):
            if isinstance(each, str):
                yield each
            elif isinstance(each, bytes):
                yield each.decode(errors="ignore")


def told() -> list[str]:
    """Those that say both words, and what holds them."""
    return [text[:200] for text in texts() if FIRST in text and SECOND in text]


def test_nothing_of_the_rooms_lives_after_the_lock(program: Program) -> None:
    before = beside()  # of other tests, whose pages were closed and never locked
    interview = write_a_record(program, "звычайныя словы")
    program.unlock()
    see_everything(program, interview, "словы")
    living = everything_in_the_shell(program, before)
    assert len(living) > 500
    program.controller.lock()
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    left = [each for reference in living if (each := reference()) is not None]
    assert [type(each).__name__ for each in left] == []


@pytest.mark.rare
def test_a_form_that_is_being_filled_goes_with_the_lock(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had made and not placed belonged to nobody, and stayed."""
    monkeypatch.setattr(filling, "_SLICE", 0.0)
    interview = write_a_record(program, "звычайныя словы")
    program.unlock()
    shell = program.controller.shell
    assert shell is not None
    shell.navigate(INTERVIEWS, interview=interview, phase=Phase.CONSENT.value)
    program.wait(partial(_found, shell))
    [form] = shell.findChildren(ConsentForm)
    made = [weakref.ref(each) for each in (form, form._matrix, form._for_all)]
    assert form.filling._steps is not None, "else this test could not fail"
    del form, shell
    program.controller.lock()
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert [reference() for reference in made] == [None] * 3


def _found(shell: QWidget) -> bool:
    return bool(shell.findChildren(ConsentForm))


def everything_in_the_shell(
    program: Program, before: Iterable[weakref.ref[QObject]]
) -> list[weakref.ref[QObject]]:
    """The shell, all that belongs to it, and what was made since and belongs to nobody."""
    shell = program.controller.shell
    assert shell is not None
    others = {id(each()) for each in before} | {id(shell.window())}
    alone = [each for each in beside() if id(each()) not in others]
    return [*alone, *(weakref.ref(each) for each in (shell, *shell.findChildren(QObject)))]


def beside() -> list[weakref.ref[QObject]]:
    """Our widgets that no layout took in, windows among them; held by nothing here."""
    alone = (each for each in QApplication.allWidgets() if each.parent() is None)
    return [weakref.ref(each) for each in alone if type(each).__module__.startswith("ui.")]


@pytest.mark.rare
def test_no_word_of_a_record_lives_after_the_lock(program: Program) -> None:
    interview = write_a_record(program, f"{FIRST} {SECOND}")
    program.unlock()
    see_everything(program, interview, FIRST)
    assert told(), "else this test could not fail"
    program.controller.lock()
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert told() == []
    for widget in QApplication.allWidgets():
        assert not any(FIRST in said for said in shown(widget)), type(widget).__name__


def shown(widget: QWidget) -> Iterator[str]:
    """What a widget shows or says to a screen reader."""
    for name in ("text", "toPlainText", "windowTitle", "accessibleName", "accessibleDescription"):
        said = getattr(widget, name, None)
        if callable(said):
            yield str(said())
