"""Every form × every way of being interrupted: what was typed is there again, nothing is decided.

All forms are filled in and interrupted at once: a start of the program for each pair would take
a minute.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pytest
from _pytest.mark import ParameterSet
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.errors import DiskFull
from desktop.i18n import set_language
from desktop.model.phases import Phase
from desktop.vault import Vault
from desktop.vault.records.drafts import Drafts
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, no_error, press
from tests.ui.drafts.asking import asked, unlock_again
from tests.ui.drafts.conftest import Ids
from tests.ui.drafts.forms import FORMS, WORDS, Kept, answered, close, open_form, shown
from tests.ui.room_bench import press_button
from ui.app import rooms
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.consent.withdraw import WITHDRAW
from ui.interviews.page import InterviewsPage
from ui.interviews.print_dialog import PRINT
from ui.kept_form import KeptForm
from ui.people.new_person import NEW_PERSON, NewPersonDialog
from ui.shell.lock_screen import LockState
from ui.widgets.dialogs.form_dialog import FormDialog


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language("en")


@dataclass(frozen=True, slots=True)
class Interruption:
    """``ends``: the program is started again; otherwise, ``locks``: it is unlocked again."""

    by: Callable[[Program], None]
    locks: bool = False
    ends: bool = False

    def and_back(self, program: Program, make_program: MakeProgram) -> Program:
        """Interrupt it, and come back to the vault; the program one is in then."""
        self.by(program)
        if self.ends:
            program = make_program(rooms())
            program.unlock()
        elif self.locks:
            unlock_again(program)
        return program


def ctrl_l(program: Program) -> None:
    program.lock_and_wait()


def idle_time(program: Program) -> None:
    assert program.controller.idle is not None
    program.controller.idle.expired.emit()
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def sleep(program: Program) -> None:
    """The wall clock is further than this program ran."""
    idle = program.controller.idle
    assert idle is not None
    idle._last_tick._wall -= 60
    idle.check()
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def crash(program: Program) -> None:
    """A pause in typing, and then the vault's files are as a killed program leaves them."""
    shell = program.controller.shell
    assert shell is not None
    program.wait(lambda: not shell.drafts.unsaved())
    left = program.folder.with_name("left")
    shutil.copytree(program.folder, left)
    program.controller.stop()
    shutil.rmtree(program.folder)
    left.rename(program.folder)


def closing(program: Program) -> None:
    program.controller.window.close()
    program.wait(lambda: not program.controller.window.isVisible())
    program.controller.stop()


def end_of_session(program: Program) -> None:
    program.controller.save_drafts()
    program.controller.stop()


def language(program: Program) -> None:
    before = program.controller.shell
    program.preferences.change(lambda now: replace(now, language="be"))
    program.wait(lambda: program.controller.shell not in (None, before))


def theme(program: Program) -> None:
    program.preferences.change(lambda now: replace(now, theme="dark"))


WAYS: Final = {
    "idle_time": Interruption(idle_time, locks=True),
    "sleep": Interruption(sleep, locks=True),
    "crash": Interruption(crash, ends=True),
    "ctrl_l": Interruption(ctrl_l, locks=True),
    "closing": Interruption(closing, ends=True),
    "end_of_session": Interruption(end_of_session, ends=True),
    "language": Interruption(language),
    "theme": Interruption(theme),
}
INTERRUPTIONS: Final = (
    pytest.param(WAYS["ctrl_l"], FORMS[::4], id="ctrl_l-some"),
    *(pytest.param(each, FORMS, id=name, marks=pytest.mark.rare) for name, each in WAYS.items()),
)


@pytest.mark.parametrize(("interruption", "forms"), INTERRUPTIONS)
def test_words_of_every_form_are_there_again_and_nothing_was_decided(
    program: Program,
    make_program: MakeProgram,
    ids: Ids,
    interruption: Interruption,
    forms: Sequence[Kept],
) -> None:
    typed = {}
    for kept in forms:
        form = open_form(program, kept, ids)
        kept.fill(program, form, ids)
        typed[kept.form.name] = kept.read(form)
    before = asked(program, decided)
    again = interruption.and_back(program, make_program)
    assert asked(again, decided) == before, "something that nobody decided"
    for kept in forms:
        form = open_form(again, kept, ids)
        assert kept.read(form) == typed[kept.form.name], kept.form.name
        close(form)
    assert asked(again, lambda vault: vault.drafts.unfinished()) == []
    assert asked(again, decided) == before, "something that nobody decided"


def _rare_but_one(kept: Kept) -> ParameterSet:
    marks = () if kept.form is WITHDRAW else (pytest.mark.rare,)
    return pytest.param(kept, id=kept.form.name, marks=marks)


@pytest.mark.parametrize("kept", [_rare_but_one(each) for each in FORMS])
def test_a_lock_brings_back_the_form_that_was_open(program: Program, ids: Ids, kept: Kept) -> None:
    kept.fill(program, open_form(program, kept, ids), ids)
    program.lock_and_wait()
    unlock_again(program)
    program.wait(lambda: bool(shown(program, kept)))
    answered(program)
    [form] = shown(program, kept)
    assert isinstance(form, FormDialog)
    assert form.banner.title == "This was started earlier and not finished."


def test_escape_keeps_what_was_typed_and_the_way_back_discards_it(
    program: Program, ids: Ids
) -> None:
    [kept] = [each for each in FORMS if each.form is NEW_PERSON]
    form = open_form(program, kept, ids)
    kept.fill(program, form, ids)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    form = open_form(program, kept, ids)
    assert WORDS in str(kept.read(form))
    assert isinstance(form, FormDialog)
    QTest.mouseClick(form.back_button, Qt.MouseButton.LeftButton)
    form = open_form(program, kept, ids)
    assert WORDS not in str(kept.read(form))


def test_a_form_that_is_closed_leaves_no_writing_behind_in_the_footer(
    program: Program, ids: Ids
) -> None:
    shell = program.controller.shell
    assert shell is not None
    [kept] = [each for each in FORMS if each.form is NEW_PERSON]
    for leave in (FormDialog.reject, FormDialog.give_up):
        form = open_form(program, kept, ids)
        kept.fill(program, form, ids)
        assert shell.bar.state == "Saving…"
        assert isinstance(form, FormDialog)
        leave(form)
        program.wait(lambda: shell.bar.state.startswith("Saved"))
        answered(program)
        assert not program.controller.worker.findChildren(KeptForm)


@pytest.mark.rare
def test_words_that_a_full_disk_refused_are_saved_after_the_form_was_closed(
    program: Program, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    [kept] = [each for each in FORMS if each.form is NEW_PERSON]
    form = open_form(program, kept, ids)
    kept.fill(program, form, ids)
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "keep", full)
        QTest.keyClick(form, Qt.Key.Key_Escape)
        answered(program)
        shell = program.controller.shell
        assert shell is not None
        assert shell.drafts.unsaved()
    program.controller.save_drafts()
    answered(program)
    assert not shell.drafts.unsaved()
    assert WORDS in str(kept.read(open_form(program, kept, ids)))


@pytest.mark.rare
def test_escape_leaves_nothing_of_a_click_or_two(program: Program, ids: Ids) -> None:
    [kept] = [each for each in FORMS if each.form is PRINT]
    form = open_form(program, kept, ids)
    kept.fill(program, form, ids)
    program.controller.save_drafts()
    assert asked(program, lambda vault: len(vault.drafts.unfinished())) == 1
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert asked(program, lambda vault: vault.drafts.unfinished()) == []


def test_what_is_sent_is_kept_no_more(program: Program, ids: Ids) -> None:
    [kept] = [each for each in FORMS if each.form is NEW_PERSON]
    form = open_form(program, kept, ids)
    kept.fill(program, form, ids)
    program.controller.save_drafts()
    assert asked(program, lambda vault: len(vault.drafts.unfinished())) == 1
    assert isinstance(form, NewPersonDialog)
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    program.wait(lambda: not shown(program, kept))
    assert asked(program, lambda vault: vault.drafts.unfinished()) == []
    assert asked(program, lambda vault: vault.people.count()) == 2


@pytest.mark.rare
def test_what_is_left_open_is_told_when_the_vault_is_opened_and_leads_there(
    program: Program, make_program: MakeProgram, ids: Ids
) -> None:
    [kept] = [each for each in FORMS if each.form is WITHDRAW]
    kept.fill(program, open_form(program, kept, ids), ids)
    closing(program)
    again = make_program(rooms())
    again.unlock()
    shell = again.controller.shell
    assert shell is not None
    again.wait(lambda: bool(shell.unfinished.title))
    press_button(shell.unfinished, "Withdraw consent · I-0001")
    again.wait(lambda: bool(shown(again, kept)))
    answered(again)
    assert kept.read(shown(again, kept)[0]) == WORDS
    assert not shell.unfinished.title


@pytest.mark.rare
def test_what_was_told_and_is_done_is_told_no_more(program: Program, ids: Ids) -> None:
    for form_of in (WITHDRAW, NEW_PERSON):
        [kept] = [each for each in FORMS if each.form is form_of]
        kept.fill(program, open_form(program, kept, ids), ids)
    program.lock_and_wait()
    unlock_again(program)
    shell = program.controller.shell
    assert shell is not None
    banner = shell.unfinished
    shell.unfinished.ask(program.controller.worker, {}, no_error)
    program.wait(lambda: banner.title.startswith("2 forms"))
    for form_of, left in ((NEW_PERSON, "1 form "), (WITHDRAW, "")):
        [kept] = [each for each in FORMS if each.form is form_of]
        close(open_form(program, kept, ids))
        program.wait(lambda left=left: banner.title[: max(1, len(left))] == left)  # type: ignore[misc]


@pytest.mark.rare
def test_a_list_marks_the_records_of_which_something_is_typed_and_not_decided(
    program: Program, ids: Ids
) -> None:
    [kept] = [each for each in FORMS if each.form is WITHDRAW]
    form = open_form(program, kept, ids)
    page = program.controller.shell.page("interviews")  # type: ignore[union-attr]
    assert isinstance(page, InterviewsPage)
    program.wait(lambda: page.list.model.row_at(0) is not None)
    assert not page.list.model.row_at(0).unfinished  # type: ignore[union-attr]
    kept.fill(program, form, ids)
    program.controller.save_drafts()
    program.wait(lambda: "not recorded" in spoken(page))
    close(form)
    program.wait(lambda: spoken(page) != "" and "not recorded" not in spoken(page))


def spoken(page: InterviewsPage) -> str:
    """What a screen reader says of the first row; "" while it is on its way."""
    row = page.list.model.row_at(0)
    return row.spoken if row is not None else ""


def decided(vault: Vault) -> object:
    """What is written where something was decided: versions, custody, records."""
    return (
        vault._db.all("SELECT id FROM record_version ORDER BY id"),
        [(event.kind, event.object_id) for event in vault.custody.events()],
        vault.counts(),
        vault._db.all("SELECT * FROM consent_answer"),
    )


def test_the_vault_locks_later_while_a_consent_or_an_account_is_open(
    program: Program, ids: Ids
) -> None:
    """The text takes longer to read out than the idle time."""
    shell, idle = program.controller.shell, program.controller.idle
    assert shell is not None
    assert idle is not None
    for phase, minutes in (("consent", 15), ("plan", 5), ("account", 15), ("files", 5)):
        shell.navigate("interviews", interview=ids.interview, phase=phase)
        answered(program)
        assert minutes * 60 - 20 < idle.seconds_left <= minutes * 60, phase
    shell.navigate("interviews", interview=ids.interview, phase="account")
    shell.navigate("people")
    assert idle.seconds_left <= 300


@pytest.mark.rare
def test_words_of_a_form_that_cannot_be_saved_are_held_and_come_back_with_it(
    program: Program, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form was closed with the lock, and a full disk took its words."""
    [kept] = [each for each in FORMS if each.form is WITHDRAW]
    form = open_form(program, kept, ids)
    kept.fill(program, form, ids)

    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "keep", full)
        program.lock_and_wait(LockState.HELD_UNSAVED)
        assert not form.isVisible()
        press(program.locked.field.edit, PASSPHRASE)
        program.locked.button.click()
        program.wait(form.isVisible)
        assert kept.read(form) == WORDS
    program.lock_and_wait()
    unlock_again(program)
    assert kept.read(open_form(program, kept, ids)) == WORDS


@pytest.mark.rare
def test_after_a_refused_change_the_open_interview_is_marked(program: Program, ids: Ids) -> None:
    """The list highlighted the other one: a date was then typed into the wrong interview."""
    program.controller.window.resize(1920, 1000)
    other = asked(program, lambda vault: vault.interviews.new("I-0002", ids.person, "be").id)
    shell = program.controller.shell
    assert shell is not None
    shell.navigate("interviews", interview=ids.interview, phase="consent")
    page = shell.page("interviews")
    assert isinstance(page, InterviewsPage)
    program.wait(lambda: page.open_page is not None)
    page.unfold()
    program.wait(lambda: page.list.model.place_of(other) >= 0)
    assert page.open_page is not None
    consent = page.open_page.page(Phase.CONSENT)
    assert isinstance(consent, ConsentPhase)
    press(consent.form.interpreter, WORDS)
    rows = page.list.list
    rows.setCurrentIndex(page.list.model.index(page.list.model.place_of(other)))
    answered(program)
    assert page.open_page.draft.interview_id == ids.interview
    assert rows.chosen_key == ids.interview
    assert consent.banner.title == "What the person decided is not recorded yet."


def full(*_: object) -> None:
    raise DiskFull("no space left on device")
